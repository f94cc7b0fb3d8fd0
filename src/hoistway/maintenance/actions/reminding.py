"""Remind use units before the days for their word on a visit are over."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.telling import say_to
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.keeping import remind_from
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.vocabulary import VisitState
from hoistway.messages.vocabulary import Purpose


@transaction.atomic
def remind_use_units(*, now: datetime) -> int:
    """Remind each use unit once a day of what it has not answered; return how many were due.

    One message names how many records wait and the nearest deadline, however many there are.
    """
    waiting = Visit.objects.filter(
        state=VisitState.SIGNED, confirm_by__gt=now, elevator__use_unit__isnull=False
    ).select_related("elevator__use_unit", "elevator__jurisdiction")
    by_unit: dict[int, list[Visit]] = {}
    for visit in waiting.order_by("confirm_by", "pk"):
        if _is_due(visit, now):
            by_unit.setdefault(visit.elevator.use_unit_id or 0, []).append(visit)
    for rows in by_unit.values():
        _remind(rows, now)
    return len(by_unit)


def _is_due(visit: Visit, now: datetime) -> bool:
    if visit.confirm_by is None:
        return False
    code = visit.elevator.jurisdiction.code
    policy = policy_on(day=local_day(at=now), jurisdiction_code=code)
    return now >= remind_from(confirm_by=visit.confirm_by, policy=policy)


def _remind(rows: list[Visit], now: datetime) -> None:
    first = rows[0]
    body, until = first.elevator.use_unit, first.confirm_by
    if body is None or until is None:
        return
    day, last = local_day(at=now), local_day(at=until)
    say_to(
        body, Purpose.VISIT_SIGNED, key=f"remind.{body.pk}.{day:%Y%m%d}", link="/u/maintenance",
        said=(
            (
                f"还有 {len(rows)} 份维保记录待贵单位确认或提出异议，最早的期限是 {last}；"
                "逾期将记为“逾期未确认”"
            ),
            (
                f"{len(rows)} maintenance records still wait for your word, the first until "
                f"{last}; after that they are marked «not confirmed in time»"
            ),
        ),
        now=now,
    )  # fmt: skip
