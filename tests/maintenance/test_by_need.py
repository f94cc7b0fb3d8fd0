"""Orders, checks by data, pauses and the way back of elevators on demand, in the database."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions import (
    BadRemoteCheck,
    FollowedPlan,
    RemoteCheck,
    count_remote,
    follow_plan,
    return_to_fixed,
)
from hoistway.maintenance.actions.regimes import return_lapsed
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.actions.targeted import NobodyToSend, UnknownItem
from hoistway.maintenance.models import (
    ElevatorRegime,
    Pause,
    RegimeStep,
    Schedule,
    TargetedOrder,
    Visit,
)
from hoistway.maintenance.models import RemoteCheck as Stretch
from hoistway.maintenance.queries.board import DueSearch, due_visits, standing
from hoistway.maintenance.queries.orders import orders_of_visits
from hoistway.maintenance.queries.regimes import items_due
from hoistway.maintenance.rules.on_demand import PlanLine
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.regime import ItemWay, Regime
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import NOW, a_firm, a_member
from tests.world.regimes import EDITION, a_targeted_order, lines_of_plan, on_demand
from tests.world.registry import an_elevator
from tests.world.schedules import done_before

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
REMOTE = {"A-1-22": PlanLine(item="A-1-22", way=ItemWay.REMOTE, days=1)}
OFTEN = {"A-1-15": PlanLine(item="A-1-15", way=ItemWay.SITE, days=30)}


def planned(elevator):
    rows = Visit.objects.filter(
        elevator=elevator, state=VisitState.PLANNED, kind=VisitKind.MAINTENANCE
    )
    return [(row.level, row.due_on) for row in rows.order_by("pk")]


def back(elevator, *, at_once, now=NOW):
    return return_to_fixed(
        elevator_ids=[elevator.pk], reason="15天", at_once=at_once, now=now, by=PLATFORM
    )


def test_the_same_key_is_the_same_visit_and_another_key_another():
    elevator = on_demand()
    first = a_targeted_order(elevator=elevator, key="one", hours=24)

    again = a_targeted_order(elevator=elevator, key="one", hours=48, items=("A-1-16",))
    other = a_targeted_order(elevator=elevator, key="two")

    assert (again.pk, again.items, again.due_at) == (first.pk, ["A-1-15"], NOW + DAY)
    assert other.pk != first.pk
    assert TargetedOrder.objects.count() == Visit.objects.filter(kind=VisitKind.TARGETED).count()


def test_an_order_names_known_items_and_somebody_to_send():
    with pytest.raises(UnknownItem):
        a_targeted_order(elevator=on_demand(), items=("A-9-99",))
    nobodys = an_elevator(plate=False)
    Elevator.objects.filter(pk=nobodys.pk).update(firm=None)
    with pytest.raises(NobodyToSend):
        a_targeted_order(elevator=nobodys)


@pytest.mark.parametrize("state", [VisitState.PLANNED, VisitState.UNDER_WAY])
def test_an_order_that_waits_goes_to_the_firm_that_answers_now_and_one_under_way_stays(state):
    elevator, successor = on_demand(), a_firm()
    visit = a_targeted_order(elevator=elevator)
    Visit.objects.filter(pk=visit.pk).update(state=state, planned_on=TODAY, place_in_route=2)
    Elevator.objects.filter(pk=elevator.pk).update(firm=successor)

    work_out_schedules(elevator_ids=[elevator.pk], now=NOW)

    waits = state is VisitState.PLANNED
    visit.refresh_from_db()
    assert visit.firm_id == (successor.pk if waits else elevator.firm_id)
    assert (visit.planned_on, visit.place_in_route) == ((None, None) if waits else (TODAY, 2))
    assert (visit.lead_id, visit.due_at) == (None, NOW + DAY)


@pytest.mark.parametrize(("after", "late"), [(0 * SECOND, False), (SECOND, True)])
def test_an_order_is_overdue_by_its_hour_on_its_own_day(after, late):
    elevator = on_demand()
    visit = a_targeted_order(elevator=elevator, hours=2)
    now = visit.due_at + after
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))

    assert orders_of_visits(visit_ids=[visit.pk])[visit.pk].is_late(now=now) is late
    assert standing(by=office, today=TODAY, now=now).overdue == int(late)
    search = DueSearch(within=-1, now=now)
    assert due_visits(by=office, search=search, today=TODAY).exists() is late


def check(elevator, first, last, *, coverage=1.0):
    return RemoteCheck(
        elevator_id=elevator.pk, item="A-1-22", first_day=first, last_day=last, coverage=coverage
    )


def test_days_that_follow_make_a_stretch_longer_and_a_gap_begins_another():
    elevator = on_demand(changed=REMOTE)
    day = TODAY - 9 * DAY

    told = [
        count_remote(checks=[check(elevator, day, day + DAY)], now=NOW),
        count_remote(checks=[check(elevator, day, day + DAY)], now=NOW),
        count_remote(
            checks=[check(elevator, day + 2 * DAY, day + 2 * DAY, coverage=0.96)], now=NOW
        ),
        count_remote(checks=[check(elevator, day + 4 * DAY, day + 4 * DAY)], now=NOW),
    ]

    assert told == [1, 0, 1, 1]
    rows = Stretch.objects.order_by("first_day").values_list("first_day", "last_day", "coverage")
    assert list(rows) == [
        (day, day + 2 * DAY, 0.96), (day + 4 * DAY, day + 4 * DAY, 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "coverage"), [(-1, 1.0), (0, 1.01), (0, -0.01)])
def test_a_check_of_days_or_a_coverage_that_cannot_be_is_refused(days, coverage):
    elevator = on_demand()

    with pytest.raises(BadRemoteCheck):
        count_remote(
            checks=[check(elevator, TODAY, TODAY + days * DAY, coverage=coverage)], now=NOW
        )


@pytest.mark.parametrize(("ago", "stale"), [(3, False), (4, True)])
def test_an_item_whose_data_went_silent_is_planned_on_site(ago, stale):
    elevator = on_demand(changed=REMOTE, now=NOW - 10 * DAY)
    count_remote(checks=[check(elevator, TODAY - 10 * DAY, TODAY - ago * DAY)], now=NOW)

    work_out_schedules(elevator_ids=[elevator.pk], now=NOW)

    dues = {one.item: one for one in items_due(elevator_ids=[elevator.pk], now=NOW)[elevator.pk]}
    assert dues["A-1-22"].on_site is stale
    assert dues["A-1-22"].last_on == TODAY - ago * DAY
    assert planned(elevator) == ([(None, TODAY - 3 * DAY)] if stale else [])


def test_days_out_of_use_move_the_three_months_and_nothing_is_planned_meanwhile():
    elevator = on_demand(visited=date(2026, 8, 31))
    assert Schedule.objects.get(pk=elevator.pk).next_due_on == date(2026, 11, 30)

    Pause.objects.create(elevator=elevator, since=TODAY - 12 * DAY, until=TODAY - 2 * DAY)
    work_out_schedules(elevator_ids=[elevator.pk], now=NOW)

    row = Schedule.objects.get(pk=elevator.pk)
    assert (row.next_due_on, row.idle_days) == (date(2026, 12, 10), 10)


@pytest.mark.parametrize(("calibrated", "counts"), [("2.1", True), ("", False)])
def test_a_calibration_in_a_visit_by_need_counts_as_in_a_yearly_one(calibrated, counts):
    elevator = on_demand(now=NOW - 10 * DAY)
    done_before(
        elevator=elevator, level=None, on=TODAY - DAY, items=["A-4-06"],
        lines={"A-4-06": {"result": "normal", "value": calibrated}},
    )  # fmt: skip

    work_out_schedules(elevator_ids=[elevator.pk], now=NOW)

    row = Schedule.objects.get(pk=elevator.pk)
    assert row.calibrated_on == (TODAY - DAY if counts else None)


@pytest.mark.parametrize(("after", "lapsed"), [(0, 0), (1, 1)])
def test_a_plan_holds_on_its_last_day_and_the_next_day_the_fixed_intervals_do(after, lapsed):
    elevator = on_demand()
    row = ElevatorRegime.objects.get(pk=elevator.pk)
    now = NOW + (row.last_day - TODAY + after * DAY)

    assert return_lapsed(now=now) == lapsed

    row.refresh_from_db()
    assert row.regime is (Regime.FIXED if lapsed else Regime.ON_DEMAND)
    assert row.returned_on == (local_day(at=now) if lapsed else None)
    if lapsed:
        assert Schedule.objects.get(pk=elevator.pk).next_due_on == local_day(at=now) + 15 * DAY
        assert RegimeStep.objects.latest("pk").reason == "年度计划到期"


def test_who_came_back_may_still_be_made_due_at_once_and_only_once():
    elevator = on_demand(visited=TODAY - 80 * DAY)

    assert back(elevator, at_once=False) == 1
    assert planned(elevator) == [(Level.QUARTER, TODAY + 15 * DAY)]
    assert back(elevator, at_once=False) == 0
    assert back(elevator, at_once=True) == 1
    assert [day for _, day in planned(elevator)] == [TODAY]
    assert back(elevator, at_once=True) == 0


def test_an_elevator_that_never_was_on_demand_does_not_come_back():
    assert back(an_elevator(plate=False), at_once=True) == 0
    assert not RegimeStep.objects.exists()


def test_the_visit_keeps_the_plan_that_asked_for_it_and_follows_the_next_edition():
    elevator = on_demand(changed=OFTEN, visited=TODAY - 20 * DAY)
    before = ElevatorRegime.objects.get(pk=elevator.pk)
    visit = Visit.objects.get(elevator=elevator, state=VisitState.PLANNED)
    assert (visit.why["plan"], visit.why["edition"]) == (str(before.plan_uid), EDITION)
    plan = FollowedPlan(
        elevator_id=elevator.pk, plan_uid=uuid4(), first_day=TODAY, last_day=TODAY + 300 * DAY,
        edition="286-2021", lines=lines_of_plan(elevator=elevator, changed=OFTEN),
    )  # fmt: skip

    follow_plan(plan=plan, now=NOW, by=PLATFORM)

    again = Visit.objects.get(elevator=elevator, state=VisitState.PLANNED)
    assert again.pk == visit.pk
    assert (again.why["plan"], again.why["edition"]) == (str(plan.plan_uid), "286-2021")
