"""Send again what was sent before or was missed: one, what failed, or all from an instant on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from hoistway.changes.actions.hooks import WebhookMoved
from hoistway.changes.actions.telling_webhooks import LISTENING, listener_of, write_deliveries
from hoistway.changes.models import Change, Delivery, Webhook, WebhookStep
from hoistway.changes.queries.hooks import webhook_seen
from hoistway.changes.vocabulary import DeliveryState, WebhookDeed
from hoistway.foundation.actors import Actor

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
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
    return Delivery.objects.filter(pk__in=keys).exclude(state=DeliveryState.WAITING).update(
        state=DeliveryState.WAITING, attempts=0, next_at=now, ended_at=None, held_until=None
    )  # fmt: skip


def _missed(webhook: Webhook, since: datetime, now: datetime) -> int:
    listener = listener_of(webhook=webhook, now=now)
    if listener is None:
        return 0
    had = Delivery.objects.filter(webhook=webhook).values("change_id")
    rows = Change.objects.filter(noted_at__gte=since).exclude(pk__in=had.exclude(change=None))
    found = rows.order_by("pk")[:MOST]
    return write_deliveries(changes=found, listeners=[listener], now=now)
