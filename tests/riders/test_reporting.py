"""A report: kept once, joined to the same matter, brought to the desk that answers, in measure."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.faults.models import Fault, Sighting
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import ElevatorKind, SourceKind
from hoistway.riders.actions import (
    ReportSettled,
    TooManyReports,
    ValueMissing,
    WrongTopic,
    file_report,
    me_too,
)
from hoistway.riders.models import PublicReport, ReportStep
from hoistway.riders.queries import is_urgent
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportKind, ReportState, Topic, WrongFact
from tests.world.parties import NOW
from tests.world.registry import an_elevator
from tests.world.reports import a_report, report_sides, reported

pytestmark = pytest.mark.django_db


def test_a_fault_report_has_a_number_a_link_a_deadline_and_a_fault() -> None:
    report = a_report()

    assert report.number.startswith("FY261122")
    assert len(report.token) >= 20
    assert (report.desk, report.due_at) == (Desk.FIRM, NOW + timedelta(hours=24))
    assert report.promised_at == report.due_at
    assert report.holder == report.elevator.firm
    assert report.fault == Fault.objects.get()
    assert "夹到人" not in str(Sighting.objects.values().get())


def test_the_same_form_twice_is_one_report() -> None:
    form = reported(elevator=an_elevator())

    both = [file_report(report=form, now=NOW) for _ in range(2)]

    assert both[0] == both[1]
    assert ReportStep.objects.count() == Sighting.objects.count() == 1


def test_ten_neighbours_are_one_fault_and_one_matter() -> None:
    elevator = an_elevator()

    filed = [a_report(elevator=elevator, origin=f"198.51.100.{n}") for n in range(10)]

    assert Fault.objects.count() == 1
    first = PublicReport.objects.get(pk=filed[0].pk)
    assert (first.joined_id, first.also) == (None, 9)
    assert {one.joined_id for one in filed[1:]} == {first.pk}


@pytest.mark.parametrize(("topic", "joins"), [(Topic.DOOR, True), (Topic.SHAKING, False)])
def test_only_the_same_trouble_joins(topic: Topic, joins: bool) -> None:
    first = a_report()

    other = a_report(elevator=first.elevator, topic=topic)

    assert (other.joined_id == first.pk) is joins


@pytest.mark.parametrize(("days", "joins"), [(13, True), (15, False)])
def test_a_complaint_joins_within_a_fortnight(days: int, joins: bool) -> None:
    first = a_report(kind=ReportKind.COMPLAINT)

    later = NOW + timedelta(days=days)
    other = a_report(elevator=first.elevator, kind=ReportKind.COMPLAINT, now=later)

    assert (other.joined_id == first.pk) is joins


@pytest.mark.parametrize(
    ("kind", "topic", "desk"),
    [
        (ReportKind.FAULT, Topic.DOOR, Desk.FIRM),
        (ReportKind.FAULT, Topic.ALARM_DEAD, Desk.USE_UNIT),
        (ReportKind.COMPLAINT, Topic.POOR_MAINTENANCE, Desk.DISTRICT),
        (ReportKind.COMPLAINT, Topic.OTHER_MATTER, Desk.USE_UNIT),
        (ReportKind.SUGGESTION, Topic.IDEA, Desk.USE_UNIT),
        (ReportKind.CORRECTION, Topic.WRONG_DATA, Desk.DISTRICT),
    ],
)
def test_kind_and_topic_decide_who_answers(kind: ReportKind, topic: Topic, desk: Desk) -> None:
    sides = report_sides()

    report = a_report(elevator=sides.elevator, kind=kind, topic=topic)

    assert report.desk is desk
    if desk is Desk.DISTRICT:
        assert report.holder_id == sides.district.organisation_id


def test_where_nobody_maintains_the_use_unit_answers_and_else_the_district() -> None:
    bare, deserted = an_elevator(), an_elevator()
    Elevator.objects.filter(pk=bare.pk).update(firm=None)
    Elevator.objects.filter(pk=deserted.pk).update(firm=None, use_unit=None)

    assert a_report(elevator=bare).desk is Desk.USE_UNIT
    assert a_report(elevator=deserted).desk is Desk.DISTRICT


def test_an_escalator_has_no_doors() -> None:
    escalator = an_elevator(kind=ElevatorKind.ESCALATOR)

    with pytest.raises(WrongTopic):
        a_report(elevator=escalator, topic=Topic.DOOR)
    assert a_report(elevator=escalator, topic=Topic.HANDRAIL).topic is Topic.HANDRAIL


def test_me_too_counts_a_phone_once() -> None:
    report = a_report(device="own phone")

    def tap(device: str, origin: str = "198.51.100.9") -> int:
        return me_too(
            report_id=report.pk, form_id=uuid4(), origin=origin, device=device, now=NOW
        )  # fmt: skip

    assert [tap("b"), tap("b"), tap("own phone"), tap("c")] == [2, 2, 2, 3]
    assert [tap(""), tap(""), tap("", "198.51.100.10")] == [4, 4, 5]


def test_me_too_needs_something_open() -> None:
    report = a_report()
    PublicReport.objects.filter(pk=report.pk).update(state=ReportState.CLOSED)

    with pytest.raises(ReportSettled):
        me_too(report_id=report.pk, form_id=uuid4(), origin="198.51.100.9", now=NOW)


def test_one_phone_reports_six_times_an_hour() -> None:
    for n in range(6):
        a_report(device="one", origin=f"198.51.100.{n}")

    with pytest.raises(TooManyReports):
        a_report(device="one")
    assert a_report(device="another")
    assert a_report(device="one", now=NOW + timedelta(hours=1, seconds=1))


def test_a_correction_is_kept_as_a_claim_and_changes_nothing() -> None:
    report = a_report(kind=ReportKind.CORRECTION, origin="192.0.2.9")

    claim = Claim.objects.get(kind=SourceKind.PASSENGER)
    assert (report.claim, claim.fields) == (claim, {"building": "6号楼"})
    assert (claim.origin["suggested"], claim.origin["text"]) == (True, "门牌写着6号楼")
    assert Elevator.objects.get(pk=report.elevator_id).building == ""
    assert "192.0.2.9" not in str(PublicReport.objects.values().get())


def test_floors_are_kept_as_a_number_and_a_value_is_needed() -> None:
    a_report(kind=ReportKind.CORRECTION, fact=WrongFact.FLOORS, value="18")

    assert Claim.objects.get(kind=SourceKind.PASSENGER).fields == {"floors": 18}
    with pytest.raises(ValueMissing):
        a_report(kind=ReportKind.CORRECTION, value=" ")


def test_the_seventh_correction_of_an_hour_waits() -> None:
    elevator = an_elevator()
    for _ in range(6):
        a_report(elevator=elevator, kind=ReportKind.CORRECTION)

    with pytest.raises(TooManyReports):
        a_report(elevator=elevator, kind=ReportKind.CORRECTION)
    assert a_report(elevator=elevator)


def test_the_first_step_says_by_which_edition_it_went_where() -> None:
    report = a_report()

    step = ReportStep.objects.get(report=report)
    assert step.deed is ReportDeed.FILE
    assert (step.facts["edition"], step.facts["desk"]) == ("286-2020", "firm")


@pytest.mark.parametrize(
    ("words", "urgent"),
    [
        ("我被困在里面", True), ("有人受伤", True), ("please HELP", True), ("stuck inside", True),
        ("应为6号楼", False), ("helpful", False), ("物业换了", False),
    ],
)  # fmt: skip
def test_words_of_need_are_heard(words: str, urgent: bool) -> None:
    assert is_urgent(text=words) is urgent
