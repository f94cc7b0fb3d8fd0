"""What the car does and who may be in it, told from its signals before any detector judges.

Nobody leaves or enters through shut doors. So a sign of people counts as *boarded* only when it was
seen with the doors not shut, or on the way; a motion sensor that wakes up in an empty parked car
counts for nothing. Doors that stood open at this stop free the car of the suspicion of an
off-level stop (a missing zone magnet), unless the controller itself says fault 4.
Source: telemetry-and-emergency 2.1, 2.2 (false-alarm causes), 2.4.

Example:
    >>> from hoistway.detection.batch import DOOR_OPEN
    >>> from hoistway.detection.state import new_states
    >>> state = new_states(1)[0]
    >>> state["door"] = DOOR_OPEN
    >>> bool(is_open(state)), bool(is_shut(state))
    (True, False)
"""

from hoistway.detection.batch import (
    DOOR_CLOSED,
    DOOR_LOCKED,
    DOOR_OPEN,
    DOOR_OPENING,
    DOOR_SHUT,
    DOOR_UNKNOWN,
    DOOR_ZONE,
    LIFT,
    MAINS_LOST_CODE,
    OCCUPIED,
    OUTSIDE_ZONE_CODE,
    PEOPLE_UNKNOWN,
    POWER_BATTERY,
    POWER_MAINS,
    POWER_OFF,
    RUNNING,
    Record,
)
from hoistway.detection.compiled import compiled
from hoistway.detection.state import BOARDED, ENROLLED, HEARD, OPENED, counted


@compiled
def is_watched_lift(state: Record, modes: int) -> bool:
    """Tell whether it is a lift in one of the service modes of the bit set."""
    return bool(state["kind"] == LIFT and (modes >> state["service_mode"]) & 1 == 1)


@compiled
def mains_lost(state: Record) -> bool:
    """Tell whether the main supply is gone: on battery, off, or event 41 (主电源断电)."""
    power = state["power"]
    if power in (POWER_BATTERY, POWER_OFF):
        return True
    return bool(power != POWER_MAINS and state["codes"] & MAINS_LOST_CODE != 0)


@compiled
def is_running(state: Record) -> bool:
    """Tell whether the car runs; without any power it cannot, whatever its last word was."""
    return state["car_status"] == RUNNING and (
        state["power"] == POWER_BATTERY or not mains_lost(state)
    )


@compiled
def is_open(state: Record) -> bool:
    """Tell whether the doors stand open (开门到位), or without a door state are not shut."""
    if state["door"] == DOOR_UNKNOWN:
        return bool(state["flags"] & DOOR_CLOSED == 0)
    return bool(state["door"] == DOOR_OPEN)


@compiled
def is_shut(state: Record) -> bool:
    """Tell whether the doors are shut (关门到位) by either signal and not reported open."""
    if state["door"] == DOOR_OPEN:
        return False
    return bool(state["flags"] & DOOR_CLOSED or state["door"] in (DOOR_SHUT, DOOR_LOCKED))


@compiled
def is_occupied(state: Record) -> bool:
    """Tell whether any sensor sees people in the car now."""
    return bool(state["flags"] & OCCUPIED or 0 < state["people"] < PEOPLE_UNKNOWN)


@compiled
def has_people(state: Record, at_ms: int, limits: Record) -> bool:
    """Tell whether people must be thought inside at that instant, motionless ones too."""
    if is_occupied(state):
        return True
    empty_ms = at_ms - state["occupied_ms"]
    return bool(state["marks"] & BOARDED and empty_ms < limits["vacant_ms"])


@compiled
def is_released(state: Record, limits: Record) -> bool:
    """Tell whether people shut in are free.

    Doors open in the zone and the car empty, or doors open there for long; doors open outside the
    zone only when nobody was seen for long.
    """
    if not is_open(state):
        return False
    if not state["flags"] & DOOR_ZONE:
        return bool(state["at_ms"] - state["occupied_ms"] >= limits["vacant_ms"])
    open_ms = state["at_ms"] - state["doors_open_since_ms"]
    return not is_occupied(state) or bool(open_ms >= limits["release_open_ms"])


@compiled
def follow(state: Record, sample: Record, gap_ms: int, limits: Record) -> None:
    """Bring the memory of the car up to the sample; `gap_ms` is the time since the last one."""
    first = not state["marks"] & HEARD or gap_ms > limits["gap_ms"]
    was_running, was_shut = is_running(state), is_shut(state)
    was_occupied, door_before = is_occupied(state), state["door"]
    _copy(state, sample)
    if was_running and not is_running(state):
        state["run_ended_ms"] = state["at_ms"]
    _follow_doors(state, door_before)
    if is_occupied(state) or was_occupied:
        state["occupied_ms"] = state["at_ms"]
    could_enter = first or was_running or is_running(state) or not (was_shut and is_shut(state))
    _follow_people(state, could_enter, limits)
    if not first and is_occupied(state) != was_occupied and _holds_people_in(state):
        state["flips"] = counted(state["flips"])
    state["marks"] |= HEARD


@compiled
def _copy(state: Record, sample: Record) -> None:
    state["codes"] = sample["codes"]
    state["flags"] = sample["flags"]
    state["floor"] = sample["floor"]
    state["service_mode"] = sample["service_mode"]
    state["car_status"] = sample["car_status"]
    state["door"] = sample["door"]
    state["people"] = sample["people"]
    state["power"] = sample["power"]
    if not state["marks"] & ENROLLED:
        state["kind"] = sample["kind"]


@compiled
def _holds_people_in(state: Record) -> bool:
    return not is_running(state) and not is_open(state)


@compiled
def _follow_doors(state: Record, door_before: int) -> None:
    if not is_open(state):
        state["doors_open_since_ms"] = 0
    elif state["doors_open_since_ms"] == 0:
        state["doors_open_since_ms"] = state["at_ms"]
    if not _holds_people_in(state):
        state["flips"] = 0
        state["attempts"] = 0
    elif state["door"] == DOOR_OPENING and door_before != DOOR_OPENING:
        state["attempts"] = counted(state["attempts"])
    if is_running(state):
        state["marks"] &= ~OPENED
    elif is_open(state):
        at_landing = state["flags"] & DOOR_ZONE != 0
        if at_landing or not state["codes"] & OUTSIDE_ZONE_CODE:
            state["marks"] |= OPENED


@compiled
def _follow_people(state: Record, could_enter: bool, limits: Record) -> None:
    if is_occupied(state):
        if could_enter:
            state["marks"] |= BOARDED
    elif is_open(state) or state["at_ms"] - state["occupied_ms"] >= limits["vacant_ms"]:
        state["marks"] &= ~BOARDED
