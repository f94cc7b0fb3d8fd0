"""What must be remembered of one elevator between two samples: 128 bytes, two cache lines.

An instant of 0 means «not so now». The instants `*_since_ms` stand still while the alarm they
began is open: they are the alarm's name. Times are the device's own, except `heard_ms`.

Example:
    >>> states = new_states(2)
    >>> STATE.itemsize, int(states["off_level_since_ms"].sum())
    (128, 0)
"""

import numpy as np

from hoistway.detection.batch import Record, Records
from hoistway.detection.compiled import compiled

STATE = np.dtype(
    [
        ("seq", "<u8"),
        ("at_ms", "<i8"),  # believed instant of the last sample
        ("device_ms", "<i8"),  # what the device itself said
        ("heard_ms", "<i8"),  # platform receiving time: outages of our own are taken out
        ("off_level_since_ms", "<i8"),
        ("shut_in_since_ms", "<i8"),
        ("evidence_since_ms", "<i8"),
        ("power_lost_since_ms", "<i8"),
        ("button_since_ms", "<i8"),
        ("door_moving_since_ms", "<i8"),
        ("run_ended_ms", "<i8"),
        ("occupied_ms", "<i8"),  # last instant with a sign of people
        ("doors_open_since_ms", "<i8"),
        ("codes", "<u4"),
        ("flags", "<u2"),
        ("floor", "<i2"),
        ("marks", "<u2"),
        ("kind", "u1"),
        ("open", "u1"),  # bit 1 << kind for every open alarm
        ("evidence", "u1"),
        ("flips", "u1"),  # changes of the occupancy signal in the shut, standing car
        ("attempts", "u1"),  # door openings tried since the doors last stood open
        ("door_moving", "u1"),  # samples in a row with open doors on the way
        ("service_mode", "u1"),
        ("car_status", "u1"),
        ("door", "u1"),
        ("people", "u1"),
        ("power", "u1"),
        ("pad", "u1", 3),
    ]
)

# marks
HEARD = 1  # at least one sample came
ENROLLED = 2  # the register says that this elevator is to be watched
FORWARDED = 4  # the last sample was stored and forwarded: no alarm may begin on it
OPENED = 8  # the doors stood open at this stop
BOARDED = 16  # people could have come in, and were seen
SKEWED = 32  # the device's clock was not believed

LAST_COUNT = 255


def new_states(count: int) -> Records:
    """Return the memory of that many elevators never heard of."""
    return np.zeros(count, STATE)


@compiled
def counted(count: int) -> int:
    """Return the count plus one, held at 255."""
    return min(count + 1, LAST_COUNT)


@compiled
def move_clock(state: Record, by_ms: int) -> None:
    """Shift every remembered instant when the device's clock was set, so that no time passes.

    Instants that name an open alarm stay.
    """
    if state["off_level_since_ms"] and not state["open"] & 1 << 1:
        state["off_level_since_ms"] += by_ms
    if state["shut_in_since_ms"] and not state["open"] & 1 << 2:
        state["shut_in_since_ms"] += by_ms
    if state["power_lost_since_ms"] and not state["open"] & 1 << 3:
        state["power_lost_since_ms"] += by_ms
    if state["button_since_ms"] and not state["open"] & 1 << 4:
        state["button_since_ms"] += by_ms
    if state["door_moving_since_ms"] and not state["open"] & 1 << 5:
        state["door_moving_since_ms"] += by_ms
    _move_plain_instants(state, by_ms)


@compiled
def _move_plain_instants(state: Record, by_ms: int) -> None:
    if state["evidence_since_ms"]:
        state["evidence_since_ms"] += by_ms
    if state["run_ended_ms"]:
        state["run_ended_ms"] += by_ms
    if state["occupied_ms"]:
        state["occupied_ms"] += by_ms
    if state["doors_open_since_ms"]:
        state["doors_open_since_ms"] += by_ms
