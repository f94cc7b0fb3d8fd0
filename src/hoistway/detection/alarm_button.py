"""报警按钮动作: somebody in the car pressed the alarm button, and the press is no mistake.

At once between landings, unless the car runs; never with doors open in the zone (filter of
EN 81-28). At a landing, or right after a run, the car gets 5 s to open its doors or to start: that
answers a press by mistake. A button that stays pressed after that is stuck, silent until released.
Source: GB/T 24476-2017 alarm 90; EN 81-28; telemetry-and-emergency 2.4.

Example:
    >>> from hoistway.detection.batch import ALARM_BUTTON_CODE, samples
    >>> from hoistway.detection.engine import Engine
    >>> press = samples(1)
    >>> press["at_ms"] = press["received_ms"] = 100_000
    >>> press["flags"], press["codes"] = 2, ALARM_BUTTON_CODE
    >>> [int(alarm["kind"]) for alarm in Engine().take(press)]
    [4]
"""

from hoistway.detection import car
from hoistway.detection.batch import ALARM_BUTTON_CODE, DOOR_ZONE, Record
from hoistway.detection.compiled import BEGINS, ENDS, NOTHING, compiled

KIND = 4


@compiled
def is_answered(state: Record) -> bool:
    """Tell whether the doors stand open at a landing: whoever pressed can walk out."""
    return car.is_open(state) and state["flags"] & DOOR_ZONE != 0


@compiled
def begins(state: Record, at_ms: int, limits: Record) -> bool:
    """Tell whether a press stands and the car has had time to open its doors."""
    if state["button_since_ms"] == 0 or car.is_running(state):
        return False
    waited_ms = at_ms - state["run_ended_ms"]
    if state["flags"] & DOOR_ZONE:
        waited_ms = min(waited_ms, at_ms - state["button_since_ms"])
    return bool(waited_ms >= limits["button_settle_ms"])


@compiled
def follow(state: Record, pressed_before: bool, limits: Record) -> None:
    """Keep, start or drop the press by the last sample."""
    pressed = state["codes"] & ALARM_BUTTON_CODE != 0
    if pressed and not pressed_before:
        state["button_since_ms"] = state["at_ms"]
    void = is_answered(state) or not car.is_watched_lift(state, limits["service_modes"])
    if void or (car.is_running(state) and not pressed):
        state["button_since_ms"] = 0


@compiled
def turn(state: Record, pressed_before: bool, limits: Record) -> int:
    """Return whether the alarm begins or ends with the last sample, and update the press."""
    if state["open"] & 1 << KIND:
        if not is_answered(state):
            return NOTHING
        follow(state, pressed_before, limits)
        return ENDS
    follow(state, pressed_before, limits)
    return BEGINS if begins(state, state["at_ms"], limits) else NOTHING
