"""The use unit's word on a visit: confirmed, objected to, or never said."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.ledger.models import Document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.actions.answers import (
    ReasonMissing,
    confirm_visit,
    let_pass,
    object_to_visit,
)
from hoistway.maintenance.actions.notes import (
    Correction,
    NoteIncomplete,
    correct_record,
    reply_to_objection,
)
from hoistway.maintenance.actions.reminding import remind_use_units
from hoistway.maintenance.actions.telling import ask_use_unit, tell_answered
from hoistway.maintenance.models import Confirmation, Visit, VisitNote
from hoistway.maintenance.rules.answers import VisitMovedOn
from hoistway.maintenance.vocabulary import VisitState
from hoistway.messages.models import Message
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.maintenance import a_crew, a_signed_visit
from tests.world.parties import NOW, a_member
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def visit():
    return a_signed_visit()


def unit_of(visit):
    return acting(membership=a_member(role=RoleKind.USE_UNIT, organisation=visit.elevator.use_unit))


def office_of(visit):
    return acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))


def test_a_confirmation_is_kept_beside_the_record_that_stays_as_it_was(visit):
    before, by, form = visit.record.body, unit_of(visit), uuid4()

    kept = confirm_visit(visit_uid=visit.uid, form_id=form, now=NOW, by=by)
    again = confirm_visit(visit_uid=visit.uid, form_id=form, now=NOW + SECOND, by=by)

    visit.refresh_from_db()
    said = json.loads(kept.document.body)
    assert again.pk == kept.pk
    assert (visit.state, visit.answered_at) == (VisitState.CONFIRMED, NOW)
    assert kept.document.kind is DocumentKind.CONFIRMATION
    assert kept.document.refers_to_id == visit.record_id
    assert said["record_sha256"] == visit.record.sha256
    assert said["person"]["name"] == by.name
    assert Document.objects.get(pk=visit.record_id).body == before


def test_nobody_but_the_elevators_own_use_unit_answers(visit):
    stranger = acting(membership=a_member(role=RoleKind.USE_UNIT))

    with pytest.raises(NotFound):
        confirm_visit(visit_uid=visit.uid, form_id=uuid4(), now=NOW, by=stranger)
    with pytest.raises(NotAllowed):
        confirm_visit(visit_uid=visit.uid, form_id=uuid4(), now=NOW, by=office_of(visit))


def test_an_objection_needs_a_reason_and_never_uncounts_the_visit(visit):
    by, counted = unit_of(visit), visit.counted_on

    with pytest.raises(ReasonMissing):
        object_to_visit(visit_uid=visit.uid, reason=" ", form_id=uuid4(), now=NOW, by=by)
    object_to_visit(visit_uid=visit.uid, reason="底坑未清洁", form_id=uuid4(), now=NOW, by=by)

    visit.refresh_from_db()
    assert (visit.state, visit.counted_on) == (VisitState.OBJECTED, counted)


def test_a_firm_answers_an_objection_and_the_use_unit_may_confirm_after_all(visit):
    unit, office = unit_of(visit), office_of(visit)
    object_to_visit(visit_uid=visit.uid, reason="底坑未清洁", form_id=uuid4(), now=NOW, by=unit)
    tell_answered(visit_id=visit.pk, now=NOW)

    note = reply_to_objection(
        visit_uid=visit.uid, words="已补做", form_id=uuid4(), now=NOW, by=office
    )
    confirm_visit(visit_uid=visit.uid, form_id=uuid4(), now=NOW, by=unit)

    visit.refresh_from_db()
    assert note.document.kind is DocumentKind.REPLY
    assert visit.state is VisitState.CONFIRMED
    assert [one.answer for one in Confirmation.objects.order_by("pk")] == [
        VisitState.OBJECTED, VisitState.CONFIRMED,
    ]  # fmt: skip
    assert "底坑未清洁" in Message.objects.filter(organisation=visit.firm).first().zh


def test_what_is_confirmed_cannot_be_objected_to_any_more(visit):
    by = unit_of(visit)
    confirm_visit(visit_uid=visit.uid, form_id=uuid4(), now=NOW, by=by)

    with pytest.raises(VisitMovedOn):
        object_to_visit(visit_uid=visit.uid, reason="晚了", form_id=uuid4(), now=NOW, by=by)


def test_silence_is_found_unconfirmed_at_the_deadline_and_not_a_second_before(visit):
    assert let_pass(now=visit.confirm_by - SECOND) == 0
    assert let_pass(now=visit.confirm_by) == 1
    assert let_pass(now=visit.confirm_by) == 0

    visit.refresh_from_db()
    found = Confirmation.objects.get()
    assert visit.state is VisitState.UNCONFIRMED
    assert (found.person, found.way) == (None, None)
    assert json.loads(found.document.body)["person"] is None
    assert found.by == PLATFORM.as_json()


def test_who_was_silent_may_still_confirm_and_the_finding_stays(visit):
    let_pass(now=visit.confirm_by)

    confirm_visit(
        visit_uid=visit.uid, form_id=uuid4(), now=visit.confirm_by + SECOND, by=unit_of(visit)
    )

    assert list(Confirmation.objects.order_by("pk").values_list("answer", flat=True)) == [
        VisitState.UNCONFIRMED, VisitState.CONFIRMED,
    ]  # fmt: skip


def test_a_correction_is_appended_by_the_firm_alone(visit):
    told = Correction(about="A-1-07", reads="6 mm", words="抄写错误")
    other = acting(membership=a_member(role=RoleKind.FIRM_OFFICE))
    form, before = uuid4(), visit.record.sha256

    with pytest.raises(NotFound):
        correct_record(visit_uid=visit.uid, correction=told, form_id=form, now=NOW, by=other)
    with pytest.raises(NoteIncomplete):
        correct_record(
            visit_uid=visit.uid, correction=Correction(about="A-1-07", reads="", words="x"),
            form_id=form, now=NOW, by=office_of(visit),
        )  # fmt: skip
    for _ in range(2):
        correct_record(
            visit_uid=visit.uid, correction=told, form_id=form, now=NOW, by=office_of(visit)
        )

    note = VisitNote.objects.get()
    assert note.document.refers_to_id == visit.record_id
    assert Visit.objects.get(pk=visit.pk).record.sha256 == before


def test_a_use_unit_gets_one_message_a_day_however_many_visits_wait():
    elevator = an_elevator()
    crew = a_crew(firm=elevator.firm)
    for hours in (1, 4):
        begun = NOW - timedelta(hours=hours)
        signed = a_signed_visit(elevator=elevator, crew=crew, begun_at=begun)
        ask_use_unit(visit_id=signed.pk, now=NOW)

    texts = Message.objects.filter(organisation=elevator.use_unit, channel="sms")

    assert texts.count() == 1


def test_a_use_unit_is_reminded_once_a_day_in_the_last_two_days_before_its_deadline(visit):
    unit_of(visit)
    ask_use_unit(visit_id=visit.pk, now=visit.signed_received_at)
    visit.refresh_from_db()
    first = visit.confirm_by - timedelta(days=2)

    assert remind_use_units(now=first - SECOND) == 0
    remind_use_units(now=first)
    remind_use_units(now=first + SECOND)
    assert remind_use_units(now=visit.confirm_by) == 0

    told = Message.objects.filter(key__startswith="remind.", channel="sms")
    assert told.count() == 1
