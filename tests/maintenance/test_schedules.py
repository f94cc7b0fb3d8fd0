"""Schedules and planned visits follow what was done, who answers and what the register says."""

from datetime import date, timedelta

import pytest

from hoistway.filings.actions import turn_day
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.schedules import Count, work_out_schedules
from hoistway.maintenance.models import Pause, Schedule, Visit
from hoistway.maintenance.vocabulary import Level, VisitState
from hoistway.maintenance.vocabulary.planning import VoidReason
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from tests.world.filings import a_checked_filing, a_filing_firm, a_filing_wish, a_stage, days_later
from tests.world.parties import NOW, a_technician
from tests.world.registry import an_elevator
from tests.world.schedules import done_before, tell_register

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = timedelta(days=1)


def schedule_of(elevator, *, now=NOW):
    work_out_schedules(elevator_ids=[elevator.pk], now=now)
    return Schedule.objects.get(pk=elevator.pk)


def planned(elevator):
    rows = Visit.objects.filter(elevator=elevator, state=VisitState.PLANNED)
    return [(row.level, row.due_on) for row in rows.order_by("pk")]


def voided(elevator):
    rows = Visit.objects.filter(elevator=elevator, state=VisitState.VOID).order_by("pk")
    return [row.void_reason for row in rows]


def test_an_elevator_met_for_the_first_time_is_due_a_gap_later():
    elevator = an_elevator(plate=False)

    row = schedule_of(elevator)

    assert (row.began_on, row.next_level, row.next_due_on) == (
        TODAY, Level.HALF_MONTH, TODAY + 15 * DAY,
    )  # fmt: skip
    assert planned(elevator) == [(Level.HALF_MONTH, TODAY + 15 * DAY)]


def test_working_it_out_again_changes_nothing():
    elevator = an_elevator(plate=False)
    first = work_out_schedules(elevator_ids=[elevator.pk], now=NOW)
    visit = Visit.objects.get(elevator=elevator)

    again = work_out_schedules(elevator_ids=[elevator.pk], now=NOW + timedelta(hours=2))
    whole = work_out_schedules(elevator_ids=None, now=NOW + timedelta(hours=3))

    assert first == Count(elevators=1, schedules=1, planned=1)
    assert again == whole == Count(elevators=1)
    assert Visit.objects.get(elevator=elevator).uid == visit.uid


def test_a_signed_visit_supersedes_the_plan_and_keeps_who_was_to_come():
    elevator = an_elevator(plate=False)
    schedule_of(elevator)
    done_before(elevator=elevator, level=Level.QUARTER, on=TODAY)

    row = schedule_of(elevator, now=NOW + DAY)

    assert (row.half_month_on, row.quarter_on, row.half_year_on) == (TODAY, TODAY, None)
    assert planned(elevator) == [(Level.HALF_MONTH, TODAY + 15 * DAY)]
    assert voided(elevator) == []
    person = a_technician(firm=elevator.firm).person
    Visit.objects.filter(elevator=elevator, state=VisitState.PLANNED).update(lead=person)

    done_before(elevator=elevator, level=Level.HALF_MONTH, on=TODAY + DAY)
    schedule_of(elevator, now=NOW + DAY)
    assert planned(elevator) == [(Level.HALF_MONTH, TODAY + 16 * DAY)]
    assert voided(elevator) == [VoidReason.SUPERSEDED]
    assert Visit.objects.get(elevator=elevator, state=VisitState.PLANNED).lead == person


def test_what_is_overdue_stays_planned_for_its_last_day():
    elevator = an_elevator(plate=False)
    done_before(elevator=elevator, level=Level.YEAR, on=TODAY - 20 * DAY)

    row = schedule_of(elevator)

    assert row.next_due_on == TODAY - 5 * DAY
    assert planned(elevator) == [(Level.HALF_MONTH, TODAY - 5 * DAY)]


def test_a_period_whose_day_is_used_up_is_planned_a_day_earlier_and_once():
    elevator = an_elevator(plate=False)
    due = TODAY + 15 * DAY
    done_before(elevator=elevator, level=Level.HALF_MONTH, on=TODAY, due_on=due)

    schedule_of(elevator)
    schedule_of(elevator, now=NOW + timedelta(hours=1))

    assert planned(elevator) == [(Level.HALF_MONTH, due - DAY)]


def test_a_visit_under_way_stands_and_nothing_is_planned_beside_it():
    elevator = an_elevator(plate=False)
    schedule_of(elevator)
    Visit.objects.filter(elevator=elevator).update(state=VisitState.UNDER_WAY)
    done_before(elevator=elevator, level=Level.HALF_MONTH, on=TODAY)

    schedule_of(elevator, now=NOW + DAY)

    assert planned(elevator) == []
    assert Visit.objects.filter(elevator=elevator, state=VisitState.UNDER_WAY).count() == 1


