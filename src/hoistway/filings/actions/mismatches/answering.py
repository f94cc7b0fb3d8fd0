"""Use unit and firm answer and confirm; whoever saw the site looks at it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.filings.actions.mismatches.settling import close_held
from hoistway.filings.actions.mismatches.steps import (
    Told,
    held_mismatch,
    known_step,
    required,
    step,
)
from hoistway.filings.models import Mismatch
from hoistway.filings.queries.mismatches import mismatches, standing_of, steps_of
from hoistway.filings.rules.mismatches import Standing, confirmed_value, has_changed
from hoistway.filings.vocabulary import MismatchDeed, MismatchField
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class NotAsked(Refusal):
    """Raised when somebody would confirm who neither maintains nor uses the elevator now."""

    code = "not_asked"
    zh = "只有该电梯现在的使用单位和维保单位可以确认。"
    en = "Only the present use unit and the present maintenance firm can confirm."
    status = 403


class NotChangedYet(Refusal):
    """Raised when the site would be seen again before anything was changed."""

    code = "not_changed_yet"
    zh = "备案或登记还没有变更，复核无从谈起。"
    en = "Neither filing nor register has changed yet; there is nothing to see again."


@transaction.atomic
def answer_mismatch(
    *, mismatch_id: int, words: str, form_id: UUID, now: datetime, by: Actor
) -> Mismatch:
    """Keep what use unit or firm says about a mismatch; it changes nothing by itself.

    Raises: NotAllowed, NotFound, WordsMissing, MismatchSettled.
    """
    mismatch = _at_hand(mismatch_id, Deed.ANSWER_MISMATCH, by)
    if known_step(form_id=form_id, mismatch_id=mismatch_id):
        return mismatch
    told = Told(words=required(words=words), form_id=form_id)
    step(mismatch, MismatchDeed.ANSWER, now=now, by=by, told=told)
    return mismatch


@transaction.atomic
def confirm_mismatch(
    *, mismatch_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> Mismatch:
    """Confirm what is held now, or what was found while nothing has changed; may close.

    Raises: NotAllowed, NotFound, NotAsked, MismatchSettled.
    """
    mismatch = _at_hand(mismatch_id, Deed.ANSWER_MISMATCH, by)
    if known_step(form_id=form_id, mismatch_id=mismatch_id):
        return mismatch
    elevator = mismatch.elevator
    if by.organisation_id not in {elevator.firm_id, elevator.use_unit_id}:
        raise NotAsked
    facts = {"value": confirmed_value(standing=_standing(mismatch))}
    told = Told(words=words, facts=facts, form_id=form_id)
    step(mismatch, MismatchDeed.CONFIRM, now=now, by=by, told=told)
    close_held(mismatch, now=now)
    return mismatch


@transaction.atomic
def verify_mismatch(
    *, mismatch_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> Mismatch:
    """Keep that an inspector or regulator saw site and filing agree again; may close.

    Raises: NotAllowed, NotFound, NotChangedYet, MismatchSettled.
    """
    mismatch = _at_hand(mismatch_id, Deed.REPORT_MISMATCH, by)
    if known_step(form_id=form_id, mismatch_id=mismatch_id):
        return mismatch
    standing = _standing(mismatch)
    if mismatch.field is not MismatchField.OTHER and not has_changed(standing=standing):
        raise NotChangedYet
    told = Told(words=words, facts={"value": standing.now}, form_id=form_id)
    step(mismatch, MismatchDeed.VERIFY, now=now, by=by, told=told)
    close_held(mismatch, now=now)
    return mismatch


def _standing(mismatch: Mismatch) -> Standing:
    return standing_of(mismatch=mismatch, steps=steps_of(mismatch_id=mismatch.pk))


def _at_hand(mismatch_id: int, deed: Deed, by: Actor) -> Mismatch:
    require(by=by, deed=deed)
    if not mismatches(by=by).filter(pk=mismatch_id).exists():
        raise NotFound
    return held_mismatch(mismatch_id=mismatch_id)
