"""A report is kept once; a failed one stops the elevator at once, a good one lets it run again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.inspection import actions
from hoistway.inspection.actions import Report, record_inspection
from hoistway.inspection.models import Inspection, StopUse
from hoistway.inspection.queries import (
    open_defects_of,
    past_inspections,
    standing_of,
    stops_of,
    verdict_in_force,
)
from hoistway.inspection.vocabulary import DueStanding, InspectionKind, StopReason, Verdict
from hoistway.parties.vocabulary import RoleKind
from tests.world.duties import notice_sides
from tests.world.inspections import an_inspection, an_inspector
from tests.world.parties import NOW, an_actor
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
KIND = InspectionKind


def test_a_failed_inspection_stops_the_elevator_and_a_later_good_one_lifts_it() -> None:
    elevator = an_elevator()

    failed = an_inspection(elevator=elevator, verdict=Verdict.FAILED)
    stop = stops_of(elevator_ids=[elevator.pk])[elevator.pk]
    assert (stop.reason, stop.inspection) == (StopReason.FAILED, failed)
    assert "第四十条" in stop.clause
    assert open_defects_of(elevator_ids=[elevator.pk])[elevator.pk][0].item == "4.7"

    good = an_inspection(elevator=elevator, verdict=Verdict.PASSED_AFTER)

    stop.refresh_from_db()
    assert stops_of(elevator_ids=[elevator.pk]) == {}
    assert (stop.lifted_inspection, stop.lifted_at) == (good, NOW)


def test_a_passed_test_does_not_make_up_for_a_failed_inspection() -> None:
    elevator = an_elevator()
    failed = an_inspection(elevator=elevator, verdict=Verdict.FAILED)

    an_inspection(elevator=elevator, kind=KIND.TEST)

    assert stops_of(elevator_ids=[elevator.pk])[elevator.pk].inspection == failed
    assert verdict_in_force(elevator_ids=[elevator.pk], on=TODAY)[elevator.pk] == failed


def test_a_failed_report_that_comes_in_late_does_not_stop_what_has_passed_since() -> None:
    elevator = an_elevator()
    good = an_inspection(elevator=elevator, held_on=TODAY - timedelta(days=3))

    failed = an_inspection(
        elevator=elevator, verdict=Verdict.FAILED, held_on=TODAY - timedelta(days=9)
    )

    assert stops_of(elevator_ids=[elevator.pk]) == {}
    week_ago = TODAY - timedelta(days=7)
    assert verdict_in_force(elevator_ids=[elevator.pk], on=TODAY) == {elevator.pk: good}
    assert verdict_in_force(elevator_ids=[elevator.pk], on=week_ago) == {elevator.pk: failed}


def test_a_correction_replaces_a_report_and_what_followed_from_it() -> None:
    elevator, inspector = an_elevator(), an_inspector()
    wrong = an_inspection(elevator=elevator, verdict=Verdict.FAILED, by=inspector)
    right = Report(
        elevator_id=elevator.pk, kind=wrong.kind, verdict=Verdict.PASSED, held_on=TODAY,
        report_number=wrong.report_number, replaces=wrong.pk, replace_reason="录错电梯",
    )  # fmt: skip

    kept = record_inspection(report=right, form_id=uuid4(), now=NOW, by=inspector)

    assert past_inspections(elevator_id=elevator.pk) == [kept]
    assert stops_of(elevator_ids=[elevator.pk]) == {}
    assert open_defects_of(elevator_ids=[elevator.pk]) == {}
    with pytest.raises(actions.Replaced):
        record_inspection(report=right, form_id=uuid4(), now=NOW, by=inspector)
    with pytest.raises(NotFound):
        record_inspection(report=right, form_id=uuid4(), now=NOW, by=an_inspector())


def test_a_form_twice_is_one_report_and_a_report_number_is_one_of_its_body() -> None:
    elevator, inspector, form_id = an_elevator(), an_inspector(), uuid4()
    report = Report(
        elevator_id=elevator.pk, kind=KIND.PERIODIC, verdict=Verdict.PASSED, held_on=TODAY,
        report_number="A-1",
    )  # fmt: skip

    first = record_inspection(report=report, form_id=form_id, now=NOW, by=inspector)
    again = record_inspection(report=report, form_id=form_id, now=NOW, by=inspector)

    assert (first, Inspection.objects.count()) == (again, 1)
    with pytest.raises(actions.ReportKnown):
        record_inspection(report=report, form_id=uuid4(), now=NOW, by=inspector)
    record_inspection(report=report, form_id=uuid4(), now=NOW, by=an_inspector())
    with pytest.raises(NotAllowed):
        record_inspection(
            report=report, form_id=uuid4(), now=NOW, by=an_actor(role=RoleKind.FIRM_OFFICE)
        )


def test_what_is_not_whole_is_refused() -> None:
    elevator, inspector = an_elevator(), an_inspector()
    whole = {
        "elevator_id": elevator.pk, "kind": KIND.PERIODIC, "verdict": Verdict.PASSED,
        "held_on": TODAY, "report_number": "B-1",
    }  # fmt: skip
    for wrong, refusal in (
        ({"held_on": TODAY + timedelta(days=1)}, actions.HeldInFuture),
        ({"report_number": " "}, actions.ReportNumberMissing),
        ({"verdict": Verdict.FAILED}, actions.FindingsMissing),
        ({"elevator_id": 10**9}, NotFound),
    ):
        with pytest.raises(refusal):
            record_inspection(
                report=Report(**{**whole, **wrong}), form_id=uuid4(), now=NOW, by=inspector
            )


def test_the_day_after_the_last_one_the_elevator_is_stopped_until_it_is_inspected() -> None:
    elevator = an_elevator()
    an_inspection(elevator=elevator, kind=KIND.INSTALLATION, held_on=date(2025, 11, 3))
    last_noon = NOW + timedelta(days=8)  # 30 November

    assert actions.stop_overdue(now=last_noon) == 0
    assert actions.stop_overdue(now=last_noon + timedelta(days=1)) == 1
    assert actions.stop_overdue(now=last_noon + timedelta(days=2)) == 0
    late = date(2026, 12, 1)
    standing, row = standing_of(elevator_ids=[elevator.pk], on=late)[elevator.pk]
    assert (standing, row.due_on) == (DueStanding.OVERDUE, date(2026, 11, 30))

    an_inspection(elevator=elevator, now=last_noon + timedelta(days=3))

    assert stops_of(elevator_ids=[elevator.pk]) == {}
    _, row = standing_of(elevator_ids=[elevator.pk], on=late)[elevator.pk]
    assert (row.kind, row.due_on) == (KIND.TEST, date(2027, 11, 30))


def test_a_regulator_lifts_a_stop_with_a_reason_and_it_stays_lifted() -> None:
    sides = notice_sides()
    an_inspection(elevator=sides.elevator, verdict=Verdict.FAILED)
    stop = StopUse.objects.get()

    with pytest.raises(NotAllowed):
        actions.lift_stop(stop_id=stop.pk, words="已整改", now=NOW, by=sides.by("unit"))
    with pytest.raises(actions.ReasonMissing):
        actions.lift_stop(stop_id=stop.pk, words=" ", now=NOW, by=sides.by("district"))
    actions.receive_stop(stop_id=stop.pk, now=NOW, by=sides.by("unit"))
    lifted = actions.lift_stop(stop_id=stop.pk, words="现场复查", now=NOW, by=sides.by("district"))
    actions.work_out_next(elevator_ids=[sides.elevator.pk], now=NOW)
    actions.settle_stops(elevator_id=sides.elevator.pk, now=NOW, by=PLATFORM)

    assert (lifted.lifted_reason, lifted.received_at) == ("现场复查", NOW)
    assert stops_of(elevator_ids=[sides.elevator.pk]) == {}
    with pytest.raises(actions.StopGone):
        actions.lift_stop(stop_id=stop.pk, words="再次", now=NOW, by=sides.by("district"))


def test_an_elevator_without_reports_is_unknown_and_never_stopped() -> None:
    elevator = an_elevator()

    actions.work_out_next(elevator_ids=[elevator.pk], now=NOW)

    standing, row = standing_of(elevator_ids=[elevator.pk], on=TODAY)[elevator.pk]
    assert (standing, row.due_on) == (DueStanding.UNKNOWN, None)
    assert actions.stop_overdue(now=NOW) == 0
