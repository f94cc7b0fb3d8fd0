"""How the demo's repairs went on: assigned, done on site, confirmed, or given up in writing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from uuid import uuid5

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions import take_in
from hoistway.maintenance.actions.repairing import (
    Solution,
    assign_repair,
    drop_repair,
    follow_signed,
    give_up_repair,
)
from hoistway.maintenance.actions.returning import confirm_return
from hoistway.maintenance.actions.telling import tell_repair
from hoistway.maintenance.models import Repair, Visit
from hoistway.maintenance.queries.facts import facts_of
from hoistway.maintenance.seed.phones import Job, Phone
from hoistway.maintenance.seed.plots import COURSES, Course
from hoistway.maintenance.seed.visits import Firm, deeds_of, signed_by
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind

Crew = list[tuple[Actor, Phone]]
Step = tuple[datetime, Callable[[datetime], object]]
_HOUR = timedelta(hours=1)


def courses(*, firms: Mapping[int, Firm], chance: Random, now: datetime) -> Iterator[Step]:
    """Return what is done of each repair and when; some steps lie after `now`."""
    rows = Repair.objects.select_related("elevator__use_unit", "firm").order_by("opened_at", "pk")
    for repair, course in zip(rows, COURSES, strict=False):
        yield repair.opened_at, _told(repair)
        yield from _course(repair, course, firms[repair.firm_id], chance)


def _told(repair: Repair) -> Callable[[datetime], object]:
    return lambda t: tell_repair(repair_id=repair.pk, now=t)


def _course(repair: Repair, course: Course, firm: Firm, chance: Random) -> Iterator[Step]:
    at, office = repair.opened_at, _person(RoleKind.FIRM_OFFICE, repair.firm_id)
    unit = _person(RoleKind.USE_UNIT, repair.elevator.use_unit_id)
    form = {deed: uuid5(repair.form_id, deed) for deed in ("begin", "up", "drop", "back")}
    if course.solution and office:
        how = Solution(words=course.solution)
        yield (
            at + 4 * _HOUR,
            lambda t: give_up_repair(
                repair_id=repair.pk, solution=how, form_id=form["up"], now=t, by=office
            ),
        )
    if course.dropped and office:
        yield (
            at + 6 * _HOUR,
            lambda t: drop_repair(
                repair_id=repair.pk, words=course.dropped, form_id=form["drop"], now=t, by=office
            ),
        )
    crew = firm.crew()
    if course.begun and office:
        yield at + 2 * _HOUR, lambda t: assign_repair(
            repair_id=repair.pk, person_id=crew[0][1].person, planned_on=local_day(at=t),
            form_id=form["begin"], now=t, by=office,
        )  # fmt: skip
    if course.done:
        yield at + 20 * _HOUR, lambda t: _done(repair, course.done, crew, chance, t)
        yield at + 20 * _HOUR + timedelta(minutes=5), _told(repair)
    if course.returned and unit:
        yield (
            at + 26 * _HOUR,
            lambda t: confirm_return(repair_id=repair.pk, form_id=form["back"], now=t, by=unit),
        )
        yield at + 26 * _HOUR + timedelta(minutes=5), _told(repair)


def _done(repair: Repair, words: str, crew: Crew, chance: Random, at: datetime) -> None:
    """Let two technicians do the planned repair on site and sign it."""
    visit = Visit.objects.get(repair=repair, state=VisitState.PLANNED)
    row = repair.elevator
    (by, phone), (other_by, other) = crew
    job = Job(
        uid=visit.uid, register_number=row.register_number, items=(), level=None,
        facts=facts_of(elevator=row, firm=repair.firm), kind=VisitKind.REPAIR,
        begun_at=at - _HOUR, ended_at=at - timedelta(minutes=5), crew=[phone, other],
        place=(float(row.longitude or 0), float(row.latitude or 0)), remark=words,
    )  # fmt: skip
    take_in(deeds=deeds_of(job, phone, chance), skew_ms=0, now=at, by=by)
    take_in(deeds=[signed_by(job, other, chance)], skew_ms=0, now=at, by=other_by)
    follow_signed(visit_id=visit.pk, now=at)


def _person(role: RoleKind, organisation_id: int | None) -> Actor | None:
    account = account_of_role(role=role, organisation_id=organisation_id)
    return actor_of(account=account) if account else None
