"""Why it happened: said by the firm, judged by a regulator, appealed, settled by another one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.faults.actions.mending import NotOurFault
from hoistway.faults.actions.steps import (
    Told,
    held_fault,
    known_step,
    policy_of,
    required,
    step,
)
from hoistway.faults.models import Fault, FaultStep
from hoistway.faults.queries.faults import appeal_pending, appeal_until, faults
from hoistway.faults.vocabulary import FaultCause, FaultDeed, FaultState
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

_SETTLED = frozenset({FaultState.CLOSED, FaultState.FALSE})


@transaction.atomic
def state_cause(
    *, fault_id: int, form_id: UUID, cause: FaultCause, words: str, now: datetime, by: Actor
) -> Fault:  # fmt: skip
    """Keep what the firm says of the cause after the repair; it counts as not verified.

    Raises: NotAllowed, NotFound, NotOurFault, FaultWordsMissing, CauseNotYet.
    """
    require(by=by, deed=Deed.MEND_FAULT)
    fault = _at_hand(fault_id, by)
    if by.kind is ActorKind.PERSON and fault.firm_id != by.organisation_id:
        raise NotOurFault
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    if fault.state is not FaultState.MENDED:
        raise CauseNotYet(zh=fault.state.zh, en=fault.state.en)
    told = Told(
        words=required(words=words), form_id=form_id,
        facts={"cause": str(cause), "verified": False},
    )  # fmt: skip
    step(fault, FaultDeed.NOTE, now=now, by=by, told=told, cause=cause, verified=False)
    return fault


class CauseNotYet(Refusal):
    """Raised when a cause is stated for a fault that is not mended, or is judged already."""

    code = "cause_not_yet"
    zh = "该故障现为「{zh}」；修复后、认定前才能说明原因。"
    en = "This fault is «{en}»; its cause is stated after it is mended and before it is judged."


@transaction.atomic
def judge_cause(
    *, fault_id: int, form_id: UUID, cause: FaultCause, words: str, now: datetime, by: Actor
) -> Fault:  # fmt: skip
    """Keep a regulator's judgement of the cause, after investigation; «false» is no fault.

    Raises: NotAllowed, NotFound, FaultWordsMissing, FaultMovedOn.
    """
    require(by=by, deed=Deed.JUDGE_FAULT)
    fault = _at_hand(fault_id, by)
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    told = Told(
        words=required(words=words), form_id=form_id,
        facts={
            "cause": str(cause), "stated": str(fault.cause),
            "edition": policy_of(fault=fault).edition,
        },
    )  # fmt: skip
    step(
        fault, FaultDeed.JUDGE, now=now, by=by, told=told, cause=cause, verified=True,
        judged_at=now, appealed_at=None, closed_at=None,
    )  # fmt: skip
    return fault


@transaction.atomic
def dismiss_fault(*, fault_id: int, form_id: UUID, words: str, now: datetime, by: Actor) -> Fault:
    """Keep a regulator's word that there never was a fault.

    Raises: NotAllowed, NotFound, FaultWordsMissing, FaultMovedOn.
    """
    require(by=by, deed=Deed.JUDGE_FAULT)
    fault = _at_hand(fault_id, by)
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    told = Told(
        words=required(words=words), form_id=form_id, facts={"cause": str(FaultCause.FALSE)}
    )
    step(
        fault, FaultDeed.DISMISS, now=now, by=by, told=told, cause=FaultCause.FALSE,
        verified=True, judged_at=now, mended_at=now,
    )  # fmt: skip
    return fault


@transaction.atomic
def appeal_cause(
    *, fault_id: int, form_id: UUID, words: str, file: Attachment | None = None, now: datetime,
    by: Actor,
) -> Fault:  # fmt: skip
    """Take the appeal of the firm or the use unit against a judged cause, once, in time.

    Raises: NotAllowed, NotFound, FaultWordsMissing, FaultMovedOn, AppealTooLate, AppealTwice.
    """
    require(by=by, deed=Deed.APPEAL_FAULT)
    fault = _at_hand(fault_id, by)
    if by.kind is ActorKind.PERSON and by.organisation_id not in {fault.firm_id, fault.use_unit_id}:
        raise NotFound
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    if fault.appealed_at is not None:
        raise AppealTwice
    until = appeal_until(fault=fault)
    if fault.state in _SETTLED and (until is None or now > until):
        raise AppealTooLate(days=policy_of(fault=fault).appeal_days)
    told = Told(
        words=required(words=words), form_id=form_id, file=file,
        facts={"cause": str(fault.cause), "until": until.isoformat() if until else ""},
    )  # fmt: skip
    step(fault, FaultDeed.APPEAL, now=now, by=by, told=told, appealed_at=now)
    return fault


class AppealTooLate(Refusal):
    """Raised when an appeal comes after its days have passed."""

    code = "appeal_too_late"
    zh = "异议须在认定后 {days} 日内提出。"
    en = "An appeal is to be made within {days} days of the judgement."


class AppealTwice(Refusal):
    """Raised when a cause is appealed that was appealed before."""

    code = "appeal_twice"
    zh = "该认定已提出过异议。"
    en = "This judgement was appealed before."


@transaction.atomic
def settle_appeal(
    *, fault_id: int, form_id: UUID, cause: FaultCause, words: str, now: datetime, by: Actor
) -> Fault:  # fmt: skip
    """Uphold a judged cause or change it; another person than who judged decides, for good.

    Raises: NotAllowed, NotFound, FaultWordsMissing, NoAppeal, SamePerson.
    """
    require(by=by, deed=Deed.JUDGE_FAULT)
    fault = _at_hand(fault_id, by)
    if known_step(form_id=form_id, fault_id=fault_id):
        return fault
    if not appeal_pending(fault=fault):
        raise NoAppeal
    if by.kind is ActorKind.PERSON and by.person_id == judge_of(fault=fault):
        raise SamePerson
    deed = FaultDeed.UPHOLD if cause is fault.cause else FaultDeed.REVISE
    told = Told(
        words=required(words=words), form_id=form_id,
        facts={"cause": str(cause), "judged": str(fault.cause)},
    )  # fmt: skip
    step(fault, deed, now=now, by=by, told=told, cause=cause, closed_at=now)
    return fault


class NoAppeal(Refusal):
    """Raised when no appeal waits."""

    code = "no_appeal"
    zh = "没有待处理的异议。"
    en = "No appeal waits for a decision."


class SamePerson(Refusal):
    """Raised when who judged would decide the appeal against the own judgement."""

    code = "same_person"
    zh = "异议须由原认定人以外的人员处理。"
    en = "Somebody else than who judged decides the appeal."
    status = 403


def judge_of(*, fault: Fault) -> int:
    """Return the person who judged a fault's cause, 0 where nobody did."""
    judged = FaultStep.objects.filter(
        fault=fault, deed__in=[str(FaultDeed.JUDGE), str(FaultDeed.DISMISS)]
    )
    last = judged.order_by("-at", "-pk").first()
    return int(last.by.get("person") or 0) if last else 0


def _at_hand(fault_id: int, by: Actor) -> Fault:
    if not faults(by=by).filter(pk=fault_id).exists():
        raise NotFound
    return held_fault(fault_id=fault_id)
