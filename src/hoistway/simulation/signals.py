"""The words of the wire as numbers: a sample, an elevator described, one frame of signals."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[Any]
"""A structured array of `SAMPLE` or `SPEC`."""

SAMPLE = np.dtype(
    [
        ("slot", "<u4"),
        ("flags", "<u2"),
        ("floor", "<i2"),
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
"""One report of one elevator, 48 bytes; the same layout as the platform's log record."""

DOOR_ZONE, DOOR_CLOSED, OCCUPIED, CALL_PENDING, HEARTBEAT = 1, 2, 4, 8, 16
UNKNOWN_PEOPLE = 255
NEVER = np.iinfo(np.int64).max // 4
"""An instant that no simulation reaches; a quarter of the range, so that sums cannot overflow."""


class Kind(IntEnum):
    """What kind of machine stands behind a slot."""

    LIFT = 0
    ESCALATOR = 1
    DUMBWAITER = 2


class Mode(IntEnum):
    """当前服务模式, GB/T 24476-2017."""

    OUT_OF_SERVICE = 0
    NORMAL = 1
    INSPECTION = 2
    FIRE_RECALL = 3
    FIREFIGHTER = 4
    EMERGENCY_POWER = 5
    EARTHQUAKE = 6
    UNKNOWN = 7


class Door(IntEnum):
    """轿门状态 Door_Status of the Shanghai municipal interface; 5 (门锁锁止) is never shown."""

    UNKNOWN = 0
    CLOSING = 1
    CLOSED = 2
    OPENING = 3
    OPEN = 4
    LOCKED = 5
    AJAR = 6


class Power(IntEnum):
    """Where the monitoring device draws its current from."""

    UNKNOWN = 0
    MAINS = 1
    BATTERY = 2
    OFF = 3


def code_bit(code: int) -> int:
    """Return the bit of a GB/T 24476-2017 code: faults 1–8, events 40–47, alarm 90.

    Example:
        >>> code_bit(4), code_bit(41) == 1 << 11, code_bit(90) == 1 << 20
        (16, True, True)
    """
    if 1 <= code <= 8:
        return 1 << code
    if 40 <= code <= 47:
        return 1 << (code - 30)
    if code == 90:
        return 1 << 20
    raise ValueError(f"GB/T 24476-2017 has no code {code}.")


SAFETY_CIRCUIT = code_bit(1)
DOOR_CLOSING_FAULT = code_bit(2)
DOOR_OPENING_FAULT = code_bit(3)
STOPPED_OUTSIDE_ZONE = code_bit(4)
BACK_TO_NORMAL = code_bit(40)
MAINS_LOST = code_bit(41)
INSPECTION_BEGUN = code_bit(43)
FIRE_RECALL_BEGUN = code_bit(44)
EMERGENCY_POWER_BEGUN = code_bit(46)
ALARM_BUTTON = code_bit(90)
FAULTS = sum(code_bit(n) for n in range(1, 9))

SPEC = np.dtype(
    [
        ("slot", "<u4"),
        ("kind", "u1"),
        ("profile", "u1"),
        ("floors", "<i2"),
        ("lobby", "<i2"),
        ("floor_height_m", "<f4"),
        ("rated_speed_mps", "<f4"),
        ("door_width_mm", "<u2"),
        ("busy", "<f4"),
        ("age_years", "<f4"),
        ("direction", "u1"),
        ("device", "?"),
        ("battery", "?"),
        ("counts_people", "?"),
        ("rescue_device", "?"),
        ("energy_saving", "?"),
    ]
)
"""One elevator as the workbench knows it.

`floors` counts served landings (indices 0 … floors-1), `lobby` is the index of the main landing,
`busy` multiplies the traffic of the profile, `direction` (1 up, 2 down) is for escalators,
`battery`: the device outlives the mains, `rescue_device`: the car levels itself on battery.
"""


def new_specs(n: int) -> Rows:
    """Return `n` ordinary residential elevators with slots 1 … n, to be changed by the caller."""
    specs = np.zeros(n, SPEC)
    specs["slot"] = np.arange(1, n + 1)
    specs["floors"] = 18
    specs["floor_height_m"] = 2.9
    specs["rated_speed_mps"] = 1.75
    specs["door_width_mm"] = 800
    specs["busy"] = 1.0
    specs["age_years"] = 8.0
    specs["direction"] = 1
    specs["device"] = specs["battery"] = True
    return specs


@dataclass(frozen=True, slots=True)
class Frame:
    """All signals of one elevator at one instant, as plain values; `speed_mm_s` is unsigned."""

    floor: int
    zone: bool = True
    closed: bool = True
    occupied: bool = False
    call: bool = False
    codes: int = 0
    mode: int = Mode.NORMAL
    running: bool = False
    direction: int = 0
    door: int = Door.CLOSED
    speed_mm_s: int = 0
    people: int = 0
    power: int = Power.MAINS


Shots = list[tuple[int, Frame]]
"""Frames with their instants in ms, in order of time."""


def rows_of(*, shots: Shots, index: int, kind: int) -> Rows:
    """Return frames with their instants as `SAMPLE` rows; `index` stands in the slot field."""
    return np.array(
        [
            (
                index,
                f.zone * DOOR_ZONE
                | f.closed * DOOR_CLOSED
                | f.occupied * OCCUPIED
                | f.call * CALL_PENDING,
                f.floor,
                at_ms,
                at_ms,
                0,
                f.codes,
                f.mode,
                f.running,
                f.direction,
                f.door,
                f.speed_mm_s,
                f.people,
                f.power,
                0,
                kind,
                0,
            )
            for at_ms, f in shots
        ],
        SAMPLE,
    )


def shots_of(rows: Rows) -> Shots:
    """Return `SAMPLE` rows as frames with their instants."""
    return [(int(row["at_ms"]), frame_of(row)) for row in rows]


def frame_of(row: Any) -> Frame:
    """Return one `SAMPLE` row as a frame."""
    flags = int(row["flags"])
    return Frame(
        floor=int(row["floor"]),
        zone=bool(flags & DOOR_ZONE),
        closed=bool(flags & DOOR_CLOSED),
        occupied=bool(flags & OCCUPIED),
        call=bool(flags & CALL_PENDING),
        codes=int(row["codes"]),
        mode=int(row["service_mode"]),
        running=bool(row["car_status"]),
        direction=int(row["direction"]),
        door=int(row["door"]),
        speed_mm_s=int(row["speed_mm_s"]),
        people=int(row["people"]),
        power=int(row["power"]),
    )
