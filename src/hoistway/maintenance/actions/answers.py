"""The use unit confirms a visit or objects to it; whoever stays silent is found unconfirmed."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions.answer_keeping import Word, held_visit, keep_answer
from hoistway.maintenance.actions.returning import answer_with_repairs, own_sign_in
from hoistway.maintenance.models import Confirmation, Visit
from hoistway.maintenance.rules.answers import VisitMovedOn
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed

MOST_REASON = 500
MOST_AT_ONCE = 2_000
"""Visits found unconfirmed by one sweep. Chosen: some 20 s; the next sweep goes on."""


class ReasonMissing(Refusal):
    """Raised when an objection does not say what is wrong."""

    code = "objection_reason_missing"
    zh = "请写明有什么异议，维保单位和监管部门会看到。"
    en = "Say what you object to; the firm and the regulators will read it."
    status = 422


@transaction.atomic
def confirm_visit(*, visit_uid: UUID, form_id: UUID, now: datetime, by: Actor) -> Confirmation:
    """Let the use unit's person, signed in as themselves, confirm the record of a visit.

    Repairs that a repair visit did return to service with it. The same form twice is one
    answer. Raises: NotAllowed, NotFound, VisitMovedOn. Source: TSG T5002-2017 art. 9 (M).
    """
    word = Word(answer=VisitState.CONFIRMED, who=own_sign_in(by=by), form_id=form_id)
    return _answer(visit_uid, word, now, by)


@transaction.atomic
def object_to_visit(
    *, visit_uid: UUID, reason: str, form_id: UUID, now: datetime, by: Actor
) -> Confirmation:
    """Let the use unit object to the record of a visit, with the reason; the visit still counts.

    Raises: NotAllowed, NotFound, ReasonMissing, VisitMovedOn.
    """
    if not reason.strip():
        raise ReasonMissing
    word = Word(
        answer=VisitState.OBJECTED, who=own_sign_in(by=by), form_id=form_id,
        reason=reason.strip()[:MOST_REASON],
    )  # fmt: skip
    return _answer(visit_uid, word, now, by)


def _answer(uid: UUID, word: Word, now: datetime, by: Actor) -> Confirmation:
    require(by=by, deed=Deed.CONFIRM_MAINTENANCE)
    visit = held_visit(uid=uid, seen=in_reach(by=by, prefix="elevator__"))
    known = Confirmation.objects.filter(form_id=word.form_id, visit=visit).first()
    return known or answer_with_repairs(visit, word, now=now, by=by)


def let_pass(*, now: datetime) -> int:
    """Find unconfirmed what no use unit has answered in time; return how many.

    It is the platform's finding about the use unit and stands for no signature; the visit itself
    counts since the technicians signed it.
    """
    late = Visit.objects.filter(state=VisitState.SIGNED, confirm_by__lte=now)
    keys = list(late.order_by("confirm_by", "pk").values_list("uid", flat=True)[:MOST_AT_ONCE])
    return sum(_found_silent(uid, now) for uid in keys)


@transaction.atomic
def _found_silent(uid: UUID, now: datetime) -> bool:
    visit = held_visit(uid=uid, seen=Q())
    silent = Word(answer=VisitState.UNCONFIRMED, who=None, form_id=uuid4())
    try:
        keep_answer(visit, silent, now=now, by=PLATFORM)
    except VisitMovedOn:  # answered since the sweep began
        return False
    return True
