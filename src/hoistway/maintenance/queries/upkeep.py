"""What pages tell of one elevator: what was done last, what falls due next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.queries.coming import next_visits
from hoistway.maintenance.queries.orders import why_of
from hoistway.maintenance.rules.items import LEVELS
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.schedule import overdue_days
from hoistway.maintenance.rules.urge import urge_of
from hoistway.maintenance.rules.why import NOTHING, Why, why_by_need, why_kept
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.registry.queries import family


@dataclass(frozen=True, slots=True)
class Done:
    """A visit that counts: when, which level, by whom, and where it stands now."""

    uid: UUID
    on: date
    level: Level | None
    firm: str
    state: VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """The maintenance of one elevator at a glance; `dues` are the last days by level.

    `planned` is the open visit that does what falls due, with day and technician where chosen.
    On demand there is no next level; `why` says why the visit is due and what it does.
    """

    last: Done | None
    next_level: Level | None
    next_due_on: date | None
    urge: Urge
    overdue_days: int
    dues: Mapping[Level, date]
    lasts: Mapping[Level, date]
    calibration_due: date | None
    paused_since: date | None
    planned: UUID | None
    planned_on: date | None
    technician: str
    regime: Regime = Regime.FIXED
    why: Why = NOTHING


def upkeep_of(*, elevator_id: int, now: datetime) -> Upkeep | None:
    """Return what was done last and what falls due next; None before it was worked out.

    Scope was judged by the caller; four queries.
    """
    row = Schedule.objects.select_related("elevator__jurisdiction").filter(pk=elevator_id).first()
    if row is None:
        return None
    today = local_day(at=now)
    policy = policy_on(day=today, jurisdiction_code=row.elevator.jurisdiction.code)
    visit, by_need = _open_visit(elevator_id), row.regime is Regime.ON_DEMAND
    due = row.next_due_on
    return Upkeep(
        last=last_done(elevator_id=elevator_id), next_level=row.next_level, next_due_on=due,
        urge=urge_of(due=due, today=today, policy=policy, paused=row.paused_since is not None),
        overdue_days=overdue_days(due=due, today=today) if due else 0,
        dues=_days(row, "due"), lasts=_days(row, "on"), calibration_due=row.calibration_due,
        paused_since=row.paused_since, planned=visit.uid if visit else None,
        planned_on=visit.planned_on if visit else None,
        technician=visit.lead.name if visit and visit.lead else "", regime=row.regime,
        why=_why(elevator_id, visit, now) if by_need else NOTHING,
    )  # fmt: skip


def _why(elevator_id: int, visit: Visit | None, now: datetime) -> Why:
    """Return why an elevator on demand is due next, as planned or as it would be planned."""
    if visit is not None:
        return why_of(visit=visit)
    coming = next_visits(elevator_ids=[elevator_id], now=now).get(elevator_id)
    if coming is None:
        return NOTHING
    kept = why_kept(coming=coming)
    return why_by_need(why=kept, items=len(coming.items), due_on=coming.due_on)


def last_done(*, elevator_id: int) -> Done | None:
    """Return the latest maintenance visit that counts, of a merged row too."""
    rows = Visit.objects.filter(
        elevator_id__in=family(elevator_id=elevator_id), kind=VisitKind.MAINTENANCE,
        counted_on__isnull=False,
    )  # fmt: skip
    row = rows.select_related("firm").order_by("-counted_on", "-pk").first()
    if row is None or row.counted_on is None:
        return None
    return Done(row.uid, row.counted_on, row.level, row.firm.name, row.state)


def _open_visit(elevator_id: int) -> Visit | None:
    rows = Visit.objects.filter(
        elevator_id=elevator_id, kind=VisitKind.MAINTENANCE,
        state__in=sorted(str(state) for state in VisitState.open_states()),
    )  # fmt: skip
    return rows.select_related("lead").order_by("-state", "due_on", "pk").first()


def _days(row: Schedule, kind: str) -> dict[Level, date]:
    found = {level: getattr(row, f"{level}_{kind}") for level in LEVELS}
    return {level: day for level, day in found.items() if day is not None}
