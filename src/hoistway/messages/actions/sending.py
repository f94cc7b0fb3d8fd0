"""Send a queued message by its channel, and keep every attempt."""

from datetime import datetime

from django.conf import settings
from django.core.signing import Signer
from django.db import transaction
from django.db.models import F

from hoistway.foundation.periods import local_day
from hoistway.messages.actions.queueing import MASK, Draft, reaches_of
from hoistway.messages.adapters.gateway import gateway_for, the_gateway, the_outbox
from hoistway.messages.adapters.parcel import (
    Gateway,
    GatewayDown,
    GatewayRefused,
    GoneAway,
    Parcel,
)
from hoistway.messages.models import Attempt, Message, Reach
from hoistway.messages.rules.importance import importance_of
from hoistway.messages.rules.pacing import is_given_up, next_attempt
from hoistway.messages.rules.policy import pace_on
from hoistway.messages.rules.wording import templates_on, worded
from hoistway.messages.vocabulary import Channel, DeliveryState, Outcome


def send_secret(
    *, draft: Draft, secret: str, now: datetime, gateway: Gateway | None = None
) -> bool:  # fmt: skip
    """Send a text message at once in which a secret takes the place of its mask.

    What is kept of it shows the mask; the secret is written down nowhere. Return False when it
    should be tried again: by the caller, for the sweep does not know the secret.
    """
    message, _ = Message.objects.get_or_create(
        key=draft.key, channel=Channel.SMS,
        defaults={
            "purpose": draft.purpose, "organisation_id": draft.organisation_id,
            "person_id": draft.person_id, "phone": draft.phone, "zh": draft.zh, "en": draft.en,
            "link": draft.link, "queued_at": now, "expires_at": draft.expires_at,
            "state": DeliveryState.QUEUED, "secret": True, "language": draft.language or "zh",
        },
    )  # fmt: skip
    return send_message(
        message_id=message.pk, gateway=gateway or the_gateway(), now=now, secret=secret
    )


def send_message(
    *, message_id: int, now: datetime, gateway: Gateway | None = None, secret: str = ""
) -> bool:  # fmt: skip
    """Send a queued message; return False when it will be tried again.

    A secret takes the place of its mask in what is sent, never in what is kept.
    The channel is asked outside any transaction; the state moves only from «queued», so two
    workers keep one receipt. A message may arrive twice, it is never lost: what finds the
    channel away waits for `next_attempt_at`, which a sweep watches.
    """
    message = Message.objects.filter(pk=message_id, state=DeliveryState.QUEUED).first()
    if message is None or (message.secret and not secret):
        return True
    if message.expires_at is not None and now >= message.expires_at:
        return _settle(message, DeliveryState.EXPIRED)
    reach = _reach_of(message)
    address = _address(message, reach)
    way = gateway or gateway_for(channel=message.channel)
    if not address or way is None:
        return _settle(message, DeliveryState.NO_ADDRESS, overtake_at=now)
    try:
        receipt = way.send(parcel=_parcel(message, reach, address, secret=secret, now=now))
    except GatewayDown as error:
        return _try_later(message, str(error), now)
    except GatewayRefused as error:
        if isinstance(error, GoneAway) and reach is not None:
            Reach.objects.filter(pk=reach.pk).update(ended_at=now)
        _keep_attempt(message, Outcome.REFUSED, str(error), now)
        return _settle(message, DeliveryState.FAILED, receipt=str(error), overtake_at=now)
    _keep_attempt(message, Outcome.TAKEN, receipt, now)
    message.sent_at = now
    pushed = message.channel is Channel.PUSH
    return _settle(
        message, DeliveryState.SENT, receipt=receipt,
        overtake_at=message.overtake_at if pushed else None,
    )  # fmt: skip


def _try_later(message: Message, said: str, now: datetime) -> bool:
    _keep_attempt(message, Outcome.UNREACHABLE, said, now)
    pace, importance = pace_on(day=local_day(at=now)), importance_of(purpose=message.purpose)
    if is_given_up(queued_at=message.queued_at, importance=importance, now=now, pace=pace):
        return _settle(message, DeliveryState.FAILED, receipt=said, overtake_at=now)
    at = next_attempt(attempts=message.attempts, now=now, pace=pace)
    Message.objects.filter(pk=message.pk, state=DeliveryState.QUEUED).update(
        next_attempt_at=None if message.secret else at, receipt=said[:200]
    )
    return False


def _keep_attempt(message: Message, outcome: Outcome, said: str, now: datetime) -> None:
    with transaction.atomic():
        Attempt.objects.create(
            message=message, channel=message.channel, at=now, outcome=outcome, said=said[:200]
        )
        Message.objects.filter(pk=message.pk).update(attempts=F("attempts") + 1)
    message.attempts += 1


def _settle(
    message: Message, state: DeliveryState, *, receipt: str = "",
    overtake_at: datetime | None = None,
) -> bool:  # fmt: skip
    lasting = None if message.secret else overtake_at
    Message.objects.filter(pk=message.pk, state=DeliveryState.QUEUED).update(
        state=state, sent_at=message.sent_at, receipt=receipt[:200], next_attempt_at=None,
        overtake_at=lasting,
    )  # fmt: skip
    return True


def _reach_of(message: Message) -> Reach | None:
    if message.channel in (Channel.SMS, Channel.VOICE):
        return None
    found = (one for one in reaches_of(row=message) if one.channel is message.channel)
    return next(found, None)


def _address(message: Message, reach: Reach | None) -> str:
    if message.channel in (Channel.SMS, Channel.VOICE):
        return message.phone
    if message.channel is Channel.EMAIL and message.email:
        return message.email
    return reach.address if reach is not None else ""


def _parcel(
    message: Message, reach: Reach | None, address: str, *, secret: str, now: datetime
) -> Parcel:  # fmt: skip
    english = message.language == "en" and message.channel is not Channel.VOICE
    text = message.en if english else message.zh
    text = text.replace(MASK, secret) if secret else text
    wording, facts = worded(
        purpose=message.purpose, text=text, language="en" if english else "zh",
        templates=templates_on(day=local_day(at=now)),
    )  # fmt: skip
    left = message.expires_at - now if message.expires_at else None
    return Parcel(
        key=f"{message.pk}", address=address, text=text + _ask_to_confirm(message, english=english),
        title=message.purpose.in_language("en" if english else "zh"), codes=wording.codes,
        facts=facts, language=message.language, keys=reach.keys if reach else {},
        link=settings.BASE_URL + message.link, receipt=push_receipt(message_id=message.pk),
        at=now, life_s=max(0, int(left.total_seconds())) if left else 86_400,
    )  # fmt: skip


def _ask_to_confirm(message: Message, *, english: bool) -> str:
    """Return the words that ask for a confirmation where the next person would be told."""
    asked = Message.objects.filter(key=message.key, channel=Channel.PAGE).exclude(token="").first()
    if asked is None or asked.read_at is not None:
        return ""
    words = " Please confirm: " if english else " 请点开确认："
    return f"{words}{settings.BASE_URL}/m/{asked.token}"


def push_receipt(*, message_id: int) -> str:
    """Return the word by which a browser confirms that it has shown a push."""
    return Signer(salt="push", key=settings.SECRET_KEY).sign(f"{message_id}")


def texts_to(*, phone: str, most: int) -> list[str]:
    """Return what a telephone has received where the outbox stands for a gateway (the demo)."""
    return the_outbox().received(phone=phone, most=most)
