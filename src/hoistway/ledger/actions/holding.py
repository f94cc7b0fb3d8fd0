"""Order that documents are kept beyond their time, and lift the order."""

import uuid
from datetime import datetime

from django.db import connection, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ledger.models import Hold
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry import queries as registry

_AT_ONCE = 5000  # Chosen: a second of work, after which others get their turn.


class HoldReasonMissing(Refusal):
    """Raised when a hold is ordered or lifted without a reason."""

    code = "hold_reason_missing"
    zh = "请填写理由。"
    en = "Say why."
    status = 422


@transaction.atomic
def order_hold(
    *, form_id: uuid.UUID, elevator_id: int, reason: str, now: datetime, by: Actor
) -> Hold:
    """Keep all documents of an elevator, those to come too, until the order is lifted.

    Source: 电子签名法 art. 6 (kept so that it can be consulted at any time).
    Raises: NotAllowed, NotFound, HoldReasonMissing.
    """
    require(by=by, deed=Deed.HOLD_RECORDS)
    if not registry.elevators(by=by).filter(pk=elevator_id).exists():
        raise NotFound
    if not reason.strip():
        raise HoldReasonMissing
    hold, _ = Hold.objects.get_or_create(
        form_id=form_id,
        defaults={
            "elevator_id": elevator_id, "reason": reason.strip()[:300], "since": now,
            "ordered_by": by.as_json(),
        },
    )  # fmt: skip
    return hold


@transaction.atomic
def lift_hold(*, hold_id: int, reason: str, now: datetime, by: Actor) -> Hold:
    """Lift an order; one that is lifted already stays as it is.

    Raises: NotAllowed, NotFound, HoldReasonMissing.
    """
    require(by=by, deed=Deed.HOLD_RECORDS)
    seen = registry.elevators(by=by).order_by().values("pk")
    hold = Hold.objects.select_for_update().filter(pk=hold_id, elevator__in=seen).first()
    if hold is None:
        raise NotFound
    if not reason.strip():
        raise HoldReasonMissing
    if hold.lifted_at is None:
        hold.lifted_at, hold.lifted_by = now, by.as_json()
        hold.lifted_reason = reason.strip()[:300]
        hold.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    return hold


def forget_bodies(*, now: datetime) -> int:
    """Empty the bodies whose time is over and which no order holds; return how many.

    The database's own function does it, nobody else can; chain and digests stay verifiable.
    """
    gone = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT ledger_forget(%s, %s)", [local_day(at=now), _AT_ONCE])
            part = int(cursor.fetchone()[0])
        gone += part
        if part < _AT_ONCE:
            return gone
