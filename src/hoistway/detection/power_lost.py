"""主电源断电: the elevator lost its mains, with or without people in it.

After 10 s, also when the device had only its last word before it died. People inside are the
business of the two entrapment detectors: lost mains is evidence there.
Source: GB/T 24476-2017 event 41; telemetry-and-emergency 2.7 (5 of 19 cars with people).

Example:
    >>> from hoistway.detection.batch import POWER_BATTERY, samples
    >>> from hoistway.detection.engine import Engine
    >>> engine, last_word = Engine(), samples(1)
    >>> last_word["at_ms"] = last_word["received_ms"] = 100_000
    >>> last_word["power"] = POWER_BATTERY
    >>> len(engine.take(last_word)), len(engine.tick(109_999)), len(engine.tick(110_000))
    (0, 0, 1)
"""

from hoistway.detection import car
from hoistway.detection.batch import Record
from hoistway.detection.compiled import BEGINS, ENDS, NOTHING, compiled

KIND = 3


@compiled
def begins(state: Record, at_ms: int, limits: Record) -> bool:
    """Tell whether the mains have been away long enough at that instant."""
    since_ms = state["power_lost_since_ms"]
    return bool(since_ms > 0 and at_ms - since_ms >= limits["power_lost_ms"])


@compiled
def follow(state: Record, limits: Record) -> None:
    """Keep or drop the instant of the loss; a switch turned off under inspection is none."""
    if not (car.is_watched_lift(state, limits["service_modes"]) and car.mains_lost(state)):
        state["power_lost_since_ms"] = 0
    elif state["power_lost_since_ms"] == 0:
        state["power_lost_since_ms"] = state["at_ms"]


@compiled
def turn(state: Record, limits: Record) -> int:
    """Return whether the alarm begins or ends with the last sample, and update the suspicion."""
    if state["open"] & 1 << KIND:
        if car.mains_lost(state):
            return NOTHING
        follow(state, limits)
        return ENDS
    follow(state, limits)
    return BEGINS if begins(state, state["at_ms"], limits) else NOTHING
