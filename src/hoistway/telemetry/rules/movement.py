"""When an elevator that should stand still has moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPolicy:
    """What counts as a run, and how many runs are no mistake of a sensor."""

    speed_mm_s: int
    pause_ms: int
    runs: int
    clauses: dict[str, str]


SHANGHAI = MovementPolicy(
    speed_mm_s=50,
    pause_ms=30_000,
    runs=3,
    clauses={
        "speed_mm_s": "Chosen: below a twentieth of the slowest lift it is noise of a sensor",
        "pause_ms": "Chosen: a lift that carries somebody waits longer than this at a landing",
        "runs": "Chosen: one run may be a technician's trial, two its repetition; three are use",
        "modes": "GB/T 24476-2017: only 正常运行 counts; 检修 and 消防 modes never do",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of an elevator that is registered as out of use."""

    began_at: datetime
    ended_at: datetime
    lowest: int
    highest: int
    speed_mps: float


def is_in_use(*, runs: Sequence[Run], policy: MovementPolicy = SHANGHAI) -> bool:
    """Return whether so many runs mean that the elevator is used.

    Example:
        >>> is_in_use(runs=[])
        False
    """
    return len(runs) >= policy.runs
