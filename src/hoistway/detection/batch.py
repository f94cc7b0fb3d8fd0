"""One sample of an elevator, as it lies in the log: 48 bytes, little endian.

Values are those of GB/T 24476-2017 clauses 9 and 11 (mode, car, direction, codes) and of Shanghai's
`Door_Status`. Instants are milliseconds UTC: `at_ms` by the device, `received_ms` by the platform.

Example:
    >>> sample = samples(1)
    >>> sample["slot"], sample["codes"] = 7, code_bits([41, 90])
    >>> SAMPLE.itemsize, [code for code in CODES if sample["codes"][0] & code_bits([code])]
    (48, [41, 90])
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Record = np.void
Records = NDArray[np.void]

SAMPLE = np.dtype(
    [
        ("slot", "<u4"),
        ("flags", "<u2"),
        ("floor", "<i2"),  # index, 0 = lowest served landing
        ("at_ms", "<i8"),
        ("received_ms", "<i8"),
        ("seq", "<u8"),
        ("codes", "<u4"),
        ("service_mode", "u1"),
        ("car_status", "u1"),
        ("direction", "u1"),
        ("door", "u1"),
        ("speed_mm_s", "<i2"),
        ("people", "u1"),
        ("power", "u1"),
        ("source", "<u2"),
        ("kind", "u1"),
        ("pad", "u1"),
    ]
)

# flags
DOOR_ZONE = 1  # 开锁区域
DOOR_CLOSED = 2  # 关门到位
OCCUPIED = 4  # 轿内有人
CALL_PENDING = 8  # a call is registered for this car
HEARTBEAT = 16
REPLAYED = 32  # stored by the device and forwarded more than 10 minutes later

# car_status
STANDING, RUNNING = 0, 1

# door, Shanghai Door_Status
DOOR_UNKNOWN, DOOR_CLOSING, DOOR_SHUT, DOOR_OPENING, DOOR_OPEN, DOOR_LOCKED, DOOR_AJAR = range(7)

# power
POWER_UNKNOWN, POWER_MAINS, POWER_BATTERY, POWER_OFF = range(4)

# kind
LIFT, ESCALATOR, DUMBWAITER = range(3)

PEOPLE_UNKNOWN = 255

CODES = (*range(1, 9), *range(40, 48), 90)
"""Faults, events and the alarm of GB/T 24476-2017 clause 11 that have a bit in `codes`."""


def code_bits(codes: Iterable[int]) -> int:
    """Return the bit set of official message codes; 0 and codes without a bit are left out.

    Source: GB/T 24476-2017 clause 11; faults 1-8 take bits 1-8, events 40-47 bits 10-17, 90 bit 20.
    """
    bits = 0
    for code in codes:
        if code == 90:
            bits |= 1 << 20
        elif code in CODES:
            bits |= 1 << (code if code <= 8 else code - 30)
    return bits


MAINS_LOST_CODE = code_bits([41])
ALARM_BUTTON_CODE = code_bits([90])
OUTSIDE_ZONE_CODE = code_bits([4])


def samples(count: int) -> Records:
    """Return that many blank samples: a lift in normal service, people unknown."""
    blank = np.zeros(count, SAMPLE)
    blank["service_mode"] = 1
    blank["people"] = PEOPLE_UNKNOWN
    return blank
