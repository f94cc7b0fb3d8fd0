"""Questions about changes and about the addresses that are told of them."""

from hoistway.changes.queries.events import event_of, event_told, message_id
from hoistway.changes.queries.feed import (
    Asked,
    CursorAhead,
    Feed,
    KindUnknown,
    changes_seen,
    feed,
    head_of_feed,
)
from hoistway.changes.queries.hooks import (
    TEST,
    DeliverySearch,
    attempts_of,
    counts_of,
    deliveries,
    delivery_seen,
    last_test,
    secrets_of,
    webhook_seen,
    webhook_steps,
    webhooks,
)
from hoistway.changes.queries.kinds import KindTold, kinds_told, schema_of

__all__ = [
    "TEST",
    "Asked",
    "CursorAhead",
    "DeliverySearch",
    "Feed",
    "KindTold",
    "KindUnknown",
    "attempts_of",
    "changes_seen",
    "counts_of",
    "deliveries",
    "delivery_seen",
    "event_of",
    "event_told",
    "feed",
    "head_of_feed",
    "kinds_told",
    "last_test",
    "message_id",
    "schema_of",
    "secrets_of",
    "webhook_seen",
    "webhook_steps",
    "webhooks",
]  # fmt: skip
