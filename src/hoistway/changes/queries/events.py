"""A change as the event that goes out: one shape for the feed, for webhooks and for their log.

Source: CloudEvents 1.0, JSON format; `sequence` by its extension Sequence, ordered as text.
"""

from django.conf import settings

from hoistway.changes.models import Change, Delivery
from hoistway.changes.queries.kinds import type_of

Event = dict[str, object]


def event_told(*, change: Change) -> Event:
    """Return a change as an event; the same one wherever it is read or sent."""
    return _event(
        id=str(change.pk), type=type_of(kind=change.kind, version=change.version),
        subject=change.subject, time=change.at, sequence=f"{change.pk:020d}", data=change.data,
    )  # fmt: skip


def event_of(*, row: Delivery) -> Event:
    """Return the event that a delivery carries; one without a change is a test."""
    if row.change is not None:
        return event_told(change=row.change)
    return _event(
        id=f"test-{row.pk}", type=type_of(kind=row.kind), subject=row.subject, time=row.made_at,
        data={"webhook": row.webhook.number},
    )  # fmt: skip


def message_id(*, row: Delivery) -> str:
    """Return the `webhook-id`: the same in every attempt and every replay of a change."""
    return f"msg_{row.webhook_id}_{row.change_id or f'test{row.pk}'}"


def _event(**said: object) -> Event:
    shared = {
        "specversion": "1.0", "source": settings.BASE_URL, "datacontenttype": "application/json",
    }  # fmt: skip
    return {**shared, **said}
