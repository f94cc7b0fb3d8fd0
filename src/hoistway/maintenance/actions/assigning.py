"""The office says who goes where on which day: one by one, or as tours."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.maintenance.adapters import vroom
from hoistway.maintenance.events import VisitsAssigned
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.planned import stop_of
from hoistway.maintenance.queries.visits import visits_to_route
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.routing import Plan, late_days
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.queries import certified_on, members, require
from hoistway.parties.vocabulary import CertificateKind, Deed, RoleKind

MOST_AT_ONCE = 400
"""Visits of one form. Chosen: eight pages; also what one plan of tours takes."""


class NothingChosen(Refusal):
    """Raised when a form names no visit, or nobody to go."""

    code = "nothing_chosen"
    zh = "请先勾选维保任务和人员。"
    en = "Choose visits and technicians first."
    status = 422


class NotOurTechnician(Refusal):
    """Raised when the person is no technician of the firm."""

    code = "not_our_technician"
    zh = "该人员不是本单位的维保人员。"
    en = "This person is no technician of your firm."
    status = 422


class CertificateMissing(Refusal):
    """Raised when somebody would go without a certificate in force on the day."""

    code = "certificate_missing"
    zh = "{name} 在 {day} 没有有效的 T 证，不能安排维保。"
    en = "{name} holds no certificate T in force on {day}."
    clause = "特种设备安全法 art. 14"
    status = 422


class DayIsPast(Refusal):
    """Raised when a visit would be planned for a day that has passed."""

    code = "day_is_past"
    zh = "{day} 已经过去。"
    en = "{day} has passed."
    status = 422


class PlannedTooLate(Refusal):
    """Raised when a visit would be planned after its last day, while there is still time."""

    code = "planned_too_late"
    zh = "{name} 最迟 {due} 维保，不能安排在 {day}。"
    en = "{name} is due by {due} and cannot be planned for {day}."
    clause = "特种设备安全监察条例 art. 31"
    status = 422


class PlanMovedOn(Refusal):
    """Raised when a visit is no longer waiting: begun, done, or withdrawn."""

    code = "plan_moved_on"
    zh = "所选任务中有的已开始、已完成或已撤销，请刷新后再选。"
    en = "Some of these visits were begun, done or withdrawn. Reload and choose again."


@transaction.atomic
def assign_visits(
    *, visit_ids: Collection[int], person_id: int | None, planned_on: date | None, now: datetime,
    by: Actor,
) -> int:  # fmt: skip
    """Give planned visits of the firm to one of its technicians for a day, or take them back.

    Without a day the office leaves it to the technician; without a person nobody is to go.
    Announces: VisitsAssigned. Raises: NotAllowed, NothingChosen, NotFound, PlanMovedOn,
    NotOurTechnician, CertificateMissing, DayIsPast, PlannedTooLate.
    """
    rows = _at_hand(visit_ids, by)
    if person_id is not None:
        _require_fit([person_id], planned_on or local_day(at=now), now, by)
    if planned_on is not None:
        _require_in_time(rows, planned_on, now)
    before = {row.lead_id for row in rows if row.lead_id}
    for row in rows:
        row.lead_id, row.planned_on, row.place_in_route = person_id, planned_on, None
    _write(rows)
    keys = [row.pk for row in rows]
    for person in sorted({*before, *([person_id] if person_id else [])}):
        announce(VisitsAssigned(person_id=person, visit_ids=keys))
    return len(rows)


def route_day(
    *, visit_ids: Collection[int], person_ids: Sequence[int], day: date, now: datetime, by: Actor
) -> Plan:
    """Lay out the day's tours of these technicians over the chosen visits and keep them.

    What they already have on that day stays theirs and is put in order with the rest. The tours
    are found outside the transaction; what moved on meanwhile is refused.
    Announces: VisitsAssigned. Raises: as `assign_visits`.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    if not visit_ids or not person_ids:
        raise NothingChosen
    _require_fit(person_ids, day, now, by)
    rows = visits_to_route(
        visit_ids=visit_ids, person_ids=person_ids, day=day, firm_id=by.organisation_id
    )
    policy = policy_on(day=day)
    stops = [
        stop_of(
            visit=row, policy=policy, late=late_days(due=row.due_on, day=day),
            only=row.lead_id or 0 if row.planned_on == day and row.lead_id in person_ids else 0,
        )
        for row in rows
    ]  # fmt: skip
    plan = vroom.tours(stops=stops, people=person_ids)
    _keep(plan, day=day, now=now, by=by)
    return plan


@transaction.atomic
def _keep(plan: Plan, *, day: date, now: datetime, by: Actor) -> None:
    keys = [key for tour in plan.tours for key in tour.visit_ids]
    if not keys:
        return
    rows = {row.pk: row for row in _at_hand(keys, by)}
    _require_in_time(list(rows.values()), day, now)
    for tour in plan.tours:
        for number, key in enumerate(tour.visit_ids, start=1):
            row = rows[key]
            row.lead_id, row.planned_on, row.place_in_route = tour.person_id, day, number
    _write(list(rows.values()))
    for tour in plan.tours:
        if tour.visit_ids:
            announce(VisitsAssigned(person_id=tour.person_id, visit_ids=list(tour.visit_ids)))


def _at_hand(visit_ids: Collection[int], by: Actor) -> list[Visit]:
    """Return the firm's planned visits with these keys, locked."""
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    keys = set(visit_ids)
    if not keys or len(keys) > MOST_AT_ONCE:
        raise NothingChosen
    own = Visit.objects.select_for_update(of=("self",)).filter(
        pk__in=keys, firm_id=by.organisation_id
    )
    rows = list(own.select_related("elevator").order_by("pk"))
    if len(rows) != len(keys):
        raise NotFound
    if any(row.state is not VisitState.PLANNED for row in rows):
        raise PlanMovedOn
    return rows


def _require_fit(person_ids: Sequence[int], day: date, now: datetime, by: Actor) -> None:
    crew = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    names = {one.person_id: one.person.name for one in crew if one.person_id in set(person_ids)}
    if set(person_ids) - set(names):
        raise NotOurTechnician
    held = certified_on(person_ids=list(person_ids), kind=CertificateKind.T, on=day)
    for person in person_ids:
        if person not in held:
            raise CertificateMissing(name=names[person], day=day)


def _require_in_time(rows: Sequence[Visit], day: date, now: datetime) -> None:
    today = local_day(at=now)
    if day < today:
        raise DayIsPast(day=day)
    for row in rows:
        if row.due_on is not None and today <= row.due_on < day:
            raise PlannedTooLate(name=row.elevator.name, due=row.due_on, day=day)


def _write(rows: Sequence[Visit]) -> None:
    Visit.objects.bulk_update(rows, ["lead", "planned_on", "place_in_route"], batch_size=200)
