"""From sign-in to the record: signatures, completeness, and what the platform keeps."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from hoistway.foundation.attachments import path_of
from hoistway.ledger.rules.canonical import canonical
from hoistway.maintenance.actions import (
    NewKey,
    NothingToReview,
    OwnInspection,
    register_key,
    review_visit,
)
from hoistway.maintenance.models import Crew, PartUsed, Repair, Visit, VisitPhoto
from hoistway.maintenance.queries.packs import told_state
from hoistway.maintenance.rules.signature import fits
from hoistway.maintenance.seed.phones import key_of_chance
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import RepairState, Urgency
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.maintenance import (
    a_crew,
    a_hand,
    a_job,
    a_kept_photo,
    a_photo_file,
    a_signed_visit,
    a_visit,
)
from tests.world.parties import NOW, a_member
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def record_of(visit):
    return json.loads(visit.record.body)


def told(answers):
    return [(str(one.verdict), str(one.fault or "")) for one in answers]


def signed(crew, job, *, now=None):
    """Let the first of the crew do and sign the work; return the answer to the signature."""
    now = now or job.ended_at + timedelta(minutes=1)
    hand = crew[0]
    return hand.send(hand.begin(job=job), *hand.lines(job=job), hand.sign(job=job), now=now)[-1]


@pytest.fixture
def elevator():
    return an_elevator()


@pytest.fixture
def crew(elevator):
    return a_crew(firm=elevator.firm)


def test_a_record_bears_the_very_text_and_a_signature_of_each_that_anybody_can_check(elevator):
    visit = a_signed_visit(elevator=elevator)

    record = record_of(visit)
    text = canonical(content=record["content"])
    assert len(record["signatures"]) == 2
    for one in record["signatures"]:
        assert fits(spki=one["public_key"], signature=one["signature"], text=text)
        assert not fits(spki=one["public_key"], signature=one["signature"], text=text + " ")
    assert record["notes"] == []
    assert (visit.state, visit.counted_on) == (VisitState.SIGNED, date(2026, 11, 22))
    assert visit.confirm_by == visit.signed_received_at + timedelta(days=7)
    assert visit.record.keep_until == date(2031, 11, 22)


def test_each_phone_is_told_who_has_signed_while_others_are_still_to_sign(elevator, crew):
    job = a_job(elevator=elevator, crew=crew)

    signed(crew, job)

    state = told_state(visit=Visit.objects.get(uid=job.uid))
    assert state["signed_by"] == [crew[0].by.person_id]


def test_each_item_keeps_the_moment_at_which_it_was_ticked(elevator, crew):
    job = a_job(elevator=elevator, crew=crew)

    signed(crew, job)

    lines = Visit.objects.get(uid=job.uid).sheet["lines"]
    assert job.begun_at < job.ended_at
    assert {line["at"] for line in lines.values()} == {job.begun_at.isoformat()}


def test_a_visit_counts_only_when_the_last_of_the_crew_has_signed(elevator, crew):
    job = a_job(elevator=elevator, crew=crew)

    signed(crew, job)
    waiting = Visit.objects.get(uid=job.uid)
    crew[1].send(crew[1].sign(job=job), now=NOW)
    done = Visit.objects.get(uid=job.uid)

    assert (waiting.state, waiting.record_id) == (VisitState.UNDER_WAY, None)
    assert waiting.sheet["content"] == job.content()
    assert done.state is VisitState.SIGNED
    assert "content" not in done.sheet


@pytest.mark.parametrize(
    ("ended", "counted"),
    [
        (datetime(2026, 11, 21, 15, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), date(2026, 11, 22)),
    ],
)
def test_a_visit_counts_from_the_shanghai_day_on_which_the_work_ended(ended, counted):
    visit = a_signed_visit(begun_at=ended - timedelta(minutes=40), ended_at=ended, now=NOW)

    assert visit.counted_on == counted


def test_an_abnormal_item_becomes_a_repair_linked_both_ways(elevator):
    visit = a_signed_visit(
        elevator=elevator, answers={"A-1-20": {"result": "abnormal", "note": "光幕失效"}},
        repairs=[{"item": "A-1-20", "words": "光幕失效", "urgency": str(Urgency.AT_ONCE)}],
    )  # fmt: skip

    (repair,) = Repair.objects.filter(found_in=visit)
    assert (repair.item, repair.words, repair.state) == ("A-1-20", "光幕失效", RepairState.OPEN)
    assert repair.stopped_at == datetime.fromisoformat(record_of(visit)["content"]["ended_at"])


def test_parts_and_photos_that_were_signed_are_rows_and_the_bytes_are_those_of_the_phone():
    shade = a_kept_photo(shade=31)
    barrier = a_kept_photo(shade=77)

    visit = a_signed_visit(
        barrier=barrier, answers={"A-1-13": {"result": "replaced", "photos": [shade]}},
        photos=[{"sha256": shade, "item": "A-1-13", "taken_at": NOW.isoformat()}],
        parts=[{"item": "A-1-13", "name": "油杯", "model": "YB-2", "serial_number": "",
                "quantity": 2}],
    )  # fmt: skip

    assert [(one.item, one.name, one.quantity) for one in PartUsed.objects.filter(visit=visit)] == [
        ("A-1-13", "油杯", 2)
    ]
    kept = {one.attachment.sha256: one for one in VisitPhoto.objects.filter(visit=visit)}
    assert set(kept) == {shade, barrier}
    data = path_of(attachment=kept[shade].attachment).read_bytes()
    assert data == a_photo_file(shade=31)
    assert visit.barrier_photo.sha256 == barrier


def test_a_signature_waits_for_its_photos_and_may_then_be_sent_again(elevator, crew):
    data = a_photo_file(shade=201)
    job = a_job(
        elevator=elevator, crew=crew, barrier=sha256(data).hexdigest(),
    )  # fmt: skip
    deed = crew[0].sign(job=job)
    crew[0].send(crew[0].begin(job=job), *crew[0].lines(job=job), now=NOW)

    first = crew[0].send(deed, now=NOW)
    a_kept_photo(shade=201)
    again = crew[0].send(deed, now=NOW)

    assert told(first) == [("refused", "photos_missing")]
    assert told(again) == [("applied", "")]


LACKS = {
    "an item": ({"items": lambda items: items[1:]}, "A-1-01 Result of the item"),
    "a value": ({"answers": {"A-1-29": {"value": None}}}, "A-1-29 Measured value"),
    "the limit": (
        {"answers": {"A-1-29": {"value": "6.9"}}},
        "A-1-29 Outside the limit but not called abnormal",
    ),
    "words for a repair": (
        {"answers": {"A-1-02": {"result": "abnormal"}}},
        "A-1-02 Words and urgency of what is abnormal",
    ),
    "what was adjusted": (
        {"answers": {"A-1-02": {"result": "adjusted"}}}, "A-1-02 What was adjusted",
    ),
    "the part": (
        {"answers": {"A-1-02": {"result": "replaced"}}}, "A-1-02 The part that was replaced",
    ),
    "an end after the beginning": (
        {"ended_at": NOW - timedelta(hours=1)}, "Beginning and end",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lack", LACKS)
def test_a_record_that_lacks_something_is_refused_by_its_name(elevator, crew, lack):
    changed, name = LACKS[lack]
    job = a_job(elevator=elevator, crew=crew)
    said = {name: what(job.items) if callable(what) else what for name, what in changed.items()}
    answer = signed(crew, replace(job, **said), now=NOW)

    assert told([answer]) == [("refused", "incomplete")]
    assert [one.in_language("en") for one in answer.missing] == [name]


def test_a_crew_must_be_as_many_as_the_policy_asks_for_certified_and_of_the_firm(elevator):
    hand, other = a_crew(firm=elevator.firm)
    stranger = a_hand(firm=an_elevator().firm)
    bare = a_hand(firm=elevator.firm, certified=False)

    def answer(*crew):
        return told([signed(crew, a_job(elevator=elevator, crew=crew))])

    assert answer(hand) == [("refused", "crew_too_small")]
    assert answer(hand, bare) == [("refused", "certificate_missing")]
    assert answer(hand, stranger) == [("refused", "not_begun")]
    assert answer(hand, other) == [("applied", "")]


def test_a_signature_must_be_by_the_signers_own_registered_key_over_these_very_bytes(
    elevator, crew
):
    hand, other = crew
    job = a_job(elevator=elevator, crew=crew)
    hand.send(hand.begin(job=job), *hand.lines(job=job), now=NOW)
    own = hand.phone.key

    hand.phone.key = key_of_chance(number=987654321)
    wrong = hand.send(hand.sign(job=job), now=NOW)
    hand.phone.key, hand.phone.key_uid = own, other.phone.key_uid
    borrowed = hand.send(hand.sign(job=job), now=NOW)
    pretty = json.dumps(json.loads(job.content()), ensure_ascii=False)
    loose = hand.send(hand.sign(job=job, text=pretty), now=NOW)

    assert told(wrong) == [("refused", "signature_wrong")]
    assert told(borrowed) == [("refused", "key_unknown")]
    assert told(loose) == [("refused", "not_canonical")]


def test_a_phone_that_was_set_up_anew_ends_its_old_key_but_not_what_that_had_signed(elevator, crew):
    hand, _ = crew
    job = a_job(elevator=elevator, crew=crew)
    hand.send(hand.begin(job=job), *hand.lines(job=job), now=NOW)
    before = hand.sign(job=job)
    fresh = key_of_chance(number=4711)
    key = NewKey(
        uid=uuid4(), device=hand.phone.device, device_name="", public_key=hand.phone.public_key
    )
    register_key(key=key, now=job.ended_at - timedelta(seconds=1), by=hand.by)

    late = hand.send(before, now=NOW)
    hand.phone.key_uid, hand.phone.key = key.uid, fresh
    register = NewKey(
        uid=uuid4(), device=hand.phone.device, device_name="", public_key=hand.phone.public_key
    )
    register_key(key=register, now=NOW, by=hand.by)
    hand.phone.key_uid = register.uid

    assert told(late) == [("refused", "key_unknown")]
    assert told(hand.send(hand.sign(job=job), now=NOW)) == [("applied", "")]


def test_a_clock_that_runs_ahead_is_told_so_and_a_known_offset_is_not(elevator, crew):
    ahead = a_job(elevator=elevator, crew=crew, begun_at=NOW + timedelta(hours=7))
    known = a_job(
        elevator=elevator, crew=crew, begun_at=NOW - timedelta(hours=1), clock_offset_ms=-36_000_000
    )

    assert told([signed(crew, ahead, now=NOW)]) == [("refused", "clock_ahead")]
    assert told([signed(crew, known, now=NOW)]) == [("applied", "")]
    visit = Visit.objects.get(uid=known.uid)
    assert visit.begun_at == known.begun_at - timedelta(hours=10)


def test_a_self_inspection_counts_when_another_person_of_the_firm_has_reviewed_it(elevator):
    inspector = a_hand(firm=elevator.firm)
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    job = a_job(
        elevator=elevator, crew=[inspector], kind=VisitKind.SELF_INSPECTION, level=None,
    )  # fmt: skip
    assert len(job.items) == 76
    with pytest.raises(NothingToReview):
        review_visit(
            visit_uid=a_visit(elevator=elevator).uid, now=NOW, by=office,
        )  # fmt: skip

    assert told([signed([inspector], job)]) == [("applied", "")]
    with pytest.raises(OwnInspection):
        review_visit(visit_uid=job.uid, now=NOW, by=inspector.by)
    visit = review_visit(visit_uid=job.uid, now=NOW, by=office)

    assert visit.state is VisitState.SIGNED
    assert record_of(visit)["review"]["person"] == office.person_id
    with pytest.raises(NothingToReview):
        review_visit(visit_uid=job.uid, now=NOW, by=office)


def test_a_repair_needs_no_items_but_says_what_was_done(elevator, crew):
    job = a_job(elevator=elevator, crew=crew, kind=VisitKind.URGENT_REPAIR, level=None)
    bare = signed(crew, job)
    other = a_job(
        elevator=elevator,
        crew=crew,
        kind=VisitKind.URGENT_REPAIR,
        level=None,
        remark="门机皮带更换",
    )

    assert [one.in_language("zh") for one in bare.missing] == ["工作内容"]
    assert told([signed(crew, other)]) == [("applied", "")]


def test_crew_rows_keep_the_certificate_and_what_each_signed(elevator):
    visit = a_signed_visit(elevator=elevator, level=Level.QUARTER)

    rows = Crew.objects.filter(visit=visit)
    content = canonical(content=record_of(visit)["content"])
    assert {one.content_sha256 for one in rows} == {sha256(content.encode()).hexdigest()}
    assert all(one.certificate_number and one.certificate_until and one.key_id for one in rows)
