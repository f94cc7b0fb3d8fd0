"""Ask a firm about a record, answer, and settle: from the desk, never an order.

Source: 286号 二（二）: 网上督查、检查.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.foundation.workdays import workdays_after
from hoistway.maintenance.actions.notes import Correction, correct_record
from hoistway.maintenance.models import VisitNote
from hoistway.maintenance.queries.visits import visit_seen
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.proposing import Proposal, propose_checks
from hoistway.supervision.events import InquiryMoved
from hoistway.supervision.models import Inquiry, InquiryStep
from hoistway.supervision.queries.inquiries import inquiries
from hoistway.supervision.queries.oversight import look_of
from hoistway.supervision.rules.inquiries import moved
from hoistway.supervision.rules.irregular import policy_named, policy_on
from hoistway.supervision.vocabulary import (
    CheckKind,
    CheckLead,
    InquiryDeed,
    InquiryKind,
    InquiryOutcome,
    InquiryState,
)

MOST_WORDS = 2000


class InquiryWordsMissing(Refusal):
    """Raised when somebody asks, answers or settles without a word."""

    code = "inquiry_words_missing"
    zh = "请写明问题、情况或理由，双方都会看到。"
    en = "Say what is asked, what happened or why; both sides will read it."
    status = 422


class InquiryMovedOn(Refusal):
    """Raised when an inquiry is in a state in which this cannot be done any more."""

    code = "inquiry_moved_on"
    zh = "该询问现为「{zh}」，不能再进行此操作。"
    en = "The inquiry is now «{en}»; that can no longer be done."


class InquiryStands(Refusal):
    """Raised when the same is asked about a record while the first is not settled."""

    code = "inquiry_stands"
    zh = "这次维保已有未了结的{zh}（{number}）。"
    en = "«{en}» about this visit is still open ({number})."


class NothingCorrected(Refusal):
    """Raised when a record is called corrected to which nothing was appended."""

    code = "nothing_corrected"
    zh = "维保单位没有追加更正，不能以「已更正」了结。"
    en = "The firm appended no correction; it cannot be settled as corrected."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one press of a button brings: its form, words, perhaps a file."""

    form_id: UUID
    words: str = ""
    file: Attachment | None = None

    def needed(self) -> None:
        """Refuse what says nothing. Raises: InquiryWordsMissing."""
        if not self.words.strip():
            raise InquiryWordsMissing


@transaction.atomic
def ask_firm(
    *, visit_uid: UUID, kind: InquiryKind, asked: Asked, now: datetime, by: Actor
) -> Inquiry:
    """Ask the firm about one visit: a question, a doubt, or a correction.

    The same form twice is one inquiry; a doubt stands beside the record until it is settled.
    Announces: InquiryMoved. Raises: NotAllowed, NotFound, InquiryWordsMissing, InquiryStands.
    """
    require(by=by, deed=Deed.ASK_FIRM)
    asked.needed()
    known = Inquiry.objects.filter(form_id=asked.form_id).first()
    if known is not None:
        return known
    visit = visit_seen(uid=str(visit_uid), by=by)
    stands = inquiries(by=by).filter(
        visit_id=visit.pk, kind=kind, state__in=[InquiryState.OPEN, InquiryState.ANSWERED]
    )
    first = stands.first()
    if first is not None:
        raise InquiryStands(zh=kind.zh, en=kind.en, number=first.number)
    day, look = local_day(at=now), look_of(visit_id=visit.pk)
    policy = policy_on(day=day)
    key = fresh_key(table="supervision_inquiry")
    row = Inquiry.objects.create(
        pk=key, number=f"DC{day:%y%m%d}{key:06d}", form_id=asked.form_id, kind=kind, visit=visit,
        firm_id=visit.firm_id, jurisdiction_id=visit.elevator.jurisdiction_id,
        codes=look.codes if look else [], edition=policy.edition, asked_at=now,
        answer_by=workdays_after(day=day, count=policy.answer_workdays),
    )  # fmt: skip
    _stepped(row, InquiryDeed.ASKED, asked, now=now, by=by)
    return row


@transaction.atomic
def answer_inquiry(
    *, number: str, asked: Asked, correction: Correction | None = None, now: datetime, by: Actor
) -> Inquiry:
    """Keep the firm's answer; with a correction it is appended to the record as well.

    Announces: InquiryMoved. Raises: NotAllowed, NotFound, InquiryWordsMissing, InquiryMovedOn,
    NoteIncomplete.
    """
    require(by=by, deed=Deed.ANSWER_INQUIRY)
    asked.needed()
    row = _held(number, by)
    if _known(asked):
        return row
    deed = InquiryDeed.CORRECTED if correction else InquiryDeed.ANSWERED
    _move(row, deed)
    note = None
    if correction is not None:
        note = correct_record(
            visit_uid=row.visit.uid, correction=correction, form_id=asked.form_id, now=now, by=by
        )
    policy = policy_named(edition=row.edition)
    row.answered_at = now
    row.settle_by = workdays_after(day=local_day(at=now), count=policy.settle_workdays)
    row.save(update_fields=["state", "answered_at", "settle_by"])
    _stepped(row, deed, asked, now=now, by=by, note=note)
    return row


