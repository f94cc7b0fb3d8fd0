"""What everybody may read of one elevator's upkeep, inspections, insurance, faults and reports.

Each card asks one room, so that a page can go on without it. No name of a person, no sum.
Source: 286号 附件1 二（一） 电梯基本信息、维保信息、检验信息、历史故障、困人.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoistway.faults.queries import FaultNow, open_faults_of, past_faults
from hoistway.foundation.periods import local_day
from hoistway.inspection.queries import standing_of, verdict_in_force
from hoistway.inspection.vocabulary import DueStanding, InspectionKind, Verdict
from hoistway.insurance.queries import standing_on
from hoistway.insurance.vocabulary import CoverStanding
from hoistway.maintenance.queries.upkeep import upkeep_of
from hoistway.maintenance.vocabulary import Level
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.riders.queries import OpenMatter, open_reports_of

LOOK_BACK = timedelta(days=365)
"""How far back faults are counted. Chosen: a year, so that a season does not mislead."""

MOST_FAULTS = 5
"""Past faults named. Chosen: the page stays light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkept:
    """When it was maintained last and must be maintained next."""

    last_on: date | None
    last_level: Level | None
    firm: str
    next_on: date | None
    next_level: Level | None
    overdue_days: int
    is_paused: bool
    on_demand: bool


def upkept(*, elevator_id: int, now: datetime) -> Upkept | None:
    """Return the maintenance of an elevator; None before its schedule was worked out."""
    told = upkeep_of(elevator_id=elevator_id, now=now)
    if told is None:
        return None
    earlier = max(told.lasts.values(), default=None)
    return Upkept(
        last_on=told.last.on if told.last else earlier,
        last_level=told.last.level if told.last else None,
        firm=told.last.firm if told.last else "", next_on=told.next_due_on,
        next_level=told.next_level, overdue_days=told.overdue_days,
        is_paused=told.paused_since is not None, on_demand=told.regime is Regime.ON_DEMAND,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """The verdict in force and when which inspection or test comes next."""

    verdict: Verdict | None
    kind: InspectionKind | None
    held_on: date | None
    body: tuple[str, str]
    standing: DueStanding
    next_kind: InspectionKind
    next_on: date | None

    @property
    def is_late(self) -> bool:
        """Whether the next one should have been held."""
        return self.standing is DueStanding.OVERDUE

    @property
    def is_good(self) -> bool:
        """Whether the elevator passed."""
        return self.verdict in Verdict.good()


def inspected(*, elevator_id: int, now: datetime) -> Inspected:
    """Return how an elevator stands with its inspections; unknown where no report is known."""
    today = local_day(at=now)
    report = verdict_in_force(elevator_ids=[elevator_id], on=today).get(elevator_id)
    standing, ahead = standing_of(elevator_ids=[elevator_id], on=today)[elevator_id]
    body = report.body if report else None
    return Inspected(
        verdict=report.verdict if report else None, kind=report.kind if report else None,
        held_on=report.held_on if report else None,
        body=(body.name, body.name_en or body.name) if body else ("", ""),
        standing=standing, next_kind=ahead.kind, next_on=ahead.due_on,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What is wrong now and what was in the past year; `count` leaves out false reports."""

    open: tuple[FaultNow, ...]
    past: tuple[FaultNow, ...]
    count: int


def broken(*, elevator_id: int, now: datetime) -> Broken:
    """Return the faults of an elevator now and in the past year."""
    there = open_faults_of(elevator_ids=[elevator_id]).get(elevator_id, [])
    past = past_faults(elevator_id=elevator_id, since=now - LOOK_BACK)
    recent = sum(one.began_at >= now - LOOK_BACK for one in there)
    return Broken(open=tuple(there), past=tuple(past[:MOST_FAULTS]), count=len(past) + recent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insured:
    """Whether liability insurance covers the elevator today; no sum, no number of a policy."""

    standing: CoverStanding
    until: date | None

    @property
    def is_covered(self) -> bool:
        """Whether it covers today."""
        return self.standing in {CoverStanding.COVERED, CoverStanding.ENDING}


def insured(*, elevator_id: int, now: datetime) -> Insured:
    """Return whether an elevator is covered today, and the last day on which it is or was."""
    today = local_day(at=now)
    told = standing_on(elevator_ids=[elevator_id], day=today)[elevator_id]
    return Insured(standing=told.standing, until=told.last)


def voiced(*, elevator_id: int, now: datetime) -> tuple[OpenMatter, ...]:
    """Return what the public has reported and nobody has closed, the oldest first."""
    return tuple(open_reports_of(elevator_ids=[elevator_id]).get(elevator_id, []))
