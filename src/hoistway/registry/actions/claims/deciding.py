"""People and rules over the sources: decisions, suggestions, corrections and their undoing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.history import recorded
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import may, require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.actions.claims.organisations import settle_organisations
from hoistway.registry.actions.claims.places import settle_places
from hoistway.registry.actions.claims.saying import tell
from hoistway.registry.actions.claims.settling import settle
from hoistway.registry.actions.claims.tables import lock_register
from hoistway.registry.models import Claim
from hoistway.registry.queries import elevators
from hoistway.registry.rules.sayings import FieldValue, Saying, stored
from hoistway.registry.rules.sources import kind_of
from hoistway.registry.vocabulary import SourceKind

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
    (claim,) = decide_fields(
        elevator_id=elevator_id, values={field: value}, reason=reason, now=now, by=by
    )
    return claim


@transaction.atomic
def decide_fields(
    *, elevator_id: int, values: Mapping[str, FieldValue], reason: str, now: datetime, by: Actor,
    origin: Mapping[str, object] | None = None,
) -> list[Claim]:  # fmt: skip
    """Hold several values true at once, as a unit's name and code must be; one claim each.

    `origin` names the paper on which the decision rests. Announces: FactsChanged.
    Raises: NotAllowed, ReasonMissing.
    """
    require_judge(by=by)
    words = given_reason(reason=reason)
    require_in_reach(elevator_ids=[elevator_id], by=by)
    lock_register()
    sayings = [
        Saying(
            source=str(SourceKind.PERSON), record_key=f"{elevator_id}/{field}", observed_at=now,
            fields={field: stored(value=value)}, elevator_id=elevator_id, reason=words,
            origin=origin or {},
        )
        for field, value in values.items()
    ]  # fmt: skip
    with recorded(by=by, reason=words):
        claims = [_stated(saying, now, by) for saying in sayings]
        settle(elevator_ids=[elevator_id], now=now, by=by)
    tell(changed=[elevator_id])
    return claims


def require_judge(*, by: Actor) -> None:
    """Refuse unless the actor may judge what the register holds. Raises: NotAllowed."""
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
    require_judge(by=by)
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
    with recorded(by=by, reason=reason):
        settle_subjects(
            elevator_ids=[claim.elevator_id], organisation_ids=[claim.organisation_id],
            place_ids=[claim.place_id], now=now, by=by,
        )  # fmt: skip


def settle_subjects(
    *, elevator_ids: Collection[int | None], organisation_ids: Collection[int | None],
    place_ids: Collection[int | None], now: datetime, by: Actor,
) -> None:  # fmt: skip
    """Decide anew whatever changed claims speak of; 0 and None are nothing.

    Announces: FactsChanged.
    """
    elevators_touched = sorted(key for key in set(elevator_ids) if key)
    settle(elevator_ids=elevators_touched, now=now, by=by)
    settle_organisations(organisation_ids={key for key in organisation_ids if key}, now=now, by=by)
    settle_places(place_ids={key for key in place_ids if key}, now=now)
    tell(changed=elevators_touched)
