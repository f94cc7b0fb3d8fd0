"""How notices end: the firm reports cleared, the regulator looks at what was serious."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.duties.actions.answering import at_hand
from hoistway.duties.actions.steps import Told, held_notice, known_step, required, step
from hoistway.duties.models import Notice
from hoistway.duties.vocabulary import NoticeDeed, NoticeKind, NoticeState
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


@transaction.atomic
def clear_hazard(
    *, hazard_id: int, form_id: UUID, words: str, now: datetime, by: Actor,
    photo: Attachment | None = None,
) -> Notice:  # fmt: skip
    """Keep the firm's word that a hazard is gone; a serious one waits for the regulator's look.

    Raises: NotAllowed, NotFound, WordsMissing, NoticeSettled.
    """
    told = Told(words=words, file=photo, form_id=form_id)
    return _cleared(hazard_id, told, now=now, by=by, is_hazard=True)


@transaction.atomic
def end_notice(
    *, notice_id: int, form_id: UUID, words: str, now: datetime, by: Actor,
    file: Attachment | None = None,
) -> Notice:  # fmt: skip
    """Keep the firm's word that what a notice was about is done, or may be used again.

    Raises: NotAllowed, NotFound, WordsMissing, NoticeSettled.
    """
    told = Told(words=words, file=file, form_id=form_id)
    return _cleared(notice_id, told, now=now, by=by, is_hazard=False)


def _cleared(
    notice_id: int, told: Told, *, now: datetime, by: Actor, is_hazard: bool
) -> Notice:  # fmt: skip
    require(by=by, deed=Deed.REPORT_HAZARD)
    notice = at_hand(notice_id=notice_id, by=by)
    if (notice.kind is NoticeKind.HAZARD) is not is_hazard:
        raise NotFound
    is_foreign = notice.elevator.firm_id not in {by.organisation_id, None}
    if by.kind is ActorKind.PERSON and is_foreign:
        raise NotAllowed
    if known_step(form_id=told.form_id, notice_id=notice_id):
        return notice
    required(words=told.words)
    step(notice, NoticeDeed.CLEAR, now=now, by=by, told=told)
    return notice


@transaction.atomic
def lift_do_not_use(*, elevator_id: int, words: str, now: datetime, by: Actor) -> int:
    """End every open notice not to use an elevator, and how its fault will be cleared.

    For whoever has returned the elevator to service and judged who may; returns how many ended.
    """
    found = Notice.objects.filter(
        elevator_id=elevator_id, state=NoticeState.OPEN,
        kind__in=[str(NoticeKind.DO_NOT_USE), str(NoticeKind.SOLUTION)],
    )  # fmt: skip
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    ended = 0
    for key in keys:
        notice = held_notice(notice_id=key)
        if notice.state is NoticeState.OPEN:
            step(notice, NoticeDeed.CLEAR, now=now, by=by, told=Told(words=required(words=words)))
            ended += 1
    return ended


@transaction.atomic
def verify_hazard(
    *, hazard_id: int, form_id: UUID, now: datetime, by: Actor, words: str = ""
) -> Notice:
    """Keep that the regulator found a serious hazard gone, which ends it.

    Raises: NotAllowed, NotFound, NoticeSettled.
    """
    return _looked(hazard_id, NoticeDeed.VERIFY, Told(words=words, form_id=form_id), now, by)


@transaction.atomic
def reopen_hazard(*, hazard_id: int, form_id: UUID, words: str, now: datetime, by: Actor) -> Notice:
    """Send a hazard back that was reported cleared and is not.

    Raises: NotAllowed, NotFound, WordsMissing, NoticeSettled.
    """
    told = Told(words=required(words=words), form_id=form_id)
    return _looked(hazard_id, NoticeDeed.REOPEN, told, now, by)


def _looked(hazard_id: int, deed: NoticeDeed, told: Told, now: datetime, by: Actor) -> Notice:
    require(by=by, deed=Deed.SETTLE_HAZARD)
    notice = at_hand(notice_id=hazard_id, by=by)
    if not known_step(form_id=told.form_id, notice_id=hazard_id):
        step(notice, deed, now=now, by=by, told=told)
    return notice
