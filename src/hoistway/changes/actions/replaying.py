"""Send again what was sent before or was missed: one, what failed, or all from an instant on."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from hoistway.changes.actions.hooks import WebhookMoved
from hoistway.changes.actions.telling_webhooks import LISTENING, listener_of, write_deliveries
from hoistway.changes.models import Delivery, Webhook, WebhookStep
from hoistway.changes.queries.feed import changes_seen
from hoistway.changes.queries.hooks import webhook_seen
from hoistway.changes.vocabulary import DeliveryState, WebhookDeed
from hoistway.foundation.actors import Actor

AT_ONCE = 1_000
"""Changes looked at in one go. Chosen: a few hundred kB."""

MOST = 20_000
"""Changes sent again by one deed. Chosen: some minutes of sending; the rest by the next deed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What to send again: these deliveries, all that failed, or everything since an instant."""

    delivery_ids: tuple[int, ...] = ()
    failed: bool = False
    since: datetime | None = None


@transaction.atomic
def replay(*, number: str, wanted: Replay, now: datetime, by: Actor) -> int:
    """Put deliveries back into the way, under the same `webhook-id`; return how many.

    Since an instant, also what the address was never sent because it was paused or not yet there.
    Raises: NotAllowed, NotFound, WebhookMoved.
    """
    webhook = webhook_seen(number=number, by=by)
    if str(webhook.state) not in LISTENING:
        raise WebhookMoved(zh=webhook.state.zh, en=webhook.state.en)
    rows = Delivery.objects.filter(webhook=webhook, change__isnull=False)
    count = 0
    if wanted.delivery_ids:
        count += _again(rows.filter(pk__in=wanted.delivery_ids[:MOST]), now)
    if wanted.failed:
        count += _again(rows.filter(state=DeliveryState.FAILED), now)
    if wanted.since is not None:
        count += _again(rows.filter(change__noted_at__gte=wanted.since), now)
        count += _missed(webhook, wanted.since, now)
    WebhookStep.objects.create(
        webhook=webhook, deed=str(WebhookDeed.REPLAY), at=now, by=by.as_json()
    )
    return count


def _again(rows: QuerySet[Delivery], now: datetime) -> int:
    """Put these into the way again; what waits for its next attempt is tried at once."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
    named = Delivery.objects.filter(pk__in=keys)
    waiting = named.filter(state=DeliveryState.WAITING).update(attempts=0, next_at=now)
    return waiting + named.exclude(state=DeliveryState.WAITING).update(
        state=DeliveryState.WAITING, attempts=0, next_at=now, ended_at=None, held_until=None
    )  # fmt: skip


def _missed(webhook: Webhook, since: datetime, now: datetime) -> int:
    """Put into the way what an address was never sent, and return how many; some at a time."""
    listener = listener_of(webhook=webhook, now=now)
    if listener is None:
        return 0
    had = Delivery.objects.filter(webhook=webhook, change__isnull=False).values("change_id")
    rows = changes_seen(by=listener.by, scopes=listener.scopes).exclude(pk__in=had)
    wanted = rows.filter(listener.wanted, noted_at__gte=since).iterator(chunk_size=AT_ONCE)
    written = 0
    while written < MOST and (some := list(islice(wanted, AT_ONCE))):
        written += write_deliveries(changes=some, listeners=[listener], now=now)
    return written
