"""Deeds of phones: each exactly once, two phones seen, nothing said overwritten."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from hoistway.foundation.refusal import NotAllowed
from hoistway.maintenance.actions import take_in
from hoistway.maintenance.models import Crew, Operation, Visit
from hoistway.maintenance.vocabulary import Level, OperationKind, VisitState
from hoistway.parties.vocabulary import RoleKind
from tests.world.filings import a_checked_filing, a_filing_firm, a_filing_wish, a_stage
from tests.world.firm_filings import TODAY
from tests.world.maintenance import a_crew, a_hand, a_job, a_signed_visit, a_visit
from tests.world.parties import NOW, a_firm, an_actor
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def told(answers):
    return [(str(one.verdict), str(one.fault or "")) for one in answers]


def sheet_of(job):
    return Visit.objects.get(uid=job.uid).sheet


@pytest.fixture
def elevator():
    return an_elevator()


@pytest.fixture
def crew(elevator):
    return a_crew(firm=elevator.firm)


@pytest.fixture
def job(elevator, crew):
    return a_job(elevator=elevator, crew=crew)


def test_a_deed_that_arrives_twice_happens_once(crew, job):
    hand = crew[0]
    deeds = [hand.begin(job=job), hand.line(job=job, item="A-1-01")]

    first, again = hand.send(*deeds, now=NOW), hand.send(*deeds, *deeds, now=NOW)

    assert told(first) == [("applied", "")] * 2
    assert told(again) == [("duplicate", "")] * 4
    assert Operation.objects.count() == 2
    visit = Visit.objects.get(uid=job.uid)
    assert (visit.version, visit.sheet["lines"]["A-1-01"]["version"]) == (2, 1)


def test_deeds_of_a_phone_are_laid_down_in_its_own_order(crew, job):
    hand = crew[0]
    begin, good = hand.begin(job=job), hand.line(job=job, item="A-1-01")
    later = hand.line(job=job, item="A-1-01", result="not_applicable", base=1)

    answers = hand.send(later, good, begin, now=NOW)

    assert told(answers) == [("applied", "")] * 3
    assert sheet_of(job)["lines"]["A-1-01"]["result"] == "not_applicable"


def test_two_phones_that_answer_one_item_otherwise_are_both_kept_until_a_person_settles_it(
    crew, job
):
    one, other = crew
    one.send(one.begin(job=job), one.line(job=job, item="A-1-03"), now=NOW)

    begin = other.begin(job=job)
    clash = other.line(job=job, item="A-1-03", result="abnormal", note="异响", urgency="soon")
    answers = other.send(begin, clash, now=NOW)
    again = other.send(clash, now=NOW)
    between = sheet_of(job)
    blocked = one.send(*one.lines(job=job)[:2], one.sign(job=job), now=NOW)[-1]
    one.send(one.line(job=job, item="A-1-03", result="normal", base=1), now=NOW)

    assert told(answers) == [("applied", ""), ("conflict", "newer_line")]
    assert told(again) == [("conflict", "newer_line")]
    assert between["lines"]["A-1-03"]["result"] == "normal"
    assert [said["note"] for said in between["conflicts"]["A-1-03"]] == ["异响"]
    assert set(between["phones"]) == {str(one.phone.device), str(other.phone.device)}
    assert told([blocked]) == [("conflict", "conflicts_open")]
    assert sheet_of(job)["conflicts"] == {}


def test_two_phones_that_say_the_same_agree(crew, job):
    one, other = crew
    one.send(one.begin(job=job), one.line(job=job, item="A-1-03"), now=NOW)

    answers = other.send(other.line(job=job, item="A-1-03"), now=NOW)

    assert told(answers) == [("applied", "")]
    assert sheet_of(job)["conflicts"] == {}


def test_a_text_signed_without_having_seen_the_other_phones_answer_is_a_conflict(crew, job):
    one, other = crew
    one.send(one.begin(job=job), *one.lines(job=job), now=NOW)
    seen = other.line(job=job, item="A-1-05", result="not_applicable", base=1)
    other.send(other.begin(job=job), seen, now=NOW)

    answers = one.send(one.sign(job=job), now=NOW)

    assert told(answers) == [("conflict", "lines_differ")]
    sheet = sheet_of(job)
    assert sheet["lines"]["A-1-05"]["result"] == "not_applicable"
    assert [said["result"] for said in sheet["conflicts"]["A-1-05"]] == ["normal"]
    assert Visit.objects.get(uid=job.uid).record is None


def test_a_text_signed_without_another_phones_photo_or_a_colleagues_part_is_a_conflict(crew, job):
    one, other = crew
    one.send(one.begin(job=job), *one.lines(job=job), now=NOW)
    text = one.sign(job=job)
    photo = {"sha256": "a" * 64, "item": "A-1-05", "taken_at": NOW.isoformat(), "use": "item"}
    part = {"item": "A-1-05", "name": "门锁触点", "model": "", "serial_number": ""}

    def brought(kind, **data):
        deed = other.deed(job=job, kind=kind, data=data, at=NOW)
        assert told(other.send(deed, now=NOW)) == [("applied", "")]
        return told(one.send(one.sign(job=job), now=NOW))

    with_part = brought(OperationKind.PART, **part, quantity=1)
    without_part = brought(OperationKind.PART, **part, quantity=0)

    assert with_part == [("conflict", "lines_differ")]
    assert without_part == [("applied", "")]
    assert brought(OperationKind.PHOTO, **photo) == [("conflict", "lines_differ")]
    assert told(one.send(text, now=NOW)) == [("conflict", "lines_differ")]
    assert sheet_of(job)["conflicts"] == {}


def test_what_changes_after_the_first_signature_takes_it_back_and_nothing_signed_is_altered(
    crew, job
):
    one, other = crew
    one.send(one.begin(job=job), *one.lines(job=job), one.sign(job=job), now=NOW)
    remark = other.deed(
        job=job, kind=OperationKind.REMARK, data={"text": "底坑有少量积水"}, at=NOW
    )  # fmt: skip

    other.send(other.begin(job=job), other.line(job=job, item="A-1-01"), now=NOW)
    assert sheet_of(job)["content"] == job.content()
    other.send(remark, now=NOW)

    assert "content" not in sheet_of(job)
    assert [one["names"] for one in sheet_of(job)["withdrawn"]] == [[one.phone.name]]
    assert not Crew.objects.filter(visit__uid=job.uid, signed_at__isnull=False).exists()


def test_the_second_must_sign_the_very_text_of_the_first(crew, job, elevator):
    one, other = crew
    one.send(one.begin(job=job), *one.lines(job=job), one.sign(job=job), now=NOW)
    said = json.loads(job.content()) | {"remark": "另一份"}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    answers = other.send(other.sign(job=job, text=text), now=NOW)

    assert told(answers) == [("conflict", "other_content")]


def test_nothing_changes_a_signed_record(elevator, crew):
    visit = a_signed_visit(elevator=elevator, crew=crew)
    job = a_job(elevator=elevator, crew=crew, visit=visit)
    hand = crew[0]

    answers = hand.send(
        hand.begin(job=job), hand.line(job=job, item="A-1-01", result="abnormal", base=9),
        hand.deed(job=job, kind=OperationKind.DISCARD, data={"reason": ""}, at=NOW), now=NOW,
    )  # fmt: skip

    assert told(answers) == [("refused", "already_signed")] * 3
    after = Visit.objects.get(pk=visit.pk)
    assert (after.version, after.sheet) == (visit.version, visit.sheet)


def test_a_planned_visit_can_be_given_back_and_begun_again(elevator, crew):
    visit = a_visit(elevator=elevator)
    job = a_job(elevator=elevator, crew=crew, visit=visit)
    hand, other = crew
    hand.send(hand.begin(job=job), hand.line(job=job, item="A-1-01"), now=NOW)
    discard = hand.deed(job=job, kind=OperationKind.DISCARD, data={"reason": "停电"}, at=NOW)
    hand.send(discard, now=NOW)

    visit.refresh_from_db()
    assert (visit.state, visit.begun_at, visit.sheet["lines"]) == (VisitState.PLANNED, None, {})
    both = hand.send(hand.begin(job=job), now=NOW) + other.send(other.begin(job=job), now=NOW)
    again = hand.deed(job=job, kind=OperationKind.DISCARD, data={"reason": "停电"}, at=NOW)

    assert told(both) == [("applied", "")] * 2
    assert told(hand.send(again, now=NOW)) == [("refused", "others_at_work")]


def test_what_a_phone_made_itself_is_void_when_it_is_given_up(crew, job):
    hand = crew[0]
    hand.send(hand.begin(job=job), now=NOW)

    discard = hand.deed(job=job, kind=OperationKind.DISCARD, data={"reason": "走错"}, at=NOW)
    hand.send(discard, now=NOW)

    visit = Visit.objects.get(uid=job.uid)
    assert (visit.state, visit.void_reason) == (VisitState.VOID, "走错")


def test_work_done_offline_on_a_visit_that_the_office_has_withdrawn_still_counts(elevator, crew):
    visit = a_visit(elevator=elevator)
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.VOID, void_reason="重新排期")

    done = a_signed_visit(visit=visit, crew=crew)

    assert (done.pk, done.state, done.due_on) == (visit.pk, VisitState.SIGNED, None)


def test_a_higher_level_than_planned_is_taken_as_what_it_is(elevator, crew):
    visit = a_visit(elevator=elevator)
    job = a_job(elevator=elevator, crew=crew, level=Level.QUARTER)
    hand = crew[0]
    begin = hand.deed(
        job=job, kind=OperationKind.BEGIN, data={**job.begin(), "level": "quarter"}, at=NOW
    )  # fmt: skip

    hand.send(replace(begin, visit=visit.uid), now=NOW)

    visit.refresh_from_db()
    assert (visit.level, visit.due_on, visit.state) == (Level.QUARTER, None, VisitState.UNDER_WAY)


def test_only_the_firm_that_maintained_the_elevator_on_that_day_begins(elevator, crew, job):
    stranger = a_hand(firm=a_firm())
    theirs = a_job(elevator=elevator, crew=[stranger])
    crew[0].send(crew[0].begin(job=job), now=NOW)

    refused = stranger.send(stranger.begin(job=theirs), now=NOW)
    foreign = stranger.send(stranger.line(job=job, item="A-1-01"), now=NOW)

    assert told(refused) == [("refused", "not_maintained")]
    assert told(foreign) == [("refused", "not_yours")]


def test_a_hand_over_between_sign_in_and_signature_keeps_the_work_and_is_stated(elevator, crew):
    job = a_job(elevator=elevator, crew=crew, begun_at=NOW - timedelta(hours=2))
    one, other = crew
    one.send(one.begin(job=job), *one.lines(job=job), one.sign(job=job), now=NOW)
    successor = a_filing_firm()
    wish = a_filing_wish(firm=successor, first=TODAY + timedelta(days=1))
    a_checked_filing(stage=a_stage(elevator=elevator), firm=successor, wish=wish)
    type(elevator).objects.filter(pk=elevator.pk).update(firm=successor.firm)

    other.send(other.sign(job=job), now=NOW + timedelta(days=2))

    visit = Visit.objects.select_related("record").get(uid=job.uid)
    record = json.loads(visit.record.body)
    assert (visit.state, visit.firm_id) == (VisitState.SIGNED, elevator.firm_id)
    assert record["content"]["firm"]["name"] == elevator.firm.name
    assert [(one["code"], one["firm"]) for one in record["notes"]] == [
        ("handed_over", successor.firm.name)
    ]


def test_deeds_on_another_elevator_or_before_the_sign_in_are_refused(elevator, crew, job):
    hand = crew[0]
    early = hand.send(hand.line(job=job, item="A-1-01"), now=NOW)
    hand.send(hand.begin(job=job), now=NOW)
    elsewhere = a_job(elevator=an_elevator(), crew=crew)
    moved = hand.line(job=elsewhere, item="A-1-01")
    moved = replace(moved, visit=job.uid)

    assert told(early) == [("refused", "not_begun")]
    assert told(hand.send(moved, now=NOW)) == [("refused", "other_elevator")]
    assert not Operation.objects.filter(kind=OperationKind.LINE).exists()


def test_a_crew_that_changes_is_the_firms_own(elevator, crew, job):
    hand, other = crew
    third = a_hand(firm=elevator.firm)
    stranger = a_hand(firm=a_firm())
    hand.send(hand.begin(job=job), now=NOW)

    def crew_of(*people):
        data = {"people": [one.phone.person for one in people]}
        return hand.deed(job=job, kind=OperationKind.CREW, data=data, at=NOW)

    answers = hand.send(crew_of(hand, stranger), crew_of(hand, third), now=NOW)

    assert told(answers) == [("refused", "crew_unknown"), ("applied", "")]
    people = Crew.objects.filter(visit__uid=job.uid).values_list("person_id", flat=True)
    assert set(people) == {hand.phone.person, third.phone.person}
    assert other.phone.person not in people


def test_nobody_but_a_technician_reports_work():
    with pytest.raises(NotAllowed):
        take_in(deeds=[], now=NOW, by=an_actor(role=RoleKind.FIRM_OFFICE))
