"""Receipts: what providers and browsers say of messages they took, and who has confirmed."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q

from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.messages.adapters.aliyun import aliyun_reports
from hoistway.messages.adapters.gateway import gateway_for
from hoistway.messages.adapters.http import plain_reports
from hoistway.messages.adapters.parcel import Asked, Gateway, GatewayDown, Reported
from hoistway.messages.adapters.tencent import tencent_reports
from hoistway.messages.models import Attempt, Message
from hoistway.messages.rules.policy import pace_on
from hoistway.messages.vocabulary import Channel, DeliveryState, Outcome

POLLED_AT_ONCE = 50
"""Receipts asked for in one look. Chosen: Aliyun is asked one by one, some 5 s."""


class UnknownProvider(Refusal):
    """Raised when nobody of this name reports what became of messages."""

    code = "unknown_provider"
    zh = "没有这个通道。"
    en = "There is no such provider."
    status = 404


_READERS: dict[str, Callable[[object], list[Reported]]] = {
    "plain": plain_reports, "aliyun": aliyun_reports, "tencent": tencent_reports,
}  # fmt: skip


def keep_report(*, provider: str, said: object, now: datetime) -> int:
    """Keep what a provider, or a browser (`push`), reports; return how many messages it changed.

    A browser's report counts by the word that we signed and it alone could read.
    Raises: UnknownProvider.
    """
    if provider == "push":
        return keep_receipts(reports=_shown(said), channels=[Channel.PUSH], now=now)
    if provider not in _READERS:
        raise UnknownProvider
    told = _READERS[provider](said)
    return keep_receipts(reports=told, channels=[Channel.SMS, Channel.VOICE], now=now)


def _shown(said: object) -> list[Reported]:
    word = str(said.get("receipt", "")) if isinstance(said, dict) else ""
    try:
        Signer(salt="push", key=settings.SECRET_KEY).unsign(word)
    except BadSignature:
        return []
    return [Reported(receipt=word, arrived=True, said="shown by the browser")]


@transaction.atomic
def keep_receipts(
    *, reports: Iterable[Reported], channels: Iterable[Channel], now: datetime
) -> int:  # fmt: skip
    """Keep what is reported of messages; return how many it changed.

    A receipt may come late, twice, or before our own answer was written. What has arrived stays
    arrived; what a receipt calls lost goes on by the next channel.
    """
    return sum(_keep(report, list(channels), now) for report in reports)


def _keep(report: Reported, channels: list[Channel], now: datetime) -> bool:
    named = Q(pk__in=[])
    if report.receipt and report.receipt != "outbox":
        named |= Q(receipt=report.receipt)
    if report.key.isascii() and report.key.isdigit() and len(report.key) < 19:
        named |= Q(pk=int(report.key))
    before = [DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.FAILED]
    rows = Message.objects.filter(named, channel__in=channels, state__in=before)
    message = rows.select_for_update().order_by("pk").first()
    if message is None or (not report.arrived and message.state is DeliveryState.FAILED):
        return False
    outcome = Outcome.ARRIVED if report.arrived else Outcome.LOST
    Attempt.objects.create(
        message=message, channel=message.channel, at=now, outcome=outcome, said=report.said[:200]
    )
    Message.objects.filter(pk=message.pk).update(
        state=DeliveryState.DELIVERED if report.arrived else DeliveryState.FAILED,
        delivered_at=now if report.arrived else None, sent_at=message.sent_at or now,
        next_attempt_at=None, overtake_at=None if report.arrived or message.secret else now,
    )  # fmt: skip
    return True


def poll_receipts(*, channel: Channel, now: datetime, gateway: Gateway | None = None) -> int:
    """Ask a provider what became of messages it took a while ago; return how many it knew."""
    pace = pace_on(day=local_day(at=now))
    way = gateway or gateway_for(channel=channel)
    rows = Message.objects.filter(
        channel=channel, state=DeliveryState.SENT,
        sent_at__lte=now - timedelta(seconds=pace.poll_after_s),
        sent_at__gt=now - timedelta(days=pace.poll_days),
    ).exclude(receipt__in=["", "outbox"])  # fmt: skip
    asked = [
        Asked(receipt=row.receipt, address=row.phone, sent_at=row.sent_at or now)
        for row in rows.order_by("?")[:POLLED_AT_ONCE]
    ]
    if way is None or not asked:
        return 0
    try:
        reports = way.poll(asked=asked, now=now)
    except GatewayDown:
        return 0  # asked again at the next look
    return keep_receipts(reports=reports, channels=[channel], now=now)


@transaction.atomic
def confirm_message(*, token: str, now: datetime) -> Message:
    """Keep that somebody has read what is urgent, so that nobody further is told.

    Raises: NotFound.
    """
    message = Message.objects.filter(token=token, channel=Channel.PAGE).exclude(token="").first()
    if message is None:
        raise NotFound
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=now, confirm_by=None)
    return message
