"""The sweep: try again, take another channel, tell the next person, write the summaries."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.messages.actions.queueing import put_on, reaches_of
from hoistway.messages.adapters.gateway import gateway_for
from hoistway.messages.events import MessageQueued
from hoistway.messages.models import Attempt, Message
from hoistway.messages.rules.importance import IMPORTANCE, importance_of
from hoistway.messages.rules.pacing import is_down, next_channel, next_person_at
from hoistway.messages.rules.policy import Pace, pace_on
from hoistway.messages.vocabulary import Channel, DeliveryState, Importance, Outcome, Purpose

LEASE = timedelta(seconds=60)
"""How long a message that was handed to a worker is left alone. Chosen: ten times a time-out."""

MOST_AT_ONCE = 100
"""Messages of one channel handed out in one look. Chosen: four workers send some 100 in 5 s."""

_RESCUE = [str(one) for one, weight in IMPORTANCE.items() if weight is Importance.RESCUE]


def sweep_messages(*, now: datetime, by: Actor) -> None:
    """Do for every message whose moment has come what is due, most important first."""
    pace = pace_on(day=local_day(at=now))
    waiting = Message.objects.filter(state=DeliveryState.QUEUED, next_attempt_at__lte=now)
    for channel in set(waiting.order_by().values_list("channel", flat=True)):
        _try_again(Channel(channel), now, pace)
    _overtake(now)
    _tell_next(now, pace)
    _summarise(now)


@transaction.atomic
def _try_again(channel: Channel, now: datetime, pace: Pace) -> None:
    """Hand out what waits; where the channel is away, one message goes ahead and finds out."""
    first = Case(
        When(purpose__in=_RESCUE, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    due = Message.objects.filter(
        channel=channel, state=DeliveryState.QUEUED, next_attempt_at__lte=now, secret=False
    ).order_by(first, "next_attempt_at", "pk")
    rows = list(due.select_for_update(skip_locked=True)[:MOST_AT_ONCE])
    if len(rows) > 1 and channel_is_down(channel=channel, now=now, pace=pace):
        rows = rows[:1]
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(next_attempt_at=now + LEASE)
    for row in rows:
        announce(MessageQueued(message_id=row.pk))


def channel_is_down(*, channel: Channel, now: datetime, pace: Pace) -> bool:
    """Return whether the latest attempts show that a channel is away."""
    rows = Attempt.objects.filter(
        channel=channel, outcome__in=[Outcome.TAKEN, Outcome.UNREACHABLE, Outcome.REFUSED]
    ).order_by("-at", "-pk")
    latest = [(row.at, row.outcome) for row in rows[: pace.down_after]]
    return is_down(latest=latest, now=now, pace=pace)


@transaction.atomic
def _overtake(now: datetime) -> None:
    """Put on the next channel what has not got through by now."""
    for row in _due(Message.objects.filter(overtake_at__lte=now, secret=False)):
        Message.objects.filter(pk=row.pk).update(overtake_at=None)
        if row.expires_at is not None and now >= row.expires_at:
            continue
        used = Message.objects.filter(key=row.key).values_list("channel", flat=True)
        channel = next_channel(
            after=row.channel, used=frozenset(Channel(one) for one in used),
            reachable=_reachable(row), importance=importance_of(purpose=row.purpose),
        )  # fmt: skip
        if channel is not None:
            put_on(row=row, channel=channel, now=now)


def _due(rows: QuerySet[Message]) -> list[Message]:
    return list(rows.select_for_update(skip_locked=True).order_by("pk")[:MOST_AT_ONCE])


def _reachable(row: Message) -> frozenset[Channel]:
    """Return the ways to this message's reader that this installation has."""
    ways = {reach.channel for reach in reaches_of(row=row) if not reach.rung}
    if row.phone:
        ways |= {Channel.SMS, Channel.VOICE}
    if row.email:
        ways.add(Channel.EMAIL)
    return frozenset(way for way in ways if gateway_for(channel=way) is not None)


@transaction.atomic
def _tell_next(now: datetime, pace: Pace) -> None:
    """Tell the organisation's next person what nobody has confirmed by now."""
    for row in _due(Message.objects.filter(confirm_by__lte=now, channel=Channel.PAGE)):
        deputies = [one for one in reaches_of(row=row) if one.rung > row.rung]
        importance = importance_of(purpose=row.purpose)
        further = next_person_at(importance=importance, now=now, pace=pace)
        last = len(deputies) <= 1
        rung = deputies[0].rung if deputies else row.rung
        Message.objects.filter(pk=row.pk).update(rung=rung, confirm_by=None if last else further)
        if deputies:
            _tell_deputy(row, deputies[0].address, rung, now)


def _tell_deputy(row: Message, phone: str, rung: int, now: datetime) -> None:
    Message.objects.get_or_create(
        key=f"{row.key}.next{rung}"[:120], channel=Channel.SMS,
        defaults={
            "purpose": row.purpose, "organisation_id": row.organisation_id, "phone": phone,
            "zh": row.zh, "en": row.en, "link": row.link, "queued_at": now, "rung": rung,
            "expires_at": row.expires_at, "state": DeliveryState.QUEUED, "next_attempt_at": now,
            "language": row.language,
        },
    )  # fmt: skip


@transaction.atomic
def _summarise(now: datetime) -> None:
    """Write one message for all that waited for the hour of the summary."""
    waiting = Message.objects.filter(state=DeliveryState.WAITING, next_attempt_at__lte=now)
    heaps: dict[tuple[object, ...], list[Message]] = defaultdict(list)
    for row in waiting.select_for_update(skip_locked=True).order_by("pk")[:1000]:
        whom = (row.organisation_id, row.person_id, row.follower, row.phone, row.email)
        heaps[(*whom, row.channel, row.language)].append(row)
    for rows in heaps.values():
        first, day = rows[0], local_day(at=now)
        whom_key = f"{first.organisation_id or 0}.{first.person_id or 0}.{first.follower[:20]}"
        bundle, _ = Message.objects.get_or_create(
            key=f"digest.{whom_key}.{first.phone[-8:]}.{day:%Y%m%d}", channel=first.channel,
            defaults={
                "purpose": Purpose.DIGEST, "organisation_id": first.organisation_id,
                "person_id": first.person_id, "follower": first.follower, "phone": first.phone,
                "email": first.email, "language": first.language, "link": "/",
                "zh": _counted(rows, "zh"), "en": _counted(rows, "en"), "queued_at": now,
                "expires_at": None, "state": DeliveryState.QUEUED, "next_attempt_at": now,
            },
        )  # fmt: skip
        Message.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=DeliveryState.BUNDLED, bundle=bundle, next_attempt_at=None
        )


def _counted(rows: list[Message], language: str) -> str:
    """Return the words of a summary: how many of what."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.purpose.in_language(language)] += 1
    if language == "en":
        listed = ", ".join(f"{what} ({count})" for what, count in counts.items())
        return f"[Hoistway] {len(rows)} messages today: {listed}"
    listed = "，".join(f"{what} {count} 条" for what, count in counts.items())
    return f"【慧梯】今日共 {len(rows)} 条通知：{listed}"
