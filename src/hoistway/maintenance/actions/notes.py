"""What the firm adds to a signed record: corrections, and answers to objections."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.ledger.actions import keep_document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.actions.answer_keeping import held_visit, instant, record_of
from hoistway.maintenance.models import Visit, VisitNote
from hoistway.maintenance.rules.answers import VisitMovedOn
from hoistway.maintenance.vocabulary import VisitState
from hoistway.maintenance.vocabulary.answers import NoteKind
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed

if TYPE_CHECKING:
    from hoistway.ledger.rules.canonical import Plain

MOST_ABOUT, MOST_READS, MOST_WORDS = 60, 300, 500
_KINDS = {
    NoteKind.CORRECTION: DocumentKind.CORRECTION,
    NoteKind.REPLY: DocumentKind.REPLY,
}


class NoteIncomplete(Refusal):
    """Raised when a correction does not say what is wrong, how it should read, and why."""

    code = "note_incomplete"
    zh = "请写明更正哪一项、应为什么、为什么。"
    en = "Say which entry is wrong, what it should read, and why."
    status = 422


class NoteWordsMissing(Refusal):
    """Raised when an answer to an objection says nothing."""

    code = "note_words_missing"
    zh = "请写明答复。"
    en = "Please write your answer."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Which item or field is corrected, what it should read, and why."""

    about: str
    reads: str
    words: str


@transaction.atomic
def correct_record(
    *, visit_uid: UUID, correction: Correction, form_id: UUID, now: datetime, by: Actor
) -> VisitNote:
    """Append a correction to a signed record, which itself stays byte for byte as it was.

    The firm's technicians and its office may; the same form twice is one correction.
    Raises: NotAllowed, NotFound, NoteIncomplete.
    """
    if not all(text.strip() for text in (correction.about, correction.reads, correction.words)):
        raise NoteIncomplete
    visit = _own(visit_uid, by)
    return _kept(visit, NoteKind.CORRECTION, correction, form_id=form_id, now=now, by=by)


@transaction.atomic
def reply_to_objection(
    *, visit_uid: UUID, words: str, form_id: UUID, now: datetime, by: Actor
) -> VisitNote:
    """Keep what the firm answers to an objection; the use unit may then confirm after all.

    Raises: NotAllowed, NotFound, NoteWordsMissing, VisitMovedOn.
    """
    if not words.strip():
        raise NoteWordsMissing
    visit = _own(visit_uid, by)
    if visit.state is not VisitState.OBJECTED:
        raise VisitMovedOn(state_zh=visit.state.zh, state_en=visit.state.en)
    said = Correction(about="", reads="", words=words)
    return _kept(visit, NoteKind.REPLY, said, form_id=form_id, now=now, by=by)


def _own(uid: UUID, by: Actor) -> Visit:
    if not (may(by=by, deed=Deed.DO_MAINTENANCE) or may(by=by, deed=Deed.PLAN_MAINTENANCE)):
        raise NotAllowed
    return held_visit(uid=uid, seen=Q(firm_id=by.organisation_id))


def _kept(
    visit: Visit, kind: NoteKind, said: Correction, *, form_id: UUID, now: datetime, by: Actor
) -> VisitNote:
    known = VisitNote.objects.filter(form_id=form_id, visit=visit).first()
    if known is not None:
        return known
    record = record_of(visit)
    about, reads = said.about.strip()[:MOST_ABOUT], said.reads.strip()[:MOST_READS]
    words = said.words.strip()[:MOST_WORDS]
    content: dict[str, Plain] = {
        "schema": "hoistway.note/1", "visit": str(visit.uid), "kind": str(kind),
        "record_sha256": record.sha256, "about": about, "reads": reads, "words": words,
        "by": {"person": by.person_id, "name": by.name, "role": by.role},
        "firm": visit.firm.name, "at": instant(now),
    }  # fmt: skip
    document = keep_document(
        elevator_id=visit.elevator_id, kind=_KINDS[kind], content=content,
        refers_to_id=record.pk, keep_until=record.keep_until, now=now,
    )  # fmt: skip
    note = VisitNote.objects.create(
        form_id=form_id, visit=visit, kind=kind, about=about, reads=reads, words=words, at=now,
        by=by.as_json(), document=document,
    )  # fmt: skip
    touch(f"visit.{visit.pk}")
    return note
