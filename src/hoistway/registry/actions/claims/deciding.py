"""People and rules over the sources: decisions, suggestions, corrections and their undoing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import may, require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.actions.claims.saying import tell
from hoistway.registry.actions.claims.settling import (
    precedence_on,
    settle,
    spoken_of,
)
from hoistway.registry.actions.claims.tables import fresh_keys, insert_claims, lock_register
from hoistway.registry.models import Claim, Hold
from hoistway.registry.queries import elevators
from hoistway.registry.rules.decisions import Held, decide_all
from hoistway.registry.rules.sayings import Change, FieldValue, Saying, stored
from hoistway.registry.rules.sources import kind_of
from hoistway.registry.vocabulary import SourceKind, Subject

_REASON = 300
"""Signs of a reason, as in the table."""

_SUGGESTING = frozenset(
    {
        SourceKind.PASSENGER, SourceKind.TECHNICIAN, SourceKind.FIRM, SourceKind.USE_UNIT,
        SourceKind.POSTING,
    }
)  # fmt: skip


class ReasonMissing(Refusal):
    """Raised when a person changes what the register holds without saying why."""

    code = "reason_missing"
    zh = "请写明理由：人工更正必须说明原因。"
    en = "Say why: what a person changes in the register needs a reason."
    clause = "286号 二（一）"
    status = 422


def given_reason(*, reason: str) -> str:
    """Return the reason in words. Raises: ReasonMissing."""
    words = reason.strip()[:_REASON]
    if not words:
        raise ReasonMissing
    return words


def require_in_reach(*, elevator_ids: Sequence[int], by: Actor) -> None:
    """Refuse unless the actor sees every one of these elevators. Raises: NotAllowed."""
    seen = elevators(by=by).filter(pk__in=elevator_ids).order_by().values_list("pk", flat=True)
    if set(elevator_ids) - set(seen):
        raise NotAllowed


@transaction.atomic
def decide_field(
    *, elevator_id: int, field: str, value: FieldValue, reason: str, now: datetime, by: Actor
) -> Claim:
    """Hold a value true by a person's word, above all sources, until it is withdrawn.

    Announces: FactsChanged. Raises: NotAllowed, ReasonMissing.
    """
    _require_judge(by)
    words = given_reason(reason=reason)
    require_in_reach(elevator_ids=[elevator_id], by=by)
    lock_register()
    saying = Saying(
        source=str(SourceKind.PERSON), record_key=f"{elevator_id}/{field}", observed_at=now,
        fields={field: stored(value=value)}, elevator_id=elevator_id, reason=words,
    )  # fmt: skip
    claim = _stated(saying, now, by)
    settle(elevator_ids=[elevator_id], now=now)
    tell(changed=[elevator_id])
    return claim


def _require_judge(by: Actor) -> None:
    if not may(by=by, deed=Deed.SETTLE_FINDINGS):
        require(by=by, deed=Deed.CORRECT_REGISTER)


def _stated(saying: Saying, now: datetime, by: Actor) -> Claim:
    """Store what somebody says of an elevator, in place of what the same record said before."""
    record = {"source": saying.source, "record_key": saying.record_key, "subject": saying.subject}
    Claim.objects.filter(**record, current=True).update(current=False)
    return Claim.objects.create(
        **record, elevator_id=saying.elevator_id, kind=kind_of(source=saying.source),
        observed_at=now, received_at=now, last_seen_at=now, by=by.as_json(),
        fields=dict(saying.fields), origin=dict(saying.origin), reason=saying.reason,
    )  # fmt: skip


@transaction.atomic
def suggest(  # noqa: PLR0913 -- a form has many fields
    *, elevator_id: int, field: str, value: FieldValue, text: str, evidence: str, source: str,
    now: datetime, by: Actor,
) -> Claim:  # fmt: skip
    """Keep what somebody on site says is wrong; it changes nothing until it is judged.

    `evidence` names a stored picture or is empty. Announces: FactsChanged. Raises: NotAllowed.
    """
    if kind_of(source=source) not in _SUGGESTING:
        raise NotAllowed
    if by.kind is not ActorKind.PASSENGER:
        require(by=by, deed=Deed.SUGGEST_CORRECTION)
        require_in_reach(elevator_ids=[elevator_id], by=by)
    words = text.strip()
    saying = Saying(
        source=source, record_key=f"{elevator_id}/{field}/{now:%Y%m%dT%H%M%S%f}",
        fields={field: stored(value=value)}, observed_at=now, elevator_id=elevator_id,
        origin={"suggested": True, "text": words, "evidence": evidence}, reason=words[:_REASON],
    )  # fmt: skip
    claim = _stated(saying, now, by)
    tell(changed=[elevator_id])
    return claim


@transaction.atomic
def withdraw_claim(*, claim_id: int, reason: str, now: datetime, by: Actor) -> Claim:
    """Take a claim out of force; what is held true is decided without it.

    Announces: FactsChanged. Raises: NotAllowed, NotFound, ReasonMissing.
    """
    _require_judge(by)
    words = given_reason(reason=reason)
    lock_register()
    claim = Claim.objects.select_for_update().filter(pk=claim_id, withdrawn_at=None).first()
    if claim is None:
        raise NotFound
    if claim.elevator_id is not None:
        require_in_reach(elevator_ids=[claim.elevator_id], by=by)
    _withdraw(claim, words, now, by)
    return claim


def _withdraw(claim: Claim, reason: str, now: datetime, by: Actor) -> None:
    claim.withdrawn_at, claim.withdrawn_by, claim.withdrawn_reason = now, by.as_json(), reason
    claim.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    if claim.elevator_id is not None:
        settle(elevator_ids=[claim.elevator_id], now=now)
        tell(changed=[claim.elevator_id])


@transaction.atomic
def undo_correction(*, claim_id: int, reason: str, now: datetime, by: Actor) -> Claim:
    """Take a rule's correction back, and keep the rule from making the same one again.

    Announces: FactsChanged. Raises: NotAllowed, NotFound, ReasonMissing.
    """
    claim = withdraw_claim(claim_id=claim_id, reason=reason, now=now, by=by)
    if claim.kind is not SourceKind.RULE:
        raise NotFound
    for field, value in claim.fields.items():
        Hold.objects.create(
            elevator_id=claim.elevator_id, organisation_id=claim.organisation_id,
            place_id=claim.place_id, field=field, value=value, at=now, by=by.as_json(),
            reason=claim.withdrawn_reason,
        )  # fmt: skip
    return claim


@transaction.atomic
def correct(*, changes: Sequence[Change], now: datetime, by: Actor) -> list[int | None]:
    """Correct values by rules; return a claim for each, None where it is held or no longer so.

    Announces: FactsChanged. Raises: NotAllowed.
    """
    if by.kind is not ActorKind.SYSTEM:
        _require_judge(by)
        require_in_reach(elevator_ids=[one.elevator_id for one in changes], by=by)
    lock_register()
    keys = {one.elevator_id for one in changes} - {0}
    ranks = precedence_on(now=now)
    spoken = spoken_of(elevator_ids=keys)
    held = {key: decide_all(spoken=spoken.get(key, []), precedence=ranks) for key in keys}
    undone = _held_off(keys)
    kept = [one for one in changes if _still_so(one, held, undone)]
    numbers = dict(
        zip(map(id, kept), fresh_keys(table="registry_claim", count=len(kept)), strict=True)
    )
    records = [f"{one.elevator_id}/{one.field}" for one in kept]
    sources = {f"{SourceKind.RULE}:{one.rule}" for one in kept}
    Claim.objects.filter(source__in=sources, record_key__in=records, current=True).update(
        current=False
    )
    insert_claims(rows=[_correction(one, numbers[id(one)], now, by) for one in kept])
    touched = {one.elevator_id for one in kept}
    settle(elevator_ids=touched, now=now)
    tell(changed=touched)
    return [numbers.get(id(one)) for one in changes]


def _held_off(keys: set[int]) -> set[tuple[int, str, str]]:
    rows = Hold.objects.filter(elevator_id__in=keys).values_list("elevator_id", "field", "value")
    return {(int(key or 0), field, repr(value)) for key, field, value in rows}


def _still_so(one: Change, held: Mapping[int, Held], undone: set[tuple[int, str, str]]) -> bool:
    if one.elevator_id not in held:
        return False
    if (one.elevator_id, one.field, repr(stored(value=one.after))) in undone:
        return False
    value, _ = held[one.elevator_id].get(one.field, (None, 0))
    return value == stored(value=one.before)


def _correction(one: Change, key: int, now: datetime, by: Actor) -> dict[str, object]:
    source, at = f"{SourceKind.RULE}:{one.rule}", now.isoformat()
    return {
        "id": key, "subject": str(Subject.ELEVATOR), "elevator_id": one.elevator_id,
        "organisation_id": None, "place_id": None, "source": source,
        "kind": str(SourceKind.RULE), "record_key": f"{one.elevator_id}/{one.field}",
        "observed_at": at, "received_at": at, "last_seen_at": at,
        "fields": {one.field: stored(value=one.after)}, "instead_of": stored(value=one.before),
        "origin": {"inputs": dict(one.inputs)}, "by": by.as_json(), "reason": one.rule,
        "edition": one.edition, "current": True, "withdrawn_at": None, "withdrawn_by": None,
        "withdrawn_reason": "",
    }  # fmt: skip
