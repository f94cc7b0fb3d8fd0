"""Hold a notice, move it by the rule, keep each step, also in the elevator's ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from hoistway.duties.events import NoticeIssued, NoticeMoved
from hoistway.duties.models import Notice, NoticeStep
from hoistway.duties.queries.notices import standing_of
from hoistway.duties.rules.due import months_after
from hoistway.duties.rules.notices import next_moment, state_after
from hoistway.duties.rules.policy import DutyPolicy, policy_on
from hoistway.duties.vocabulary import HazardGrade, NoticeDeed, NoticeKind, NoticeState
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ledger.actions import keep_document
from hoistway.ledger.models import Document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.parties.models import Organisation

if TYPE_CHECKING:
    from hoistway.ledger.rules.canonical import Plain

MOST_WORDS = 2000
SCHEMA = "hoistway.notice/1"
_ANSWERS = frozenset({NoticeDeed.RECEIVE, NoticeDeed.ACKNOWLEDGE})


class WordsMissing(Refusal):
    """Raised when a notice, or a step that needs words, has none."""

    code = "words_missing"
    zh = "请写明内容或理由。"
    en = "Please say what it is about, or why."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What goes with a step: words, a file, facts that it was judged by, the form it came with."""

    words: str = ""
    file: Attachment | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    form_id: UUID = field(default_factory=uuid4)


def required(*, words: str) -> str:
    """Return words that say something. Raises: WordsMissing."""
    if not words.strip():
        raise WordsMissing
    return words.strip()[:MOST_WORDS]


def held_notice(*, notice_id: int) -> Notice:
    """Return a notice that nobody else can move until the transaction ends. Raises: NotFound."""
    found = Notice.objects.select_for_update(of=("self",)).filter(pk=notice_id)
    notice = found.select_related("elevator", "jurisdiction", "firm", "use_unit", "file").first()
    if notice is None:
        raise NotFound
    return notice


def known_step(*, form_id: UUID, notice_id: int) -> bool:
    """Return whether this form was taken for this notice before."""
    return NoticeStep.objects.filter(form_id=form_id, notice_id=notice_id).exists()


def policy_of(*, notice: Notice) -> DutyPolicy:
    """Return the edition by which a notice was issued, whatever holds today."""
    day = local_day(at=notice.issued_at)
    return policy_on(day=day, jurisdiction_code=notice.jurisdiction.code)


def step(
    notice: Notice, deed: NoticeDeed, *, now: datetime, by: Actor, told: Told
) -> NoticeStep:  # fmt: skip
    """Move a held notice by a deed, keep the step and announce it. Raises: NoticeSettled."""
    is_issue = deed is NoticeDeed.ISSUE
    if not is_issue:
        _move(notice, deed, now)
    document = None
    if deed is not NoticeDeed.ESCALATE:
        document = _kept(notice, deed, now=now, by=by, told=told)
    row = NoticeStep.objects.create(
        notice=notice, form_id=told.form_id, deed=deed, at=now, by=by.as_json(),
        words=told.words.strip()[:MOST_WORDS], file=told.file, facts=dict(told.facts),
        document=document,
    )  # fmt: skip
    announce(NoticeIssued(step_id=row.pk) if is_issue else NoticeMoved(step_id=row.pk))
    return row


def _move(notice: Notice, deed: NoticeDeed, now: datetime) -> None:
    grade = HazardGrade(notice.grade) if notice.grade else None
    notice.state = state_after(state=notice.state, deed=deed, grade=grade)
    if deed is NoticeDeed.RECEIVE:
        notice.received_at = now
    elif deed is NoticeDeed.ACKNOWLEDGE:
        notice.acknowledged_at = now
    elif deed is NoticeDeed.ESCALATE:
        notice.level += 1
    if notice.state is NoticeState.ENDED and notice.ended_at is None:
        notice.ended_at = now
    notice.due_at = next_moment(
        standing=standing_of(notice=notice), issued_at=notice.issued_at,
        policy=policy_of(notice=notice), after=now,
    )  # fmt: skip
    notice.save(
        update_fields=["state", "received_at", "acknowledged_at", "level", "ended_at", "due_at"]
    )


def _kept(
    notice: Notice, deed: NoticeDeed, *, now: datetime, by: Actor, told: Told
) -> Document:  # fmt: skip
    """Keep what was said in the elevator's ledger, referring to the notice it answers."""
    first = NoticeStep.objects.filter(notice=notice, deed=NoticeDeed.ISSUE).order_by("pk").first()
    years = policy_of(notice=notice).keep_years
    return keep_document(
        elevator_id=notice.elevator_id, kind=_document_kind(notice, deed),
        content=_content(notice, deed, now=now, by=by, told=told),
        keep_until=months_after(day=local_day(at=now), months=12 * years),
        refers_to_id=first.document_id if first else None, now=now,
    )  # fmt: skip


def _document_kind(notice: Notice, deed: NoticeDeed) -> DocumentKind:
    if deed in _ANSWERS:
        return DocumentKind.RECEIPT
    is_hazard = notice.kind is NoticeKind.HAZARD
    return DocumentKind.HAZARD if is_hazard else DocumentKind.NOTICE


def _content(
    notice: Notice, deed: NoticeDeed, *, now: datetime, by: Actor, told: Told
) -> "dict[str, Plain]":
    elevator = notice.elevator
    return {
        "schema": SCHEMA, "notice": notice.number, "deed": str(deed), "kind": str(notice.kind),
        "grade": str(notice.grade),
        "elevator": {
            "register_number": elevator.register_number, "name": elevator.name,
            "address": elevator.address,
        },
        "firm": body(organisation=notice.firm), "use_unit": body(organisation=notice.use_unit),
        "words": told.words.strip()[:MOST_WORDS],
        "file": told.file.sha256 if told.file else None,
        "at": now.isoformat(), "by": doer(by=by),
    }  # fmt: skip


def doer(*, by: Actor) -> "dict[str, Plain]":
    """Return who did something as a document names them."""
    return {
        "kind": str(by.kind), "name": by.name, "person": by.person_id, "role": by.role,
        "organisation": by.organisation_id,
    }  # fmt: skip


def body(*, organisation: Organisation | None) -> "dict[str, Plain] | None":
    """Return an organisation as a document names it, None where there is none."""
    if organisation is None:
        return None
    return {"name": organisation.name, "credit_code": organisation.credit_code or ""}
