"""What a person makes of a finding: accept, set another value, reject, take up again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, cast

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.quality.models import Correction, Finding
from hoistway.quality.queries import finding_at_hand
from hoistway.quality.rules.entry import NoSuchValue, entered
from hoistway.quality.rules.points import PLACE
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.actions import (
    Change,
    FieldValue,
    ReasonMissing,
    correct,
    decide_field,
    merge,
)
from hoistway.registry.vocabulary import Field

Settling = Literal["accept", "value", "reject", "apart", "merge"]
"""What may be done: take the proposal, another value, or nothing; for twins apart or as one."""

_FIELDS = frozenset(str(field) for field in Field) | {PLACE}
_REASON = 300


class AlreadySettled(Refusal):
    """Raised when somebody else was faster, or the finding is no longer so."""

    code = "finding_settled"
    zh = "该问题已由他人处理或已消除。"
    en = "Somebody has settled this finding already, or it is no longer so."


class NothingProposed(Refusal):
    """Raised when there is no proposal to accept."""

    code = "nothing_proposed"
    zh = "该问题没有建议值，请填写正确的值。"
    en = "This finding proposes nothing; give the right value."
    status = 422


class ValueMissing(Refusal):
    """Raised when the value given is none of its field."""

    code = "value_unfit"
    zh = "「{value}」不是有效的值。"
    en = "«{value}» is no value of this field."
    status = 422


@transaction.atomic
def settle(
    *, finding_id: int, deed: Settling, value: object = None, reason: str, now: datetime,
    by: Actor,
) -> Finding:  # fmt: skip
    """Accept a proposal, set another value, or reject; the reason stays.

    What is accepted is a person's decision and stands above every source until it is withdrawn;
    it teaches no rule and no rank of sources. Where two entries are merged, `value` is the key of
    the one that stays. Raises: NotAllowed, NotFound, ReasonMissing, AlreadySettled,
    NothingProposed, ValueMissing, CannotMerge.
    """
    require(by=by, deed=Deed.SETTLE_FINDINGS)
    finding = finding_at_hand(finding_id=finding_id, by=by)
    words = _given(reason)
    if deed in ("reject", "apart"):
        _move(finding, FindingState.OPEN, FindingState.REJECTED, words, now, by)
        return finding
    if deed == "merge":
        _move(finding, FindingState.OPEN, FindingState.ACCEPTED, words, now, by)
        _join(finding, value, words, now, by)
        return finding
    changes = _proposed(finding) if deed == "accept" else _valued(finding, value)
    _move(finding, FindingState.OPEN, FindingState.ACCEPTED, words, now, by)
    _decide(finding, changes, words, now, by)
    return finding


@transaction.atomic
def reopen(*, finding_id: int, reason: str, now: datetime, by: Actor) -> Finding:
    """Ask again what was rejected or undone; it is corrected by itself no more.

    Raises: NotAllowed, NotFound, ReasonMissing, AlreadySettled.
    """
    require(by=by, deed=Deed.SETTLE_FINDINGS)
    finding = finding_at_hand(finding_id=finding_id, by=by)
    words = _given(reason)
    if finding.state not in (FindingState.REJECTED, FindingState.UNDONE):
        raise AlreadySettled
    _move(finding, finding.state, FindingState.OPEN, words, now, by)
    return finding


def _given(reason: str) -> str:
    words = reason.strip()[:_REASON]
    if not words:
        raise ReasonMissing
    return words


def _move(
    finding: Finding, old: FindingState, new: FindingState, reason: str, now: datetime, by: Actor
) -> None:  # fmt: skip
    """Move a finding if it still stands where it was seen."""
    facts = {
        "state": new, "settled_at": now, "settled_by": by.as_json(), "settled_reason": reason,
    }  # fmt: skip
    if not Finding.objects.filter(pk=finding.pk, state=old).update(**facts):
        raise AlreadySettled
    for name, fact in facts.items():
        setattr(finding, name, fact)


def _proposed(finding: Finding) -> Mapping[str, object]:
    if finding.kind is FindingKind.PLACEHOLDER:
        return {finding.field: None}
    if finding.proposal is None or finding.field not in _FIELDS:
        raise NothingProposed
    if isinstance(finding.proposal, dict):
        return finding.proposal
    return {finding.field: finding.proposal}


def _valued(finding: Finding, value: object) -> Mapping[str, object]:
    if finding.field not in _FIELDS:
        raise NothingProposed
    try:
        return entered(field=finding.field, value=value)
    except NoSuchValue as error:
        raise ValueMissing(value=value) from error


def _decide(
    finding: Finding, changes: Mapping[str, object], reason: str, now: datetime, by: Actor
) -> None:
    """Hold the values true by the person's word and keep what was before."""
    held = finding.value if isinstance(finding.value, dict) else {finding.field: finding.value}
    for field, after in changes.items():
        claim_id = _written(finding, field, after, reason, now, by)
        Correction.objects.create(
            finding=finding, claim_id=claim_id, automatic=False, field=field,
            before=held.get(field), after=after, at=now, by=by.as_json(),
        )  # fmt: skip


def _join(finding: Finding, kept: object, reason: str, now: datetime, by: Actor) -> None:
    """Make one elevator of the two that the finding names, and keep that it followed from it."""
    pair = {finding.elevator_id, finding.other_id}
    if kept not in pair or None in pair or len(pair) != 2:
        raise ValueMissing(value=kept)
    (gone,) = pair - {kept}
    row = merge(
        kept_id=cast(int, kept), gone_id=cast(int, gone), reason=reason, inputs=finding.inputs,
        edition=finding.edition, now=now, by=by,
    )  # fmt: skip
    Correction.objects.create(
        finding=finding, merge=row, automatic=False, field="", before=row.gone.register_number,
        after=row.kept.register_number, at=now, by=by.as_json(),
    )  # fmt: skip


def _written(
    finding: Finding, field: str, after: object, reason: str, now: datetime, by: Actor
) -> int:
    if finding.elevator_id is None:
        raise NothingProposed
    if after is not None:
        claim = decide_field(
            elevator_id=finding.elevator_id, field=field, value=cast(FieldValue, after),
            reason=reason, now=now, by=by,
        )  # fmt: skip
        return claim.pk
    change = Change(
        elevator_id=finding.elevator_id, field=field, before=finding.value, after=None,
        rule=str(finding.kind), edition=finding.edition,
    )  # fmt: skip
    claim_id = correct(changes=[change], now=now, by=by)[0]
    if claim_id is None:
        raise AlreadySettled
    return claim_id
