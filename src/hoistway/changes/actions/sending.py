"""Send what waits: hold it, post it, write down what came back and when it is tried again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from hoistway.changes.actions.telling_webhooks import why_silent
from hoistway.changes.adapters.envelope import Letter, enveloped
from hoistway.changes.adapters.post import Sent, posted
from hoistway.changes.models import Delivery, DeliveryAttempt, Webhook
from hoistway.changes.queries.events import event_of, message_id
from hoistway.changes.queries.hooks import secrets_of
from hoistway.changes.rules.policy import policy_on
from hoistway.changes.rules.schedule import GONE, asked_pause, is_dead, is_taken, next_attempt
from hoistway.changes.vocabulary import DeliveryState, PauseReason, WebhookState
from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose

HELD_S = 60
"""How long who sends may hold a delivery. Chosen: four times the time-out; after that its sender
was killed, and somebody else sends it under the same `webhook-id`."""

_DUE = """
WITH due AS (
  SELECT d.id, row_number() OVER (PARTITION BY d.webhook_id ORDER BY d.next_at, d.id) AS place
  FROM changes_delivery d JOIN changes_webhook w ON w.id = d.webhook_id
  WHERE d.state = 'waiting' AND d.next_at <= %(now)s AND d.webhook_id <> ALL(%(busy)s)
    AND (d.held_until IS NULL OR d.held_until < %(now)s)
    AND (w.state = 'active' OR (w.state = 'checking' AND d.change_id IS NULL))
    AND NOT EXISTS (SELECT 1 FROM changes_delivery e WHERE e.webhook_id = d.webhook_id
      AND e.line = d.line AND e.state = 'waiting' AND e.id < d.id)
)
UPDATE changes_delivery SET held_until = %(until)s
WHERE id IN (SELECT id FROM due WHERE place <= %(each)s ORDER BY id LIMIT %(most)s)
  AND state = 'waiting' AND (held_until IS NULL OR held_until < %(now)s)
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery as it goes out: to which address, and the signed letter."""

    delivery_id: int
    webhook_id: int
    url: str
    letter: Letter
    timeout_s: float


def claim(*, most: int, busy: Collection[int], now: datetime) -> list[Parcel]:
    """Hold deliveries that are due, the first of each line, and return them ready to be sent.

    `busy` are addresses to which enough is on its way. An address for which nobody in a role
    answers any more is paused. The order of a line is kept because only its first is ever held.
    """
    policy = policy_on(day=local_day(at=now))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _DUE,
            {
                "now": now, "until": now + timedelta(seconds=HELD_S), "busy": sorted(busy),
                "each": policy.most_in_flight, "most": most,
            },
        )  # fmt: skip
        keys = [row[0] for row in cursor.fetchall()]
    rows = Delivery.objects.filter(pk__in=keys).order_by("pk")
    held = list(rows.select_related("change", "webhook__membership"))
    silent = {one: why_silent(webhook=one, now=now) for one in {row.webhook for row in held}}
    for webhook, reason in silent.items():
        if reason is not None:
            _pause(webhook, reason, now)
    told = [row for row in held if silent[row.webhook] is None]
    return [_parcel(row, policy.timeout_s, now) for row in told]


async def send(*, parcel: Parcel) -> Sent:
    """Post a parcel and return what came of it; refuses places inside the own house."""
    return await posted(
        url=parcel.url, letter=parcel.letter, timeout_s=parcel.timeout_s,
        allowed=settings.WEBHOOK_NETWORKS,
    )  # fmt: skip


@transaction.atomic
def settle(*, parcel: Parcel, sent: Sent, now: datetime) -> None:
    """Write down what came of a parcel: taken, to be tried again, or given up."""
    webhook = Webhook.objects.select_for_update().get(pk=parcel.webhook_id)
    row = Delivery.objects.select_for_update().get(pk=parcel.delivery_id)
    DeliveryAttempt.objects.create(
        delivery=row, at=now, status=sent.status or None, sent=parcel.letter.headers_shown,
        answered=sent.headers, body=sent.body, error=sent.error, took_ms=sent.took_ms,
    )  # fmt: skip
    if row.state is not DeliveryState.WAITING:
        return
    row.attempts, row.status, row.held_until = row.attempts + 1, sent.status or None, None
    if is_taken(status=sent.status):
        _taken(webhook, row, now)
    else:
        _not_taken(webhook, row, sent, now)
    row.save()


def _taken(webhook: Webhook, row: Delivery, now: datetime) -> None:
    row.state, row.ended_at, row.next_at = DeliveryState.DELIVERED, now, None
    if webhook.state is WebhookState.CHECKING:
        webhook.state = WebhookState.ACTIVE
    webhook.failing_since, webhook.taken_at = None, now
    webhook.save(update_fields=["state", "failing_since", "taken_at"])


def _not_taken(webhook: Webhook, row: Delivery, sent: Sent, now: datetime) -> None:
    policy = policy_on(day=local_day(at=now))
    pause = asked_pause(status=sent.status, header=sent.headers.get("retry-after", ""))
    row.next_at = next_attempt(
        policy=policy, attempts=row.attempts, key=str(row.pk), now=now, retry_after_s=pause
    )
    if row.next_at is None:
        row.state, row.ended_at = DeliveryState.FAILED, now
    webhook.failing_since = webhook.failing_since or now
    webhook.save(update_fields=["failing_since"])
    if sent.status == GONE:
        _pause(webhook, PauseReason.GONE, now)
    elif is_dead(policy=policy, failing_since=webhook.failing_since, now=now):
        _pause(webhook, PauseReason.FAILING, now)


def _pause(webhook: Webhook, reason: PauseReason, now: datetime) -> None:
    """Stop sending to an address and tell its organisation why."""
    moved = Webhook.objects.filter(
        pk=webhook.pk, state__in=[str(WebhookState.CHECKING), str(WebhookState.ACTIVE)]
    ).update(state=WebhookState.PAUSED, pause_reason=reason)
    if not moved:
        return
    zh = f"推送地址“{webhook.name}”已暂停：{reason.zh}。修复后请在页面恢复，并补发暂停期间的变更。"
    en = (
        f"The webhook «{webhook.name}» is paused: {reason.en}. Mend it, resume it on its page, "
        "and replay what changed meanwhile."
    )
    draft = Draft(
        purpose=Purpose.WEBHOOK, key=f"webhook.{webhook.number}.{now:%Y%m%d%H%M}",
        organisation_id=webhook.organisation_id, person_id=None, phone="", zh=zh, en=en,
        link=f"/webhooks/{webhook.number}", expires_at=None,
    )  # fmt: skip
    queue_message(draft=draft, now=now)


def _parcel(row: Delivery, timeout_s: float, now: datetime) -> Parcel:
    letter = enveloped(
        message_id=message_id(row=row), event=event_of(row=row),
        secrets=secrets_of(webhook=row.webhook, now=now), now=now,
    )  # fmt: skip
    return Parcel(row.pk, row.webhook_id, row.webhook.url, letter, timeout_s)
