"""From desk to desk: taken up, passed on, answered, reopened, escalated, verified, handed on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.faults.models import Fault
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.riders import actions
from hoistway.riders.models import PublicReport, ReportStep
from hoistway.riders.queries import deeds_open, found_reports, reports, steps_of, waiting_counts
from hoistway.riders.queries.reports import ReportSearch, policy_of
from hoistway.riders.rules.routing import LADDER, desk_above
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportKind, ReportState, ReportVerdict
from tests.world.parties import NOW, a_jurisdiction
from tests.world.registry import Site
from tests.world.reports import Sides, a_report, report_sides

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
COMPLAINT = ReportKind.COMPLAINT


def pressed(
    name: str, report: PublicReport, sides: Sides, who: str, **more: object
) -> PublicReport:
    facts: dict[str, object] = {"form_id": uuid4(), "now": NOW + HOUR, "by": sides.by(who)} | more
    return getattr(actions, name)(report_id=report.pk, **facts)


def mended(report: PublicReport, said: bool, **more: object) -> PublicReport:
    facts: dict[str, object] = {"form_id": uuid4(), "now": NOW + 2 * HOUR} | more
    return actions.say_mended(token=report.token, mended=said, **facts)  # type: ignore[arg-type]


def answered(sides: Sides, who: str = "firm", **more: object) -> PublicReport:
    report = a_report(elevator=sides.elevator, **more)
    return pressed("answer_report", report, sides, who, words="已更换门刀，恢复正常。")


def test_a_firm_takes_up_and_answers_and_the_reporter_closes() -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator)

    pressed("take_up_report", report, sides, "firm")
    told = pressed("answer_report", report, sides, "firm", words="已修好")
    assert (told.state, told.answered_at, told.due_at) == (ReportState.ANSWERED, NOW + HOUR, None)

    assert mended(report, True).state is ReportState.CLOSED
    deeds = [str(step.deed) for step in steps_of(report_id=report.pk)]
    assert deeds == ["file", "take_up", "answer", "mended", "close"]


def test_the_same_form_answers_once() -> None:
    sides, form = report_sides(), uuid4()
    report = a_report(elevator=sides.elevator)

    for _ in range(2):
        pressed("answer_report", report, sides, "firm", words="已修好", form_id=form)

    assert ReportStep.objects.filter(deed=ReportDeed.ANSWER).count() == 1


@pytest.mark.parametrize(("who", "higher"), [("firm", Desk.USE_UNIT), ("unit", Desk.DISTRICT)])
def test_closed_but_not_mended_goes_above_whoever_closed_it(who: str, higher: Desk) -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator)
    if who == "unit":
        pressed("pass_on_report", report, sides, "firm", desk=Desk.USE_UNIT)
    pressed("answer_report", report, sides, who, words="已修好")

    again = mended(report, False)

    assert (again.state, again.desk, again.reopened) == (ReportState.OPEN, higher, 1)
    assert again.due_at == NOW + (26 if who == "firm" else 50) * HOUR
    assert again.fault == Fault.objects.get()
    assert Fault.objects.get().sightings == 2
    assert again.answered_at == NOW + HOUR


def test_a_neighbour_who_joined_reopens_too_but_does_not_close() -> None:
    sides = report_sides()
    first, joined = a_report(elevator=sides.elevator), a_report(elevator=sides.elevator)
    pressed("answer_report", first, sides, "firm", words="已修好")

    assert mended(joined, True).state is ReportState.ANSWERED
    assert mended(joined, False).state is ReportState.OPEN


@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
def test_reopening_is_for_a_month(days: int, late: bool) -> None:
    sides = report_sides()
    report = answered(sides)
    mended(report, True, now=NOW)

    then = NOW + timedelta(days=days)
    if late:
        with pytest.raises(actions.TooLate):
            mended(report, False, now=then)
    else:
        assert mended(report, False, now=then).state is ReportState.OPEN


def test_nobody_judges_what_was_not_answered() -> None:
    with pytest.raises(actions.NotAnswered):
        mended(a_report(), True)


def test_silence_moves_a_report_up_to_the_city_and_no_further() -> None:
    report = a_report(elevator=report_sides().elevator)
    seen = []

    for hours in (23, 24, 48, 96, 400):
        actions.escalate_reports(now=NOW + hours * HOUR)
        report.refresh_from_db()
        seen.append((str(report.desk), report.level))

    assert seen == [("firm", 0), ("use_unit", 1), ("district", 2), ("city", 3), ("city", 3)]
    assert report.due_at == NOW + (96 + 48) * HOUR
    step = ReportStep.objects.filter(deed=ReportDeed.ESCALATE).order_by("pk")[0]
    assert (step.facts["from"], step.facts["to"]) == ("firm", "use_unit")
    assert step.facts["edition"] == "286-2020"


@pytest.mark.parametrize(("days", "state"), [(6, "answered"), (7, "closed")])
def test_an_answer_nobody_objects_to_closes_after_a_week(days: int, state: str) -> None:
    report = answered(report_sides())

    actions.escalate_reports(now=NOW + HOUR + timedelta(days=days))

    assert PublicReport.objects.get(pk=report.pk).state == state


def test_passing_on_sideways_buys_no_time_and_sending_down_starts_a_clock() -> None:
    sides = report_sides()
    fault = a_report(elevator=sides.elevator)
    complaint = a_report(elevator=sides.elevator, kind=COMPLAINT)

    aside = pressed("pass_on_report", fault, sides, "firm", desk=Desk.USE_UNIT)
    down = pressed("pass_on_report", complaint, sides, "district", desk=Desk.FIRM)

    assert (aside.desk, aside.due_at) == (Desk.USE_UNIT, NOW + 24 * HOUR)
    assert (down.desk, down.due_at) == (Desk.FIRM, NOW + 73 * HOUR)
    with pytest.raises(actions.NoSuchDesk):
        pressed("pass_on_report", aside, sides, "unit", desk=Desk.CITY)


@pytest.mark.parametrize("who", ["firm", "unit"])
def test_only_the_desk_whose_turn_it_is_answers(who: str) -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator, kind=COMPLAINT)

    with pytest.raises(actions.NotYourTurn):
        pressed("answer_report", report, sides, who, words="不实")
    assert pressed("note_report", report, sides, who, words="我方说明").state is ReportState.OPEN
    assert ReportStep.objects.get(deed=ReportDeed.NOTE).public is False
    assert ReportDeed.ANSWER not in deeds_open(report=report, by=sides.by(who))


def test_a_stranger_neither_sees_nor_answers() -> None:
    sides, others = report_sides(), report_sides()
    elsewhere = report_sides(site=Site(jurisdiction=a_jurisdiction(code="310104", name="徐汇区")))
    report = a_report(elevator=sides.elevator)

    for who, stranger in (("firm", others), ("unit", others), ("district", elsewhere)):
        assert not reports(by=stranger.by(who)).exists()
        with pytest.raises(NotFound):
            pressed("note_report", report, stranger, who, words="?")
    with pytest.raises(NotAllowed):
        pressed("verify_report", report, sides, "firm", verdict=ReportVerdict.NOT_TRUE, words="否")


def test_a_district_verifies_and_the_last_word_counts() -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator, kind=COMPLAINT)

    for verdict in (ReportVerdict.UNCLEAR, ReportVerdict.MAINTENANCE):
        told = pressed("verify_report", report, sides, "district", verdict=verdict, words="已查")

    assert told.verdict is ReportVerdict.MAINTENANCE


def test_a_report_goes_to_the_hotline_and_comes_back_answered() -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator, kind=COMPLAINT)

    out = pressed("hand_outside", report, sides, "district", number="12345-20261122-7")
    assert (out.state, out.due_at) == (ReportState.OUTSIDE, NOW + HOUR + timedelta(days=15))
    assert pressed("outside_news", report, sides, "district", status="承办中").state == "outside"
    back = pressed("outside_news", report, sides, "district", status="已办结", is_over=True)

    assert (back.state, back.outside_status) == (ReportState.ANSWERED, "已办结")


def test_hidden_abuse_is_appealed_to_somebody_else_and_goes_on() -> None:
    sides, other = report_sides(), report_sides()
    report = a_report(elevator=sides.elevator, kind=COMPLAINT)
    pressed("hide_report", report, sides, "district", words="辱骂")
    assert not reports(by=sides.by("firm")).exists()

    actions.appeal_hidden(token=report.token, form_id=uuid4(), words="只是着急", now=NOW + HOUR)
    assert waiting_counts(by=sides.by("district"), now=NOW).hidden_appeals == 1
    for name in ("show_report", "keep_hidden"):
        with pytest.raises(actions.SamePerson):
            pressed(name, report, sides, "district", words="维持")
    shown = pressed("show_report", report, other, "district")

    assert (shown.state, shown.due_at) == (ReportState.OPEN, NOW + HOUR + timedelta(hours=120))


def test_the_desk_lists_overdue_ones_first_and_counts_its_own() -> None:
    sides = report_sides()
    late = a_report(elevator=sides.elevator, now=NOW - 30 * HOUR)
    fresh = a_report(elevator=sides.elevator, kind=ReportKind.SUGGESTION)

    found = found_reports(by=sides.by("city"), search=ReportSearch(), now=NOW)
    waits = waiting_counts(by=sides.by("firm"), now=NOW)

    assert [one.pk for one in found] == [late.pk, fresh.pk]
    assert (waits.waiting, waits.overdue) == (1, 1)


@given(st.sampled_from(LADDER), st.sets(st.sampled_from(LADDER)))
@settings(max_examples=30)
def test_the_desk_above_is_always_higher_or_the_city(desk: Desk, present: set[Desk]) -> None:
    above = desk_above(desk=desk, present=present)

    assert above is Desk.CITY or LADDER.index(above) > LADDER.index(desk)


def test_each_report_keeps_its_edition() -> None:
    assert policy_of(report=a_report()).edition == "286-2020"
