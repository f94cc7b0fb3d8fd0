"""A round is begun, previewed, published, dropped; after its time it is shown no more."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoistway.credit.actions.handing import hand_grades
from hoistway.credit.actions.steps import (
    About,
    Said,
    held_round,
    known_form,
    moved,
    require_state,
    stepped,
)
from hoistway.credit.events import RoundAsked
from hoistway.credit.models import CreditRound, CreditScore, Objection
from hoistway.credit.rules.deciding import needs_person
from hoistway.credit.rules.model import model_names
from hoistway.credit.rules.shown import preview_until, shown_until
from hoistway.credit.vocabulary import CreditDeed, Grade, ObjectionState, RoundState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

LONGEST_DAYS = 731
"""Days that one round may span. Chosen: two years; the yearly and the half-yearly fit."""


class PeriodUnsound(Refusal):
    """Raised when the period of a round is backwards, too long, or not over."""

    code = "credit_period_unsound"
    zh = "评价期须起止有序、不超过两年，且已经结束。"
    en = "The period must be in order, at most two years long, and over."
    status = 422


class EditionUnknown(Refusal):
    """Raised when no such edition of the model is there."""

    code = "credit_edition_unknown"
    zh = "没有这个评价模型版本。"
    en = "There is no such edition of the model."
    status = 422


class RoundStands(Refusal):
    """Raised when a living round has the same period and edition."""

    code = "credit_round_stands"
    zh = "同一评价期、同一模型的评价 {number} 已在进行；可先作废。"
    en = "Round {number} of the same period and edition stands; drop it first."


class PreviewRuns(Refusal):
    """Raised when a round is published while firms may still object."""

    code = "credit_preview_runs"
    zh = "预告知到 {day} 结束，之后才能公布。"
    en = "The preview runs until {day}; publish after it."
    clause = "上海市社会信用条例 art. 36"


class ObjectionsOpen(Refusal):
    """Raised when a round is published while objections wait."""

    code = "credit_objections_open"
    zh = "还有 {count} 件异议未决定。"
    en = "{count} objections are not decided yet."
    clause = "上海市社会信用条例 art. 36"


class GradesUnconfirmed(Refusal):
    """Raised when adverse grades have not been confirmed by a person."""

    code = "credit_grades_unconfirmed"
    zh = "还有 {count} 家 C、D 级或一票否决的结果未经人工确认。"
    en = "{count} results of grade C, D or veto were not confirmed by a person."
    clause = "个人信息保护法 art. 24"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """What is asked for: the edition of the model and the days that count."""

    form_id: UUID
    edition: str
    first_day: date
    last_day: date


@transaction.atomic
def ask_round(*, draft: RoundDraft, now: datetime, by: Actor) -> CreditRound:
    """Begin a round; the platform freezes and computes it in the background.

    Announces: RoundAsked. Raises: NotAllowed, PeriodUnsound, EditionUnknown, RoundStands.
    """
    require(by=by, deed=Deed.RUN_CREDIT)
    known = CreditRound.objects.filter(form_id=draft.form_id).first()
    if known is not None:
        return known
    _sound(draft, local_day(at=now))
    stands = CreditRound.objects.exclude(state=RoundState.DROPPED).filter(
        edition=draft.edition, first_day=draft.first_day, last_day=draft.last_day
    )
    other = stands.order_by("pk").first()
    if other is not None:
        raise RoundStands(number=other.number)
    key = fresh_key(table="credit_creditround")
    row = CreditRound.objects.create(
        pk=key, number=f"XY{draft.last_day:%Y}-{key:04d}", form_id=draft.form_id,
        edition=draft.edition, first_day=draft.first_day, last_day=draft.last_day,
    )  # fmt: skip
    stepped(round_=row, deed=CreditDeed.ASKED, now=now, by=by)
    announce(RoundAsked(round_id=row.pk))
    return row


def _sound(draft: RoundDraft, today: date) -> None:
    days = (draft.last_day - draft.first_day).days
    if not 0 <= days < LONGEST_DAYS or draft.last_day >= today:
        raise PeriodUnsound
    if draft.edition not in model_names():
        raise EditionUnknown


@transaction.atomic
def open_preview(*, number: str, said: Said, now: datetime, by: Actor) -> CreditRound:
    """Tell every firm its score; for ten working days each may object.

    Announces: RoundMoved. Raises: NotAllowed, NotFound, RoundMovedOn.
    """
    require(by=by, deed=Deed.RUN_CREDIT)
    row = held_round(number=number)
    if known_form(form_id=said.form_id):
        return row
    require_state(round_=row, states={RoundState.SCORED})
    row.preview_until = preview_until(opened=local_day(at=now))
    facts = {"until": row.preview_until.isoformat()}
    stepped(
        round_=row, deed=CreditDeed.PREVIEWED, said=said, about=About(facts=facts), now=now, by=by
    )
    moved(round_=row, state=RoundState.PREVIEW)
    return row


@transaction.atomic
def publish_round(*, number: str, said: Said, now: datetime, by: Actor) -> CreditRound:
    """Publish a round whose preview is over, whose objections are decided, whose harsh grades
    a person has confirmed.

    Announces: RoundMoved. Raises: NotAllowed, NotFound, RoundMovedOn, PreviewRuns,
    ObjectionsOpen, GradesUnconfirmed. Source: 286号 二（六）; 个人信息保护法 art. 24.
    """
    require(by=by, deed=Deed.RUN_CREDIT)
    row = held_round(number=number)
    if known_form(form_id=said.form_id):
        return row
    require_state(round_=row, states={RoundState.PREVIEW})
    _ripe(row, local_day(at=now))
    row.published_at = now
    counts = grade_counts(round_=row)
    stepped(
        round_=row, deed=CreditDeed.PUBLISHED, said=said, about=About(facts={"grades": counts}),
        now=now, by=by,
    )  # fmt: skip
    moved(round_=row, state=RoundState.PUBLISHED)
    hand_grades(round_=row, now=now, by=by)
    return row


def _ripe(row: CreditRound, today: date) -> None:
    if row.preview_until is None or today <= row.preview_until:
        raise PreviewRuns(day=row.preview_until or "—")
    waiting = Objection.objects.filter(score__round=row, state=ObjectionState.OPEN).count()
    if waiting:
        raise ObjectionsOpen(count=waiting)
    scores = CreditScore.objects.filter(round=row, is_latest=True, confirmed_at=None)
    unconfirmed = sum(needs_person(grade=one.grade, vetoes=one.vetoes) for one in scores)
    if unconfirmed:
        raise GradesUnconfirmed(count=unconfirmed)


def grade_counts(*, round_: CreditRound) -> dict[str, int]:
    """Return how many scores of a round have each grade."""
    rows = CreditScore.objects.filter(round=round_, is_latest=True).values_list("grade", flat=True)
    counts = {str(grade): 0 for grade in Grade}
    for grade in rows:
        counts[str(grade)] += 1
    return counts


@transaction.atomic
def drop_round(*, number: str, said: Said, now: datetime, by: Actor) -> CreditRound:
    """Drop a round that is not published, with the reason.

    Announces: RoundMoved. Raises: NotAllowed, NotFound, CreditWordsMissing, RoundMovedOn.
    """
    require(by=by, deed=Deed.RUN_CREDIT)
    row = held_round(number=number)
    if known_form(form_id=said.form_id):
        return row
    said.needed()
    require_state(
        round_=row,
        states=RoundState.computing() | {RoundState.SCORED, RoundState.PREVIEW},
    )
    waiting = Objection.objects.filter(score__round=row, state=ObjectionState.OPEN)
    waiting.update(state=ObjectionState.WITHDRAWN)
    stepped(round_=row, deed=CreditDeed.DROPPED, said=said, now=now, by=by)
    moved(round_=row, state=RoundState.DROPPED)
    return row


@transaction.atomic
def expire_rounds(*, now: datetime) -> int:
    """Show published rounds no more after five years; return how many.

    Source: 上海市社会信用条例 art. 35. Twice is once.
    """
    today, ended = local_day(at=now), 0
    rows = CreditRound.objects.filter(state=RoundState.PUBLISHED, expired_at=None)
    for row in rows.order_by("pk").select_for_update():
        published = row.published_at
        if published is None or today <= shown_until(published=local_day(at=published)):
            continue
        row.expired_at = now
        row.save(update_fields=["expired_at"])
        stepped(round_=row, deed=CreditDeed.EXPIRED, now=now)
        hand_grades(round_=row, now=now, by=PLATFORM)
        ended += 1
    return ended
