"""Queue a message with its cause, and send it by its channel."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.messages.adapters.gateway import the_gateway, the_outbox
from hoistway.messages.adapters.sms import Gateway, GatewayDown
from hoistway.messages.events import MessageQueued
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose

MOST_ATTEMPTS = 5  # Chosen: with the task's doubling pauses about a minute, the life of a call.

MASK = "••••••"
"""What stands in a kept message where a secret was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message before it has a channel; the key makes it one however often it is queued."""

    purpose: Purpose
    key: str
    organisation_id: int | None
    person_id: int | None
    phone: str
    zh: str
    en: str
    link: str
    expires_at: datetime | None


@transaction.atomic
def queue_message(*, draft: Draft, now: datetime) -> None:
    """Put a message on every channel, in the caller's transaction."""
    for channel in Channel:
        on_page = channel is Channel.PAGE
        message, fresh = Message.objects.get_or_create(
            key=draft.key, channel=channel,
            defaults={
                "purpose": draft.purpose, "organisation_id": draft.organisation_id,
                "person_id": draft.person_id, "phone": draft.phone, "zh": draft.zh,
                "en": draft.en, "link": draft.link, "queued_at": now,
                "expires_at": draft.expires_at,
                "state": DeliveryState.SENT if on_page else DeliveryState.QUEUED,
                "sent_at": now if on_page else None,
            },
        )  # fmt: skip
        if fresh and on_page and draft.organisation_id:
            touch(f"organisation.{draft.organisation_id}")
        elif fresh:
            announce(MessageQueued(message_id=message.pk))


def send_secret(
    *, draft: Draft, secret: str, now: datetime, gateway: Gateway | None = None
) -> bool:  # fmt: skip
    """Send a text message at once in which a secret takes the place of its mask.

    What is kept of it shows the mask; the secret is written down nowhere. Return False when it
    should be tried again.
    """
    message, _ = Message.objects.get_or_create(
        key=draft.key, channel=Channel.SMS,
        defaults={
            "purpose": draft.purpose, "organisation_id": draft.organisation_id,
            "person_id": draft.person_id, "phone": draft.phone, "zh": draft.zh, "en": draft.en,
            "link": draft.link, "queued_at": now, "expires_at": draft.expires_at,
            "state": DeliveryState.QUEUED,
        },
    )  # fmt: skip
    return send_message(
        message_id=message.pk, gateway=gateway or the_gateway(), now=now, secret=secret
    )


def send_message(
    *, message_id: int, gateway: Gateway, now: datetime, secret: str = ""
) -> bool:  # fmt: skip
    """Send a queued message; return False when it should be tried again.

    A secret takes the place of its mask in what is sent, never in what is kept.
    The gateway is asked outside any transaction; the state moves only from «queued», so two
    workers keep one receipt. A message may arrive twice, it is never lost.
    """
    message = Message.objects.filter(pk=message_id, state=DeliveryState.QUEUED).first()
    if message is None:
        return True
    if message.expires_at is not None and now >= message.expires_at:
        return _settle(message, DeliveryState.EXPIRED)
    if not message.phone:
        return _settle(message, DeliveryState.NO_ADDRESS)
    try:
        text = message.zh.replace(MASK, secret) if secret else message.zh
        receipt = gateway.send(key=f"{message.pk}", phone=message.phone, text=text)
    except GatewayDown as error:
        message.attempts += 1
        if message.attempts >= MOST_ATTEMPTS:
            return _settle(message, DeliveryState.FAILED, receipt=str(error))
        Message.objects.filter(pk=message.pk).update(attempts=message.attempts)
        return False
    message.sent_at, message.attempts = now, message.attempts + 1
    return _settle(message, DeliveryState.SENT, receipt=receipt)


def forget_messages(*, before: datetime) -> int:
    """Delete messages queued before an instant and settled since; return how many."""
    settled = Message.objects.exclude(state=DeliveryState.QUEUED)
    return settled.filter(queued_at__lt=before).delete()[0]


def texts_to(*, phone: str, most: int) -> list[str]:
    """Return what a telephone has received where the outbox stands for a gateway (the demo)."""
    return the_outbox().received(phone=phone, most=most)


def _settle(message: Message, state: DeliveryState, *, receipt: str = "") -> bool:
    Message.objects.filter(pk=message.pk, state=DeliveryState.QUEUED).update(
        state=state, sent_at=message.sent_at, receipt=receipt[:200], attempts=message.attempts
    )
    return True
