"""The row by which this installation deals with a partner, and the lock on its topics."""

from datetime import datetime

from django.db import connection

from hoistway.exchange.models import Partner, PartnerStep
from hoistway.exchange.vocabulary import PartnerDeed
from hoistway.foundation.actors import Actor


def partner_row(*, name: str) -> Partner:
    """Return the row of a partner that has a profile; the first deed makes it."""
    return Partner.objects.get_or_create(name=name)[0]


def lock(*, what: str) -> None:
    """Hold one thing of exchange until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"exchange.{what}"]
        )


def kept_step(
    *, partner: Partner, deed: PartnerDeed, now: datetime, by: Actor, topic: str = "",
    facts: dict[str, object] | None = None,
) -> None:  # fmt: skip
    """Keep what was done to a partner's exchange."""
    PartnerStep.objects.create(
        partner=partner, deed=deed, topic=topic, facts=facts or {}, at=now, by=by.as_json()
    )
