"""Queue a message with its cause on every way that is open to its reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.messages.events import MessageQueued
from hoistway.messages.models import Message, Preference, Reach
from hoistway.messages.rules.groups import is_closed
from hoistway.messages.rules.importance import importance_of
from hoistway.messages.rules.pacing import next_person_at, overtaken_at
from hoistway.messages.rules.policy import Pace, pace_on
from hoistway.messages.rules.quiet import Wishes, digest_at, held_until
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose

MASK = "••••••"
"""What stands in a kept message where a secret was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message before it has a channel; the key makes it one however often it is queued.

    `follower` is the token of a passenger's report: whoever follows it may have a push.
    """

    purpose: Purpose
    key: str
    organisation_id: int | None
    person_id: int | None
    phone: str
    zh: str
    en: str
    link: str
    expires_at: datetime | None
    email: str = ""
    follower: str = ""
    language: str = ""


@transaction.atomic
def queue_message(*, draft: Draft, now: datetime) -> None:
    """Put a message on its reader's channels, in the caller's transaction.

    Always in the inbox and as a text; by push, mail and robot where there is an address. At
    night what is ordinary waits for the morning.
    """
    wishes, reached = _wishes_of(draft), reaches_of(row=draft)
    if draft.organisation_id or draft.person_id:
        _put(draft, Channel.PAGE, wishes, now)
    ways = {reach.channel for reach in reached if not reach.rung} & {
        Channel.PUSH, Channel.EMAIL, Channel.ROBOT,
    }  # fmt: skip
    if draft.phone or draft.organisation_id or draft.person_id or not ways:
        ways.add(Channel.SMS)
    if draft.email:
        ways.add(Channel.EMAIL)
    ways = {
        one for one in ways if not is_closed(purpose=draft.purpose, channel=one, off=wishes.off)
    }
    for channel in sorted(ways, key=list(Channel).index):
        _put(draft, channel, wishes, now)


def put_on(*, row: Message, channel: Channel, now: datetime) -> Message | None:
    """Put a message that is on one channel on another as well; None where it is there already."""
    draft = Draft(
        purpose=row.purpose, key=row.key, organisation_id=row.organisation_id,
        person_id=row.person_id, phone=row.phone, email=row.email, follower=row.follower,
        zh=row.zh, en=row.en, link=row.link, expires_at=row.expires_at, language=row.language,
    )  # fmt: skip
    return _put(draft, channel, Wishes(language=row.language), now)


def _put(draft: Draft, channel: Channel, wishes: Wishes, now: datetime) -> Message | None:
    on_page, pace = channel is Channel.PAGE, pace_on(day=local_day(at=now))
    defaults = _columns(draft, wishes) | {"queued_at": now}
    if on_page:
        defaults |= _page_columns(draft, now, pace)
    else:
        defaults |= _timing(draft, wishes, now, pace)
    message, fresh = Message.objects.get_or_create(
        key=draft.key, channel=channel, defaults=defaults
    )
    if fresh and on_page and draft.organisation_id:
        touch(f"organisation.{draft.organisation_id}")
    elif fresh and not on_page and message.next_attempt_at is None:
        announce(MessageQueued(message_id=message.pk))
    return message if fresh else None


def _columns(draft: Draft, wishes: Wishes) -> dict[str, object]:
    return {
        "purpose": draft.purpose, "organisation_id": draft.organisation_id,
        "person_id": draft.person_id, "phone": draft.phone, "zh": draft.zh, "en": draft.en,
        "link": draft.link, "expires_at": draft.expires_at, "email": draft.email,
        "follower": draft.follower, "language": draft.language or wishes.language,
    }  # fmt: skip


def _page_columns(draft: Draft, now: datetime, pace: Pace) -> dict[str, object]:
    importance = importance_of(purpose=draft.purpose)
    confirm_by = next_person_at(importance=importance, now=now, pace=pace)
    asked = confirm_by is not None and draft.organisation_id is not None
    return {
        "state": DeliveryState.SENT, "sent_at": now, "confirm_by": confirm_by if asked else None,
        "token": token_urlsafe(12) if asked else "",
    }  # fmt: skip


def _timing(draft: Draft, wishes: Wishes, now: datetime, pace: Pace) -> dict[str, object]:
    """Return in which state a message begins, and when it is looked at again."""
    importance = importance_of(purpose=draft.purpose)
    summary = digest_at(importance=importance, wishes=wishes, now=now, pace=pace)
    if summary is not None and draft.purpose is not Purpose.DIGEST:
        return {"state": DeliveryState.WAITING, "next_attempt_at": summary}
    held = held_until(importance=importance, wishes=wishes, now=now, pace=pace)
    return {
        "state": DeliveryState.QUEUED, "next_attempt_at": held,
        "overtake_at": overtaken_at(importance=importance, now=held or now, pace=pace),
    }  # fmt: skip


def reaches_of(*, row: Draft | Message) -> list[Reach]:
    """Return the living addresses of a message's reader, deputies of an organisation among them.

    A message to a person of an organisation goes to the person's own addresses only.
    """
    whom = Q(pk__isnull=True)
    if row.person_id:
        whom |= Q(person_id=row.person_id)
    elif row.organisation_id:
        whom |= Q(organisation_id=row.organisation_id, person_id__isnull=True)
    if row.follower:
        whom |= Q(follower=row.follower)
    return list(Reach.objects.filter(whom, ended_at__isnull=True).order_by("rung", "pk"))


def _wishes_of(draft: Draft) -> Wishes:
    asked = Preference.objects.filter(
        Q(person_id=draft.person_id or 0) | Q(organisation_id=draft.organisation_id or 0)
    )
    own = next(iter(sorted(asked, key=_person_first)), None)
    if own is None:
        return Wishes()
    return Wishes(
        quiet_from=own.quiet_from, quiet_until=own.quiet_until, digest=own.digest,
        language=own.language, off=_words(own.off),
    )  # fmt: skip


def _person_first(row: Preference) -> bool:
    return row.person_id is None


def _words(off: object) -> frozenset[str]:
    return frozenset(str(one) for one in off) if isinstance(off, Iterable) else frozenset()
