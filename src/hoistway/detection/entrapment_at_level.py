"""平层关人: people in a car that stands at a landing and whose doors do not open.

A person standing in a parked, shut car is no entrapment (the classic false alarm of 2.1). So it
takes evidence – a call that is not answered, repeated door openings without success, the alarm
button, a fault, no mains – that lasts 45 s; or 120 s in which the occupancy signal goes and comes
as only a living person makes it. A thing that stood still for half an hour needs the button.
Source: telemetry-and-emergency 2.1 [R8] 平层关人 45 s, 2.4.

Example:
    >>> from hoistway.detection.batch import CALL_PENDING, DOOR_ZONE, OCCUPIED, samples
    >>> from hoistway.detection.engine import Engine
    >>> stream = samples(2)
    >>> stream["seq"], stream["flags"] = [1, 2], 2 | DOOR_ZONE | OCCUPIED | CALL_PENDING
    >>> stream["at_ms"] = stream["received_ms"] = [100_000, 145_000]
    >>> [(int(alarm["kind"]), int(alarm["evidence"])) for alarm in Engine().take(stream)]
    [(2, 1)]
"""

from hoistway.detection import car
from hoistway.detection.batch import ALARM_BUTTON_CODE, CALL_PENDING, DOOR_ZONE, Record
from hoistway.detection.compiled import BEGINS, ENDS, NOTHING, compiled
from hoistway.detection.state import BOARDED

KIND = 2

# evidence
CALL = 1
ATTEMPTS = 2
BUTTON = 4
FAULT = 8
POWER = 16
VARIATION = 32
SILENT = 64  # the platform's own tick found it: the device had fallen silent
LASTING = ATTEMPTS | BUTTON | FAULT


@compiled
def is_shut_in(state: Record, limits: Record) -> bool:
    """Tell whether people who boarded stand at a landing behind doors that have not opened."""
    return (
        car.is_watched_lift(state, limits["service_modes"])
        and not car.is_running(state)
        and state["flags"] & DOOR_ZONE != 0
        and not car.is_open(state)
        and state["marks"] & BOARDED != 0
    )


@compiled
def seen_evidence(state: Record, limits: Record) -> int:
    """Return the bits of evidence that the last sample shows, with what stays from before."""
    evidence = int(state["evidence"] & LASTING)
    if state["codes"] & ALARM_BUTTON_CODE:
        evidence |= BUTTON
    shut_in_ms = state["at_ms"] - state["shut_in_since_ms"]
    unmoved = state["flips"] == 0 and shut_in_ms >= limits["motionless_ms"]
    if unmoved and state["evidence"] == 0:
        return evidence
    if state["flags"] & CALL_PENDING:
        evidence |= CALL
    if state["attempts"] >= limits["door_attempts"]:
        evidence |= ATTEMPTS
    if state["codes"] & limits["evidence_faults"]:
        evidence |= FAULT
    if car.mains_lost(state):
        evidence |= POWER
    return evidence


@compiled
def begins(state: Record, at_ms: int, limits: Record) -> bool:
    """Tell whether evidence or variation has lasted long enough at that instant."""
    if state["shut_in_since_ms"] == 0 or not car.has_people(state, at_ms, limits):
        return False
    if state["evidence"]:
        since_ms = state["evidence_since_ms"]
        seen = state["evidence"] != CALL or state["at_ms"] - since_ms >= limits["call_seen_ms"]
        if seen and at_ms - since_ms >= limits["at_level_evidence_ms"]:
            return True
    varied = state["flips"] >= limits["at_level_flips"]
    shut_in_ms = at_ms - state["shut_in_since_ms"]
    return bool(varied and shut_in_ms >= limits["at_level_variation_ms"])


@compiled
def follow(state: Record, limits: Record) -> None:
    """Keep, start or drop the suspicion and its evidence by the last sample."""
    if not is_shut_in(state, limits):
        state["shut_in_since_ms"] = 0
    elif state["shut_in_since_ms"] == 0:
        starts = car.is_watched_lift(state, limits["at_level_modes"]) and car.is_shut(state)
        state["shut_in_since_ms"] = state["at_ms"] if starts else 0
    if state["shut_in_since_ms"] == 0:
        state["evidence"] = 0
    else:
        state["evidence"] = seen_evidence(state, limits)
    if state["evidence"] == 0:
        state["evidence_since_ms"] = 0
    elif state["evidence_since_ms"] == 0:
        state["evidence_since_ms"] = state["at_ms"]


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
