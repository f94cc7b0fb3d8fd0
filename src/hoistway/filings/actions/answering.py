"""The use unit confirms or denies; who held the days objects or agrees to hand over."""

from datetime import datetime
from uuid import UUID

from hoistway.filings.actions.holding import InHand, in_hand, opened
from hoistway.filings.models import ElevatorFiling, Objection
from hoistway.filings.rules.filing import given_reason
from hoistway.filings.vocabulary import UnitAnswer
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed


class TooLateToObject(Refusal):
    """Raised when the days in which another firm may object are over."""

    code = "too_late_to_object"
    zh = "异议期已于 {until:%Y-%m-%d} 结束。"
    en = "The time to object ended on {until:%Y-%m-%d}."


class ObjectedAlready(Refusal):
    """Raised when an organisation objects twice, or agrees to what it objects to."""

    code = "objected_already"
    zh = "贵单位已对该备案提出异议，等待区局裁定。"
    en = "You have objected to this filing already; the district will rule."


def answer_filing(
    *, filing_id: int, confirms: bool, reason: str, now: datetime, by: Actor
) -> ElevatorFiling:
    """Keep what the elevator's use unit says of a filing; a denial needs a reason.

    Until the filing is decided the unit may say otherwise. Raises: NotAllowed, NotFound,
    FilingMovedOn, ReasonMissing.
    """
    with in_hand(filing_id=filing_id, deed=Deed.CONFIRM_FILING, now=now, by=by) as hand:
        filing = hand.filing
        words = reason.strip() if confirms else given_reason(reason=reason)
        filing.unit_answer = UnitAnswer.CONFIRMED if confirms else UnitAnswer.DENIED
        filing.answered_at, filing.answered_by = now, by.as_json()
        filing.answered_reason = words[:300]
        filing.save(update_fields=["unit_answer", "answered_at", "answered_by", "answered_reason"])
    filing.refresh_from_db()
    return filing


def object_to_filing(
    *, filing_id: int, reason: str, evidence_id: int | None, form_id: UUID, now: datetime,
    by: Actor,
) -> Objection:  # fmt: skip
    """Keep that a firm whose days are claimed, or the use unit, says a filing is wrong.

    The same form twice is one objection; from then on the district rules. Raises: NotAllowed,
    NotFound, FilingMovedOn, ReasonMissing, TooLateToObject, ObjectedAlready.
    """
    with in_hand(filing_id=filing_id, deed=_deed(by), now=now, by=by) as hand:
        known = Objection.objects.filter(filing_id=filing_id, organisation_id=by.organisation_id)
        former = known.first()
        if former is not None:
            if former.form_id == form_id:
                return former
            raise ObjectedAlready
        _require_standing(hand, now, by)
        return Objection.objects.create(
            filing_id=filing_id, organisation_id=by.organisation_id, form_id=form_id,
            reason=given_reason(reason=reason), evidence_id=evidence_id, at=now, by=by.as_json(),
        )  # fmt: skip


def _deed(by: Actor) -> Deed:
    return Deed.CONFIRM_FILING if may(by=by, deed=Deed.CONFIRM_FILING) else Deed.FILE_MAINTENANCE


def _require_standing(hand: InHand, now: datetime, by: Actor) -> None:
    """Refuse a firm that claims none of these days, and everybody once the time is over."""
    case = opened(hand=hand).case
    until = case.waits_until
    if _deed(by) is Deed.FILE_MAINTENANCE:
        if by.organisation_id not in {one.firm_id for one in case.rivals}:
            raise NotFound
        if until is not None and now >= until:
            raise TooLateToObject(until=until)


def agree_to_hand_over(*, filing_id: int, now: datetime, by: Actor) -> ElevatorFiling:
    """Keep that a firm whose days are claimed agrees to give them up; saying so again is no news.

    Raises: NotAllowed, NotFound, FilingMovedOn, ObjectedAlready.
    """
    with in_hand(filing_id=filing_id, deed=Deed.FILE_MAINTENANCE, now=now, by=by) as hand:
        filing, firm = hand.filing, by.organisation_id
        if firm not in {one.firm_id for one in opened(hand=hand).case.rivals}:
            raise NotFound
        if Objection.objects.filter(filing_id=filing_id, organisation_id=firm).exists():
            raise ObjectedAlready
        if firm not in {consent["organisation"] for consent in filing.consents}:
            consent = {"organisation": firm, "at": now.isoformat(), "by": by.as_json()}
            filing.consents = [*filing.consents, consent]
            filing.save(update_fields=["consents"])
    filing.refresh_from_db()
    return filing
