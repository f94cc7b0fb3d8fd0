"""The use unit signs for a notice; the regulator takes up a serious hazard."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.duties.actions.steps import Told, held_notice, known_step, step
from hoistway.duties.models import Notice
from hoistway.duties.queries.notices import notices
from hoistway.duties.vocabulary import HazardGrade, NoticeDeed
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class AlreadySaid(Refusal):
    """Raised when a notice was received, or a hazard acknowledged, before."""

    code = "already_said"
    zh = "已签收或已确认收悉，不必重复。"
    en = "This was received or acknowledged before."


class NotSerious(Refusal):
    """Raised when the regulator would acknowledge what was not told to it."""

    code = "not_serious"
    zh = "只有严重事故隐患须由监管部门确认收悉。"
    en = "Only a serious hazard is acknowledged by the regulator."


@transaction.atomic
def receive_notice(
    *, notice_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> Notice:
    """Keep that the use unit has a notice, with what it says to it; one receipt each.

    Raises: NotAllowed, NotFound, AlreadySaid.
    Source: TSG T5002-2017 art. 11 (M).
    """
    require(by=by, deed=Deed.ACKNOWLEDGE_NOTICE)
    notice = at_hand(notice_id=notice_id, by=by)
    if known_step(form_id=form_id, notice_id=notice_id):
        return notice
    if notice.received_at is not None:
        raise AlreadySaid
    step(notice, NoticeDeed.RECEIVE, now=now, by=by, told=Told(words=words, form_id=form_id))
    return notice


@transaction.atomic
def acknowledge_hazard(
    *, hazard_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> Notice:
    """Keep that the regulator has taken up a serious hazard, with what it asks for.

    Raises: NotAllowed, NotFound, NotSerious, AlreadySaid.
    Source: TSG T5002-2017 art. 10 (M).
    """
    require(by=by, deed=Deed.SETTLE_HAZARD)
    notice = at_hand(notice_id=hazard_id, by=by)
    if known_step(form_id=form_id, notice_id=hazard_id):
        return notice
    if notice.grade is not HazardGrade.SERIOUS:
        raise NotSerious
    if notice.acknowledged_at is not None:
        raise AlreadySaid
    step(notice, NoticeDeed.ACKNOWLEDGE, now=now, by=by, told=Told(words=words, form_id=form_id))
    return notice


def at_hand(*, notice_id: int, by: Actor) -> Notice:
    """Return a notice that this actor sees, held until the transaction ends. Raises: NotFound."""
    if not notices(by=by).filter(pk=notice_id).exists():
        raise NotFound
    return held_notice(notice_id=notice_id)
