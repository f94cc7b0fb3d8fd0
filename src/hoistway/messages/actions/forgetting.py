"""Forget what is past its time."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

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


def forget_telephones(*, followers: Collection[str]) -> int:
    """Take telephone and mailbox out of all that was sent to those who follow a report by a link.

    What was said and when stays; what was not yet sent is sent no more. Return of how many
    messages. Source: 个人信息保护法 art. 47.
    """
    links = [f"/r/{one}" for one in followers if one]
    theirs = Message.objects.filter(Q(link__in=links) | Q(follower__in=[*filter(None, followers)]))
    theirs = theirs.filter(organisation=None, person=None)
    waiting = theirs.filter(state__in=[DeliveryState.QUEUED, DeliveryState.WAITING])
    waiting.update(state=DeliveryState.EXPIRED, next_attempt_at=None, overtake_at=None)
    return theirs.update(phone="", email="")