@transaction.atomic
def ask_again(*, number: str, asked: Asked, now: datetime, by: Actor) -> Inquiry:
    """Send an answer back that does not answer; the firm's time begins anew.

    Announces: InquiryMoved. Raises: NotAllowed, NotFound, InquiryWordsMissing, InquiryMovedOn.
    """
    require(by=by, deed=Deed.ASK_FIRM)
    asked.needed()
    row = _held(number, by)
    if _known(asked):
        return row
    _move(row, InquiryDeed.RETURNED)
    count = policy_named(edition=row.edition).answer_workdays
    row.answer_by, row.settle_by = workdays_after(day=local_day(at=now), count=count), None
    row.save(update_fields=["state", "answer_by", "settle_by"])
    _stepped(row, InquiryDeed.RETURNED, asked, now=now, by=by)
    return row


@transaction.atomic
def settle_inquiry(
    *, number: str, outcome: InquiryOutcome, asked: Asked, now: datetime, by: Actor
) -> Inquiry:
    """Keep what a person concludes of the record; an order needs a check on site.

    Announces: InquiryMoved. Raises: NotAllowed, NotFound, InquiryWordsMissing, InquiryMovedOn,
    NothingCorrected.
    """
    require(by=by, deed=Deed.ASK_FIRM)
    asked.needed()
    row = _held(number, by)
    if _known(asked):
        return row
    corrected = InquiryStep.objects.filter(inquiry=row, deed=InquiryDeed.CORRECTED).exists()
    if outcome is InquiryOutcome.CORRECTED and not corrected:
        raise NothingCorrected
    _move(row, InquiryDeed.SETTLED)
    row.outcome, row.settled_at = outcome, now
    row.save(update_fields=["state", "outcome", "settled_at"])
    _stepped(row, InquiryDeed.SETTLED, asked, now=now, by=by)
    return row


@transaction.atomic
def turn_into_check(*, number: str, asked: Asked, now: datetime, by: Actor) -> Inquiry:
    """Plan a check of the firm on site because of what the records show.

    Announces: InquiryMoved. Raises: NotAllowed, NotFound, InquiryWordsMissing, InquiryMovedOn.
    """
    require(by=by, deed=Deed.ASK_FIRM)
    asked.needed()
    row = _held(number, by)
    if _known(asked):
        return row
    _move(row, InquiryDeed.TO_CHECK)
    proposal = Proposal(
        organisation_id=row.firm_id, jurisdiction_id=row.jurisdiction_id, form_id=asked.form_id,
        kind=CheckKind.OTHER, lead=CheckLead.RECORD, lead_ref=row.number,
    )  # fmt: skip
    row.check_made = propose_checks(proposals=[proposal], now=now, by=by)[0]
    row.settled_at = now
    row.save(update_fields=["state", "check_made", "settled_at"])
    _stepped(row, InquiryDeed.TO_CHECK, asked, now=now, by=by)
    return row


@transaction.atomic
def mark_overdue(*, now: datetime) -> int:
    """Say of each inquiry whose answer is late that it is, once for each deadline; return how many.

    Announces: InquiryMoved for each.
    """
    today = local_day(at=now)
    late = Inquiry.objects.filter(state=InquiryState.OPEN, answer_by__lt=today)
    told = 0
    for row in late.select_for_update().order_by("pk"):
        steps = InquiryStep.objects.filter(inquiry=row).order_by("-pk")
        last = steps.values_list("deed", flat=True).first()
        if last != InquiryDeed.OVERDUE:
            _stepped(row, InquiryDeed.OVERDUE, Asked(form_id=uuid4()), now=now, by=PLATFORM)
            told += 1
    return told


def _held(number: str, by: Actor) -> Inquiry:
    """Return a visible inquiry that nobody else can move until the transaction ends."""
    found = inquiries(by=by).select_for_update(of=("self",)).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def _known(asked: Asked) -> bool:
    return InquiryStep.objects.filter(form_id=asked.form_id).exists()


def _move(row: Inquiry, deed: InquiryDeed) -> None:
    state = moved(state=row.state, deed=deed)
    if state is None:
        raise InquiryMovedOn(zh=row.state.zh, en=row.state.en)
    row.state = state


def _stepped(
    row: Inquiry,
    deed: InquiryDeed,
    asked: Asked,
    *,
    now: datetime,
    by: Actor,
    note: VisitNote | None = None,
) -> None:
    step = InquiryStep.objects.create(
        inquiry=row,
        form_id=asked.form_id,
        deed=deed,
        words=asked.words.strip()[:MOST_WORDS],
        file=asked.file,
        note=note,
        at=now,
        by=by.as_json(),
    )
    announce(InquiryMoved(step_id=step.pk))
    touch("oversight")
