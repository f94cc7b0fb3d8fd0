"""Tell those concerned of stops, requests and of what falls due; the messages room delivers."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.inspection.models import InspectionRequest, NextInspection, StopUse
from hoistway.inspection.rules.cycle import days_after, moment_passed
from hoistway.inspection.rules.policy import policy_on
from hoistway.inspection.vocabulary import RequestState
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations, organisations_of
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState


@transaction.atomic
def tell_stop(*, stop_id: int, now: datetime) -> None:
    """Queue the messages about a stop ordered or lifted: use unit, firm and bureau, once each."""
    related = "elevator__jurisdiction", "inspection"
    stop = StopUse.objects.select_related(*related).filter(pk=stop_id).first()
    if stop is None:
        return
    elevator, is_over = stop.elevator, stop.lifted_at is not None
    zh = "停止使用已解除" if is_over else f"{stop.reason.zh}，须立即停止使用（{stop.clause}）"
    en = "may be used again" if is_over else f"{stop.reason.en}: must not be used at once"
    for body in _concerned(elevator):
        queue_message(
            draft=Draft(
                purpose=Purpose.STOP_USE, organisation_id=body.pk, person_id=None,
                key=f"stop.{stop.pk}.{'lifted' if is_over else 'ordered'}.{body.pk}",
                phone=body.phone, link=f"/inspections/of/{elevator.register_number}",
                zh=f"【慧梯】{elevator.address} {elevator.name}：{zh}。",
                en=f"[Hoistway] {elevator.address} {elevator.name}: {en}.", expires_at=None,
            ), now=now,
        )  # fmt: skip


def _concerned(elevator: Elevator) -> list[Organisation]:
    bureaus = organisations(kind=OrganisationKind.BUREAU).filter(
        jurisdiction_id=elevator.jurisdiction_id
    )
    keys = {elevator.use_unit_id, elevator.firm_id, *bureaus.values_list("pk", flat=True)}
    return list(organisations_of(organisation_ids=sorted(key for key in keys if key)))


@transaction.atomic
def tell_asked(*, request_id: int, now: datetime) -> None:
    """Queue the message about a request: to the body, or the day it names to the use unit."""
    related = "elevator", "body", "use_unit"
    one = InspectionRequest.objects.select_related(*related).filter(pk=request_id).first()
    if one is None or one.state is RequestState.DONE:
        return
    is_agreed = one.state is RequestState.AGREED
    body = one.use_unit if is_agreed else one.body
    day = one.agreed_on if is_agreed else one.wished_on
    where = f"{one.elevator.address} {one.elevator.name}"
    queue_message(
        draft=Draft(
            purpose=Purpose.INSPECTION_ASKED, organisation_id=body.pk, person_id=None,
            key=f"inspection_asked.{one.pk}.{one.state}.{day}", phone=body.phone,
            link="/inspections?tab=asked",
            zh=f"【慧梯】{where}：{one.kind.zh}{one.state.zh}，日期 {day}。",
            en=f"[Hoistway] {where}: {one.kind.en}, {one.state.en.lower()}, {day}.",
            expires_at=None,
        ), now=now,
    )  # fmt: skip


@transaction.atomic
def warn_due(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Tell use units what falls due and what is overdue; return how many elevators came up.

    Each moment of each due day is told once, however often this runs; elevators of one unit are
    told together.
    """
    today = local_day(at=now)
    warn_days = policy_on(day=today).warn_days
    ahead = days_after(day=today, days=max(warn_days))
    rows = NextInspection.objects.select_related("elevator").select_for_update(of=["self"])
    near = rows.filter(
        due_on__lte=ahead, warned__lte=len(warn_days), elevator__use_state=UseState.IN_USE
    )
    found: dict[tuple[int, int], list[NextInspection]] = defaultdict(list)
    for row in near.order_by("due_on", "pk"):
        passed = moment_passed(due_on=row.due_on or today, today=today, warn_days=warn_days)
        if passed > row.warned:
            row.warned = passed
            found[row.elevator.use_unit_id or 0, passed].append(row)
    told = [row for rows in found.values() for row in rows]
    NextInspection.objects.bulk_update(told, ["warned"], batch_size=1000)
    units = organisations_of(organisation_ids=sorted({unit for unit, _ in found if unit}))
    bodies = {unit.pk: unit for unit in units}
    for (unit, passed), rows_of in found.items():
        if unit in bodies:
            is_late = passed > len(warn_days)
            queue_message(draft=_due_draft(bodies[unit], rows_of, is_late, passed), now=now)
    return len(told)


def _due_draft(unit: Organisation, rows: list[NextInspection], is_late: bool, passed: int) -> Draft:
    first = rows[0]
    where = f"{first.elevator.address} {first.elevator.name}"
    many_zh = f"等 {len(rows)} 台电梯" if len(rows) > 1 else ""
    many_en = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    day = f"{first.due_on:%Y-%m-%d}"
    zh = f"{first.kind.zh}已于 {day} 到期，不得继续使用" if is_late else (
        f"{first.kind.zh}将于 {day} 到期，请提前一个月申请"
    )  # fmt: skip
    en = f"{first.kind.en} overdue since {day}; must not be used" if is_late else (
        f"{first.kind.en} due by {day}; ask for it a month before"
    )  # fmt: skip
    return Draft(
        purpose=Purpose.INSPECTION_DUE, organisation_id=unit.pk, person_id=None,
        key=f"inspection_due.{first.pk}.{first.due_on}.{passed}", phone=unit.phone,
        link="/inspections/due", zh=f"【慧梯】{where}{many_zh}：{zh}。",
        en=f"[Hoistway] {where}{many_en}: {en}.", expires_at=None,
    )  # fmt: skip
