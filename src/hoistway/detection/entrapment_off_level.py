"""非平层关人: people in a car that stands still between landings.

Suspected after 10 s, ordered after 30 s, also when the device falls silent meanwhile.
Source: telemetry-and-emergency 2.4 (SUSPECT 10 s, PROBABLE 30 s), 2.1 [R8] 非平层关人 30 s.

Example:
    >>> from hoistway.detection.batch import OCCUPIED, samples
    >>> from hoistway.detection.engine import Engine
    >>> stream = samples(3)
    >>> stream["seq"], stream["flags"] = [1, 2, 3], 2 | OCCUPIED
    >>> stream["at_ms"] = stream["received_ms"] = [100_000, 129_999, 130_000]
    >>> [(int(alarm["began_at_ms"]), int(alarm["at_ms"])) for alarm in Engine().take(stream)]
    [(100000, 130000)]
"""

from hoistway.detection import car
from hoistway.detection.batch import DOOR_ZONE, Record
from hoistway.detection.compiled import BEGINS, ENDS, NOTHING, compiled
from hoistway.detection.state import OPENED

KIND = 1


@compiled
def is_suspected(state: Record, at_ms: int, limits: Record) -> bool:
    """Tell whether the car stands off level with people in it and its doors not opened since."""
    return (
        car.is_watched_lift(state, limits["service_modes"])
        and not car.is_running(state)
        and not state["flags"] & DOOR_ZONE
        and not state["marks"] & OPENED
        and car.has_people(state, at_ms, limits)
    )


@compiled
def begins(state: Record, at_ms: int, limits: Record) -> bool:
    """Tell whether the suspicion has lasted long enough at that instant."""
    since_ms = state["off_level_since_ms"]
    return (
        since_ms > 0
        and at_ms - since_ms >= limits["off_level_order_ms"]
        and car.has_people(state, at_ms, limits)
    )


@compiled
def follow(state: Record, limits: Record) -> None:
    """Keep or drop the suspicion by the last sample."""
    if not is_suspected(state, state["at_ms"], limits):
        state["off_level_since_ms"] = 0
    elif state["off_level_since_ms"] == 0:
        state["off_level_since_ms"] = state["at_ms"]


@compiled
def turn(state: Record, limits: Record) -> int:
    """Return whether the alarm begins or ends with the last sample, and update the suspicion."""
    if state["open"] & 1 << KIND:
        if not car.is_released(state, limits):
            return NOTHING
        follow(state, limits)
        return ENDS
    follow(state, limits)
    return BEGINS if begins(state, state["at_ms"], limits) else NOTHING
