"""What is known of a visit and of what surrounds it, before anything is judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hoistway.foundation.geo import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid:
    """One item: what was said of it and when the phone noted it."""

    item: str
    result: str
    value: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoTaken:
    """One photo; `fingerprint` are 16 hexadecimal digits, empty where there is none."""

    sha256: str
    fingerprint: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A signed visit; instants are the phone's, corrected by the offset that was known.

    `clock_offset_ms` is that offset; `shortest_min` what the policy of maintenance expects.
    """

    elevator_id: int
    begun_at: datetime
    ended_at: datetime
    clock_offset_ms: int
    place: Point | None
    accuracy_m: float
    elevator_place: Point | None
    has_car: bool
    shortest_min: int
    crew: Sequence[int]
    crew_needed: int
    lines: Sequence[LineSaid]
    photos: Sequence[PhotoTaken]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another visit of somebody of the crew."""

    visit_id: int
    elevator_id: int
    place: Point | None
    begun_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPhoto:
    """A photo of another visit that may be the same picture."""

    visit_id: int
    elevator_id: int
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """What the elevator itself did between sign-in and signature.

    `covered` is the share of the time for which samples stand, `inspection_s` the seconds in
    inspection mode, `out_s` those out of service, `rides` the runs with people in normal service.
    """

    covered: float
    inspection_s: float
    out_s: float
    rides: int
    door_moves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands beside a visit: others of the crew, earlier photos and values, telemetry."""

    elsewhere: Sequence[Elsewhere] = ()
    photos: Sequence[EarlierPhoto] = ()
    last_values: dict[str, str] = field(default_factory=dict)
    motion: Motion | None = None
