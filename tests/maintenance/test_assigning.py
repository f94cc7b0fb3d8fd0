"""Who goes where on which day: by hand, and as tours."""

from datetime import timedelta

import pytest

from hoistway.emergency.rules.policy import SHANGHAI_2026
from hoistway.foundation.geo import Point
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.maintenance.actions.assigning import (
    CertificateMissing,
    DayIsPast,
    NothingChosen,
    NotOurTechnician,
    PlanMovedOn,
    PlannedTooLate,
    assign_visits,
    route_day,
)
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.adapters import vroom
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.visits import todays_visits
from hoistway.maintenance.rules.routing import (
    DAY_MINUTES,
    DETOUR,
    METRES_A_MINUTE,
    Stop,
    nearest_first,
    tour_of,
)
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.parties import NOW, a_firm, a_member, a_technician
from tests.world.registry import Site, an_elevator

TODAY = local_day(at=NOW)
DAY = timedelta(days=1)
HERE = Point(121.44, 31.23)


def east(km):
    return Point(HERE.longitude + km * 0.0105, HERE.latitude)


@pytest.fixture
def scene(db):
    firm = a_firm()
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))
    rows = [an_elevator(site=Site(firm=firm, place=east(n)), plate=False) for n in (3, 0, 2, 1)]
    work_out_schedules(elevator_ids=[row.pk for row in rows], now=NOW)
    return office, a_technician(firm=firm).person_id, list(Visit.objects.order_by("pk"))


def test_an_office_assigns_visits_and_the_technician_finds_them_today(scene):
    office, person, visits = scene

    assign_visits(
        visit_ids=[visits[0].pk, visits[1].pk], person_id=person, planned_on=TODAY, now=NOW,
        by=office,
    )  # fmt: skip

    assert list(todays_visits(person_id=person, now=NOW)) == visits[:2]
    assign_visits(visit_ids=[visits[0].pk], person_id=None, planned_on=None, now=NOW, by=office)
    assert list(todays_visits(person_id=person, now=NOW)) == [visits[1]]


def test_a_visit_may_be_planned_for_its_last_day_and_not_for_the_next(scene):
    office, person, (visit, *_) = scene
    keys = [visit.pk]

    assign_visits(visit_ids=keys, person_id=person, planned_on=TODAY + 15 * DAY, now=NOW, by=office)
    for day, refusal in ((TODAY + 16 * DAY, PlannedTooLate), (TODAY - DAY, DayIsPast)):
        with pytest.raises(refusal):
            assign_visits(visit_ids=keys, person_id=person, planned_on=day, now=NOW, by=office)


def test_what_is_overdue_may_still_be_planned(scene):
    office, person, (visit, *_) = scene
    later = NOW + 20 * DAY

    assign_visits(
        visit_ids=[visit.pk], person_id=person, planned_on=TODAY + 21 * DAY, now=later, by=office
    )

    visit.refresh_from_db()
    assert visit.planned_on == TODAY + 21 * DAY


def test_only_ones_own_certified_technicians_are_sent(scene):
    office, _, (visit, *_) = scene
    firm = visit.firm
    cases = (
        (a_technician().person_id, NotOurTechnician),
        (a_technician(firm=firm, certified=False).person_id, CertificateMissing),
    )

    for person, refusal in cases:
        with pytest.raises(refusal):
            assign_visits(
                visit_ids=[visit.pk], person_id=person, planned_on=TODAY, now=NOW, by=office
            )


def test_others_visits_and_those_that_moved_on_are_refused(scene):
    office, _, visits = scene
    stranger = acting(membership=a_member(role=RoleKind.FIRM_OFFICE))
    unit = acting(membership=a_member(role=RoleKind.USE_UNIT))
    Visit.objects.filter(pk=visits[1].pk).update(state=VisitState.UNDER_WAY)

    for by, keys, refusal in (
        (stranger, [visits[0].pk], NotFound), (unit, [visits[0].pk], NotAllowed),
        (office, [visits[0].pk, visits[1].pk], PlanMovedOn), (office, [], NothingChosen),
    ):  # fmt: skip
        with pytest.raises(refusal):
            assign_visits(visit_ids=keys, person_id=None, planned_on=None, now=NOW, by=by)


def test_a_route_goes_along_the_road_and_keeps_whom_the_office_chose(scene):
    office, person, visits = scene
    other = a_technician(firm=visits[0].firm).person_id
    assign_visits(visit_ids=[visits[3].pk], person_id=other, planned_on=TODAY, now=NOW, by=office)

    plan = route_day(
        visit_ids=[row.pk for row in visits], person_ids=[person, other], day=TODAY, now=NOW,
        by=office,
    )  # fmt: skip

    assert (plan.solver, plan.left) == ("vroom", ())
    visits[3].refresh_from_db()
    assert visits[3].lead_id == other
    kept = Visit.objects.filter(planned_on=TODAY).order_by("lead_id", "place_in_route")
    told = [(row.lead_id, row.place_in_route) for row in kept]
    assert (
        sorted((t.person_id, n) for t in plan.tours for n in range(1, len(t.visit_ids) + 1)) == told
    )


def test_a_tour_along_a_road_takes_no_step_back():
    stops = [Stop(visit_id=n, place=east(n), minutes=20) for n in (3, 0, 2, 1)]

    plan = vroom.tours(stops=stops, people=[7])

    assert plan.tours[0].visit_ids in {(0, 1, 2, 3), (3, 2, 1, 0)}
    assert plan.tours[0].metres == pytest.approx(3000 * DETOUR, rel=0.01)


@pytest.mark.parametrize("solve", [vroom.tours, nearest_first])
def test_nobodys_day_is_longer_than_its_hours_and_the_late_come_first(solve):
    stops = [Stop(visit_id=n, place=east(n % 5), minutes=60, late=n) for n in range(1, 21)]

    plan = solve(stops=stops, people=[1, 2])

    assert all(tour.minutes <= DAY_MINUTES for tour in plan.tours)
    done = {key for tour in plan.tours for key in tour.visit_ids}
    assert done | set(plan.left) == set(range(1, 21))
    assert len(done) >= 10
    assert max(plan.left) < max(done)


@pytest.mark.parametrize("solve", [vroom.tours, nearest_first])
def test_a_visit_that_is_somebodys_goes_to_nobody_else(solve):
    stops = [
        Stop(visit_id=1, place=None, minutes=20, only=2),
        Stop(visit_id=2, place=HERE, minutes=20),
    ]

    plan = solve(stops=stops, people=[1, 2])

    assert next(tour for tour in plan.tours if 1 in tour.visit_ids).person_id == 2
    assert plan.left == ()


def test_a_solver_that_fails_leaves_the_work_to_the_plain_rule(monkeypatch):
    def broken(*_):
        raise RuntimeError("no solver")

    monkeypatch.setattr(vroom, "_solved", broken)

    plan = vroom.tours(stops=[Stop(visit_id=1, place=HERE, minutes=20)], people=[1])

    assert (plan.solver, plan.tours[0].visit_ids) == ("nearest", (1,))


def test_ways_are_reckoned_as_for_rescues():
    assert SHANGHAI_2026.detour == DETOUR
    assert SHANGHAI_2026.speed_day_mps * 60 == pytest.approx(METRES_A_MINUTE)
    assert tour_of(person_id=1, stops=[]).minutes == 0
