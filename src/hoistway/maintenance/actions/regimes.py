"""Let elevators follow a year plan, and return them to fixed intervals."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.models import ElevatorRegime, RegimeStep
from hoistway.maintenance.rules.on_demand import PlanLine
from hoistway.maintenance.vocabulary.regime import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedPlan:
    """An adopted year plan as the schedule follows it; both days are included."""

    elevator_id: int
    plan_uid: UUID
    first_day: date
    last_day: date
    edition: str
    lines: tuple[PlanLine, ...]

    def told(self) -> list[list[object]]:
        """Return the lines as they are kept."""
        return [[one.item, str(one.way), one.days, one.months] for one in self.lines]


def follow_plan(*, plan: FollowedPlan, now: datetime, by: Actor) -> None:
    """Let one elevator follow its year plan from its first day; see `follow_plans`."""
    follow_plans(plans=[plan], now=now, by=by)


@transaction.atomic
def follow_plans(*, plans: Sequence[FollowedPlan], now: datetime, by: Actor) -> int:
    """Let elevators follow their year plans; return how many changed.

    The caller has judged that they may. An elevator that follows a plan already goes on with the
    new one and keeps its first day on demand. The next visits are planned anew at once.
    """
    held = _held([plan.elevator_id for plan in plans])
    rows, steps = [], []
    for plan in plans:
        before = held.get(plan.elevator_id)
        going_on = before is not None and before.regime is Regime.ON_DEMAND
        row = ElevatorRegime(
            elevator_id=plan.elevator_id, regime=Regime.ON_DEMAND, plan_uid=plan.plan_uid,
            since=before.since if before and going_on else plan.first_day, lines=plan.told(),
            edition=plan.edition, last_day=plan.last_day,
        )  # fmt: skip
        if before is None or not _same(before, row):
            rows.append(row)
            on = max(plan.first_day, local_day(at=now))
            steps.append(_step(row, on=on, reason="", now=now, by=by))
    _keep(rows, steps)
    work_out_schedules(elevator_ids=[row.elevator_id for row in rows], now=now)
    return len(rows)


@transaction.atomic
def return_to_fixed(
    *, elevator_ids: Collection[int], reason: str, at_once: bool, now: datetime, by: Actor
) -> int:
    """Return elevators to fixed intervals from today; return how many of them changed.

    Nobody is overdue for time on demand: the levels fall due one gap from today at the earliest,
    or, at once, with today. One that is back already is only made due at once where it was not.
    """
    today = local_day(at=now)
    rows, steps = [], []
    for row in _held(elevator_ids).values():
        if row.regime is Regime.FIXED and not (at_once and not row.at_once):
            continue
        row.regime, row.returned_on, row.at_once = Regime.FIXED, today, at_once
        rows.append(row)
        steps.append(_step(row, on=today, reason=reason, now=now, by=by))
    _keep(rows, steps)
    work_out_schedules(elevator_ids=[row.elevator_id for row in rows], now=now)
    return len(rows)


def return_lapsed(*, now: datetime) -> int:
    """Return elevators to fixed intervals whose year plan ended and was not followed by another.

    Without a plan in force nothing says what may wait: the rule's own intervals do.
    """
    rows = ElevatorRegime.objects.filter(regime=Regime.ON_DEMAND, last_day__lt=local_day(at=now))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return return_to_fixed(
        elevator_ids=keys, reason="年度计划到期", at_once=False, now=now, by=PLATFORM
    )


def _held(elevator_ids: Collection[int]) -> dict[int, ElevatorRegime]:
    rows = ElevatorRegime.objects.select_for_update().filter(
        among("elevator_id", list(elevator_ids))
    )
    return {row.pk: row for row in rows.order_by("pk")}


def _same(before: ElevatorRegime, row: ElevatorRegime) -> bool:
    return all(getattr(before, name) == getattr(row, name) for name in _FIELDS)


def _step(
    row: ElevatorRegime, *, on: date, reason: str, now: datetime, by: Actor
) -> RegimeStep:  # fmt: skip
    return RegimeStep(
        elevator_id=row.elevator_id, regime=row.regime, on=on, plan_uid=row.plan_uid,
        edition=row.edition, lines=row.lines, reason=reason[:200], at_once=row.at_once, at=now,
        by=by.as_json(),
    )  # fmt: skip


def _keep(rows: Sequence[ElevatorRegime], steps: Iterable[RegimeStep]) -> None:
    ElevatorRegime.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["elevator"], update_fields=_FIELDS
    )
    RegimeStep.objects.bulk_create(steps)


_FIELDS = [
    "regime", "since", "plan_uid", "edition", "last_day", "lines", "returned_on", "at_once",
]  # fmt: skip
