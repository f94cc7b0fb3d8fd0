"""Send a message once more that did not get through."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.messages.events import MessageQueued
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, DeliveryState
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class CannotResend(Refusal):
    """Raised when a message is on its way, has arrived, or carried a secret."""

    code = "cannot_resend"
    zh = "这条通知不能重发：它正在发送、已经送达，或是一次性验证码。"
    en = "This message cannot be sent again: it is on its way, has arrived, or was a one-time code."


@transaction.atomic
def resend_message(*, message_id: int, now: datetime, by: Actor) -> None:
    """Put a message that did not get through back into the queue; its attempts stay on record.

    One that had expired is sent all the same: a person wants it. Raises: NotAllowed, NotFound,
    CannotResend.
    """
    require(by=by, deed=Deed.RESEND_MESSAGES)
    row = Message.objects.filter(pk=message_id).exclude(channel=Channel.PAGE).first()
    if row is None:
        raise NotFound
    lost = Message.objects.filter(
        pk=message_id, state__in=DeliveryState.lost_states(), secret=False
    )
    moved = lost.update(
        state=DeliveryState.QUEUED, queued_at=now, next_attempt_at=None, overtake_at=None,
        expires_at=None, resent_by=by.as_json(),
    )  # fmt: skip
    if not moved:
        raise CannotResend
    announce(MessageQueued(message_id=message_id))
