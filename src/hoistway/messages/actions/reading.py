"""Reading: one of an organisation's people opens a message, and the others see who it was."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.messages.models import Message
from hoistway.messages.queries import inbox
from hoistway.messages.rules.importance import importance_of
from hoistway.messages.vocabulary import Importance, Purpose

_ORDINARY = [
    str(one) for one in Purpose if importance_of(purpose=one) is Importance.ORDINARY
]  # fmt: skip


@transaction.atomic
def read_message(*, message_id: int, now: datetime, by: Actor) -> Message:
    """Keep that somebody has opened a message of their inbox; nobody further is told then.

    The first reader stays. Raises: NotFound.
    """
    message = inbox(by=by).filter(pk=message_id).first()
    if message is None:
        raise NotFound
    unread = Message.objects.filter(pk=message.pk, read_at=None)
    unread.update(read_at=now, read_by_id=by.person_id or None, confirm_by=None)
    return message


def read_all(*, now: datetime, by: Actor) -> int:
    """Keep that somebody has seen all that is ordinary in their inbox; return how many.

    What is urgent is opened one by one, since somebody answers for it.
    """
    keys = inbox(by=by).filter(read_at=None, purpose__in=_ORDINARY).values("pk")
    unread = Message.objects.filter(pk__in=keys.order_by(), read_at=None)
    return unread.update(read_at=now, read_by_id=by.person_id or None)
