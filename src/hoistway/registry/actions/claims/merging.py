"""Two rows that are one elevator become one, and one that is two becomes two again."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_keys
from hoistway.foundation.history import recorded
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.registry.actions.claims.deciding import (
    given_reason,
    require_in_reach,
    require_judge,
)
from hoistway.registry.actions.claims.planning import may_enter
from hoistway.registry.actions.claims.reading import spoken_of
from hoistway.registry.actions.claims.saying import tell
from hoistway.registry.actions.claims.settling import settle, settle_spoken
from hoistway.registry.actions.claims.tables import lock_register
from hoistway.registry.actions.search import index_elevators
from hoistway.registry.events import ElevatorsMerged, ElevatorsSplit
from hoistway.registry.models import Claim, Elevator, Merge
from hoistway.registry.queries import claims_to_place, survivor_of
from hoistway.registry.vocabulary import Subject


class CannotMerge(Refusal):
    """Raised when two rows are one already, or one of them is part of another elevator."""

    code = "cannot_merge"
    zh = "这两台电梯不能合并：其中一台已被合并，或两者相同。"
    en = "These two cannot be merged: one of them is merged already, or they are the same."


class CannotEnter(Refusal):
    """Raised when a record says too little to be an elevator of its own."""

    code = "cannot_enter"
    zh = "该记录缺少注册代码、地址、品种或辖区，不能单独登记。"
    en = "This record lacks number, address, kind or jurisdiction: it cannot be entered by itself."


@transaction.atomic
def merge(  # noqa: PLR0913 -- a merge is kept with all that led to it
    *, kept_id: int, gone_id: int, reason: str, inputs: Mapping[str, object], edition: str,
    now: datetime, by: Actor,
) -> Merge:  # fmt: skip
    """Make one elevator of two rows: all that was said of the one counts for the other.

    The row that goes keeps its own facts and plate; a split takes everything back. Announces:
    ElevatorsMerged, FactsChanged. Raises: NotAllowed, ReasonMissing, CannotMerge.
    """
    lock_register()
    rows = Elevator.objects.filter(pk__in={kept_id, gone_id}, merged_into=None)
    if rows.count() != 2:
        raise CannotMerge
    words = _judged([kept_id, gone_id], reason, by)
    claims = list(
        Claim.objects.filter(elevator_id=gone_id).order_by("pk").values_list("pk", flat=True)
    )
    Claim.objects.filter(pk__in=claims).update(elevator_id=kept_id)
    row = Merge.objects.create(
        kept_id=kept_id, gone_id=gone_id, claims=claims, at=now, by=by.as_json(), reason=words,
        inputs=dict(inputs), edition=edition,
    )  # fmt: skip
    with recorded(by=by, reason=words):
        Elevator.objects.filter(pk=gone_id).update(merged_into_id=kept_id)
        settle(elevator_ids=[kept_id], now=now, by=by)
    index_elevators(elevator_ids=[kept_id, gone_id])
    announce(ElevatorsMerged(kept_id=kept_id, gone_id=gone_id))
    tell(changed=[kept_id])
    return row


@transaction.atomic
def split(*, merge_id: int, reason: str, now: datetime, by: Actor) -> Merge:
    """Take a merge back: the row that went is an elevator again, with all that is its own.

    What its records said meanwhile goes with it. Announces: ElevatorsSplit, FactsChanged.
    Raises: NotAllowed, NotFound, ReasonMissing.
    """
    lock_register()
    row = Merge.objects.filter(pk=merge_id, undone_at=None).first()
    if row is None:
        raise NotFound
    home = survivor_of(elevator_id=row.kept_id)
    words = _judged([home], reason, by)
    _carry(Claim.objects.filter(pk__in=row.claims, elevator_id=home), row.gone_id)
    row.undone_at, row.undone_by, row.undone_reason = now, by.as_json(), words
    row.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    with recorded(by=by, reason=words):
        Elevator.objects.filter(pk=row.gone_id).update(merged_into_id=None)
        settle(elevator_ids=[home, row.gone_id], now=now, by=by)
    index_elevators(elevator_ids=[home, row.gone_id])
    announce(ElevatorsSplit(kept_id=row.kept_id, gone_id=row.gone_id))
    tell(changed=[home, row.gone_id])
    return row


@transaction.atomic
def place_claim(
    *, claim_id: int, elevator_id: int | None, reason: str, now: datetime, by: Actor
) -> int:
    """Say of which elevator a record speaks; return its key, a new one's where none is given.

    All that the record ever said goes along. Announces: FactsChanged, ElevatorsRegistered.
    Raises: NotAllowed, NotFound, ReasonMissing, CannotEnter.
    """
    lock_register()
    claim = Claim.objects.filter(pk=claim_id, subject=Subject.ELEVATOR).first()
    if claim is None:
        raise NotFound
    before = claim.elevator_id
    words = _judged([key for key in (before, elevator_id) if key], reason, by)
    if elevator_id is None:
        _require_entry(claim, by)
    (key,) = [elevator_id] if elevator_id else fresh_keys(table="registry_elevator", count=1)
    record = Claim.objects.filter(
        source=claim.source, record_key=claim.record_key, subject=Subject.ELEVATOR
    )
    record.update(elevator_id=key)
    claim.refresh_from_db()
    claim.origin = {
        **claim.origin, "placed": {"at": now.isoformat(), "by": by.as_json(), "reason": words},
    }  # fmt: skip
    claim.save(update_fields=["origin"])
    fresh = frozenset() if elevator_id else frozenset({key})
    known = {key, *([before] if before else [])}
    with recorded(by=by, reason=words):
        settle_spoken(spoken_by=spoken_of(elevator_ids=known), now=now, by=by, fresh=fresh)
    tell(entered=sorted(fresh), changed=known - fresh)
    return int(key)


def _require_entry(claim: Claim, by: Actor) -> None:
    if claim.elevator_id is None and not claims_to_place(by=by).filter(pk=claim.pk).exists():
        raise NotAllowed
    if not may_enter(source=claim.source, fields=claim.fields):
        raise CannotEnter


def _judged(elevator_ids: Collection[int], reason: str, by: Actor) -> str:
    require_judge(by=by)
    words = given_reason(reason=reason)
    require_in_reach(elevator_ids=list(elevator_ids), by=by)
    return words


def _carry(claims: "Collection[Claim]", gone_id: int) -> None:
    """Give claims to the elevator that returns, with all that the same records said since."""
    records = {(one.source, one.record_key, one.elevator_id) for one in claims}
    theirs = Q(pk__in=[])
    for source, record_key, home in records:
        theirs |= Q(source=source, record_key=record_key, elevator_id=home)
    Claim.objects.filter(theirs, subject=Subject.ELEVATOR).update(elevator_id=gone_id)
