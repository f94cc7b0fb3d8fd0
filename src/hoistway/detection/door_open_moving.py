"""开门走车: the car runs outside the unlocking zone with its doors open.

Two samples in a row; in the zone, opening early and re-levelling with open doors are normal.
Source: telemetry-and-emergency 2.1 [R8] 运行中开门, 开门走车.

Example:
    >>> from hoistway.detection.batch import DOOR_OPEN, RUNNING, samples
    >>> from hoistway.detection.engine import Engine
    >>> stream = samples(2)
    >>> stream["seq"], stream["door"], stream["car_status"] = [1, 2], DOOR_OPEN, RUNNING
    >>> stream["at_ms"] = stream["received_ms"] = [100_000, 101_000]
    >>> [(int(alarm["kind"]), int(alarm["began_at_ms"])) for alarm in Engine().take(stream)]
    [(5, 100000)]
"""

from hoistway.detection import car
from hoistway.detection.batch import DOOR_AJAR, DOOR_CLOSED, DOOR_OPENING, DOOR_ZONE, Record
from hoistway.detection.compiled import BEGINS, ENDS, NOTHING, compiled
from hoistway.detection.state import counted

KIND = 5


@compiled
def stands_ajar(state: Record) -> bool:
    """Tell whether the doors are open, opening or ajar and no signal says shut."""
    if state["flags"] & DOOR_CLOSED:
        return False
    return car.is_open(state) or state["door"] in (DOOR_OPENING, DOOR_AJAR)


@compiled
def is_seen(state: Record, limits: Record) -> bool:
    """Tell whether the last sample shows open doors on the way."""
    return (
        car.is_watched_lift(state, limits["service_modes"])
        and car.is_running(state)
        and not state["flags"] & DOOR_ZONE
        and stands_ajar(state)
    )


@compiled
def follow(state: Record, limits: Record) -> None:
    """Count the samples in a row that show it."""
    if not is_seen(state, limits):
        state["door_moving"] = 0
        state["door_moving_since_ms"] = 0
        return
    if state["door_moving"] == 0:
        state["door_moving_since_ms"] = state["at_ms"]
    state["door_moving"] = counted(state["door_moving"])


@compiled
def turn(state: Record, limits: Record) -> int:
    """Return whether the alarm begins or ends with the last sample, and update the count."""
    if state["open"] & 1 << KIND:
        if not state["flags"] & DOOR_ZONE and stands_ajar(state):
            return NOTHING
        follow(state, limits)
        return ENDS
    follow(state, limits)
    return BEGINS if state["door_moving"] >= limits["door_open_samples"] else NOTHING
