"""Questions about messages."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, DeliveryState
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


def messages(*, by: Actor) -> QuerySet[Message]:
    """Return all messages by channels that can fail, latest first. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_MESSAGES)
    return (
        Message.objects.exclude(channel=Channel.PAGE)
        .select_related("organisation")
        .order_by("-queued_at", "-pk")
    )


def message_counts() -> dict[DeliveryState, int]:
    """Return how many messages are in each state."""
    rows = Message.objects.values("state").annotate(n=Count("pk")).order_by("state")
    return {DeliveryState(row["state"]): row["n"] for row in rows}


def is_queued(*, keys: Iterable[str]) -> bool:
    """Return whether a message with one of these keys was ever queued."""
    return Message.objects.filter(key__in=list(keys)).exists()
