"""Forget what is past its time."""

from datetime import datetime

from hoistway.messages.models import Message, Reach
from hoistway.messages.vocabulary import DeliveryState


def forget_messages(*, before: datetime) -> int:
    """Delete messages queued before an instant and settled since, and addresses ended before.

    Return how many messages went; their attempts go with them.
    """
    Reach.objects.filter(ended_at__lt=before).delete()
    settled = Message.objects.exclude(state__in=[DeliveryState.QUEUED, DeliveryState.WAITING])
    gone = settled.filter(queued_at__lt=before).delete()[1]
    return gone.get("messages.Message", 0)
