"""Hold a visit, and keep what was said of its record for good."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.ledger.actions import keep_document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.events import VisitAnswered
from hoistway.maintenance.models import Confirmation, Visit
from hoistway.maintenance.rules.answers import require_answerable
from hoistway.maintenance.vocabulary import ConfirmationWay, VisitState
from hoistway.parties.queries import certificates_of
from hoistway.parties.vocabulary import CertificateKind

if TYPE_CHECKING:
    from hoistway.ledger.models import Document
    from hoistway.ledger.rules.canonical import Plain

_KINDS = {
    VisitState.CONFIRMED: DocumentKind.CONFIRMATION,
    VisitState.OBJECTED: DocumentKind.OBJECTION,
    VisitState.UNCONFIRMED: DocumentKind.UNCONFIRMED,
}
_RELATED = ("elevator__jurisdiction", "elevator__use_unit", "record", "firm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Who answers for the use unit, and how they proved who they are.

    `proof` is what the document says of a code: where it was sent, on whose phone it was typed.
    """

    person_id: int
    name: str
    way: ConfirmationWay
    proof: "dict[str, Plain]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One answer to a record, with the form it came with; nobody gives it for who stays silent."""

    answer: VisitState
    who: Answerer | None
    form_id: UUID
    reason: str = ""


def instant(at: datetime) -> str:
    """Return an instant as documents write it: RFC 3339, UTC, whole seconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def held_visit(*, uid: UUID, seen: Q) -> Visit:
    """Return a signed visit that nobody else can move until the transaction ends.

    `seen` keeps what the actor may answer for. Raises: NotFound.
    """
    found = Visit.objects.select_for_update(of=("self",)).select_related(*_RELATED)
    visit = found.filter(seen, uid=uid, record__isnull=False).first()
    if visit is None:
        raise NotFound
    return visit


def record_of(visit: Visit) -> "Document":
    """Return the signed record of a visit. Raises: NotFound while there is none."""
    if visit.record is None:
        raise NotFound
    return visit.record


def keep_answer(visit: Visit, word: Word, *, now: datetime, by: Actor) -> Confirmation:
    """Move a held visit by an answer and keep it in the ledger. Raises: VisitMovedOn.

    Announces: VisitAnswered.
    """
    require_answerable(state=visit.state, answer=word.answer)
    record, who = record_of(visit), word.who
    document = keep_document(
        elevator_id=visit.elevator_id, kind=_KINDS[word.answer], refers_to_id=record.pk,
        content=_content(visit, word, now), keep_until=record.keep_until, now=now,
    )  # fmt: skip
    visit.state, visit.answered_at = word.answer, now
    visit.save(update_fields=["state", "answered_at"])
    kept = Confirmation.objects.create(
        form_id=word.form_id, visit=visit, answer=word.answer, way=who.way if who else None,
        person_id=who.person_id if who else None, reason=word.reason, at=now, by=by.as_json(),
        document=document,
    )  # fmt: skip
    announce(VisitAnswered(visit_id=visit.pk))
    touch(f"visit.{visit.pk}")
    return kept


def _content(visit: Visit, word: Word, now: datetime) -> "dict[str, Plain]":
    return {
        "schema": "hoistway.answer/1", "visit": str(visit.uid),
        "record_sha256": record_of(visit).sha256, "answer": str(word.answer),
        "reason": word.reason, "use_unit": unit_said(visit), "at": instant(now),
        "person": person_said(word.who, now) if word.who else None,
    }  # fmt: skip


def unit_said(visit: Visit) -> "Plain":
    """Return what a document says of the use unit that answers for an elevator."""
    body = visit.elevator.use_unit
    return {"name": body.name, "credit_code": body.credit_code} if body else None


def person_said(who: Answerer, now: datetime) -> "Plain":
    """Return what a document says of a person: name, certificate A in force, proof."""
    day = local_day(at=now)
    held = certificates_of(person_ids=[who.person_id], kind=CertificateKind.A)
    in_force = [one for one in held if one.valid_from <= day <= one.valid_until]
    return {
        "person": who.person_id, "name": who.name, "way": str(who.way), "proof": who.proof,
        "certificate": in_force[0].number if in_force else "",
    }  # fmt: skip