def test_a_suspended_elevator_is_paused_and_resumes_with_the_rest_of_its_gap():
    elevator = an_elevator(plate=False)
    done_before(elevator=elevator, level=Level.YEAR, on=TODAY - 5 * DAY)
    schedule_of(elevator)
    tell_register(elevator=elevator, now=NOW, use_state="suspended")

    away = schedule_of(elevator)
    assert (away.paused_since, away.next_due_on) == (TODAY, None)
    assert planned(elevator) == []
    assert voided(elevator) == [VoidReason.OUT_OF_USE]

    tell_register(elevator=elevator, now=days_later(30), use_state="in_use")
    back = schedule_of(elevator, now=days_later(30))
    assert (back.paused_since, back.next_due_on) == (None, TODAY + 40 * DAY)
    assert planned(elevator) == [(Level.HALF_MONTH, TODAY + 40 * DAY)]
    assert Pause.objects.filter(elevator=elevator).count() == 1


def test_a_new_firm_inherits_what_was_done():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    day = local_day(at=days_later(10))
    a_checked_filing(
        stage=stage, firm=old, wish=a_filing_wish(firm=old, last=TODAY + 9 * DAY)
    )  # fmt: skip
    stage.elevator.refresh_from_db()
    done_before(elevator=stage.elevator, level=Level.YEAR, on=TODAY)
    first = schedule_of(stage.elevator)
    assert (first.firm_id, first.technician_id) == (old.firm.pk, old.technician_id)
    a_checked_filing(stage=stage, firm=new, wish=a_filing_wish(firm=new, first=day))
    turn_day(now=days_later(10))

    row = schedule_of(stage.elevator, now=days_later(10))

    assert row.firm_id == new.firm.pk
    assert (row.half_month_on, row.next_due_on) == (TODAY, TODAY + 15 * DAY)
    visit = Visit.objects.get(elevator=stage.elevator, state=VisitState.PLANNED)
    assert (visit.firm_id, visit.lead_id) == (new.firm.pk, new.technician_id)
    assert voided(stage.elevator) == [VoidReason.HANDED_OVER]


def test_without_anything_done_a_new_firms_clock_starts_on_its_first_day():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    day = local_day(at=days_later(30))
    a_checked_filing(
        stage=stage, firm=old, wish=a_filing_wish(firm=old, last=day - DAY)
    )  # fmt: skip
    schedule_of(stage.elevator)
    a_checked_filing(stage=stage, firm=new, wish=a_filing_wish(firm=new, first=day))
    turn_day(now=days_later(30))

    row = schedule_of(stage.elevator, now=days_later(31))

    assert (row.began_on, row.next_due_on) == (day, day + 15 * DAY)


def test_nobody_is_planned_to_come_where_nobody_answers():
    elevator = an_elevator(plate=False)
    Elevator.objects.filter(pk=elevator.pk).update(firm=None)

    row = schedule_of(elevator)

    assert row.next_due_on == TODAY + 15 * DAY
    assert planned(elevator) == []


def test_a_governor_calibrated_in_a_yearly_visit_is_remembered():
    elevator = an_elevator(plate=False)
    Elevator.objects.filter(pk=elevator.pk).update(made_on=date(2006, 1, 1))
    measured = {"A-4-06": {"result": "normal", "value": "1.46"}}
    done_before(elevator=elevator, level=Level.YEAR, on=TODAY - 300 * DAY, lines=measured)
    done_before(elevator=elevator, level=Level.YEAR, on=TODAY - 10 * DAY)

    row = schedule_of(elevator)

    assert row.calibrated_on == TODAY - 300 * DAY
    assert row.calibration_due == row.year_due == date(2027, 1, 26)


def test_an_escalator_is_planned_before_winter():
    walk = an_elevator(plate=False, kind=ElevatorKind.ESCALATOR)
    done_before(elevator=walk, level=Level.YEAR, on=TODAY - 70 * DAY)

    row = schedule_of(walk)

    assert row.half_year_due == date(2026, 11, 30)


def test_any_number_of_elevators_takes_the_same_number_of_questions(
    django_assert_max_num_queries,
) -> None:
    rows = [an_elevator(plate=False) for _ in range(5)]

    with django_assert_max_num_queries(40):
        work_out_schedules(elevator_ids=[row.pk for row in rows], now=NOW)

    assert Schedule.objects.count() == 5


def test_what_a_new_elevators_paper_said_is_not_held_overdue_because_one_visit_was_signed():
    firm, stage = a_filing_firm(), a_stage()
    a_checked_filing(stage=stage, firm=firm, wish=a_filing_wish(firm=firm))
    stage.elevator.refresh_from_db()
    on = local_day(at=days_later(400))
    done_before(elevator=stage.elevator, level=Level.HALF_MONTH, on=on)

    row = schedule_of(stage.elevator, now=days_later(401))

    assert (row.began_on, row.next_level) == (on, Level.HALF_MONTH)
