"""Questions about messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.messages.models import UNREAD, Attempt, Message, Preference, Reach
from hoistway.messages.rules.groups import closed_way, purposes_of
from hoistway.messages.rules.importance import importance_of
from hoistway.messages.rules.policy import Pace, pace_on
from hoistway.messages.rules.quiet import Wishes
from hoistway.messages.rules.wording import Templates, Wording, templates_on, written
from hoistway.messages.vocabulary import (
    Channel,
    DeliveryState,
    Importance,
    Purpose,
    PurposeGroup,
)
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed, RoleKind

__all__ = [
    "MOST_COUNTED", "Pace", "Preview", "Wishes", "attempts_of", "closed_way", "followers_among",
    "groups", "inbox", "is_pressed", "is_queued", "lost_messages", "message_by_token",
    "message_counts", "messages", "pace", "previews", "reaches", "unread_messages", "wishes_of",
]  # fmt: skip


def messages(*, by: Actor) -> QuerySet[Message]:
    """Return all messages by channels that can fail, latest first. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_MESSAGES)
    return (
        Message.objects.exclude(channel=Channel.PAGE)
        .select_related("organisation")
        .order_by("-queued_at", "-pk")
    )


def lost_messages(*, by: Actor) -> QuerySet[Message]:
    """Return what a person may have sent again, latest first. Raises: NotAllowed."""
    return messages(by=by).filter(state__in=list(DeliveryState.lost_states()), secret=False)


def attempts_of(*, message_ids: Iterable[int]) -> dict[int, list[Attempt]]:
    """Return the attempts of messages, the first one first."""
    found: dict[int, list[Attempt]] = {}
    rows = Attempt.objects.filter(message_id__in=list(message_ids)).order_by("at", "pk")
    for row in rows:
        found.setdefault(row.message_id, []).append(row)
    return found


def message_by_token(*, token: str) -> Message:
    """Return the urgent message behind a link that asks for a confirmation. Raises: NotFound."""
    rows = Message.objects.filter(token=token, channel=Channel.PAGE).exclude(token="")
    message = rows.select_related("organisation").first()
    if message is None:
        raise NotFound
    return message


def inbox(*, by: Actor) -> QuerySet[Message]:
    """Return what a person was told, and their organisation, latest first.

    What is told to a firm concerns its office; a technician reads what is told to them.
    """
    found = Message.objects.filter(_mine(by), channel=Channel.PAGE)
    return found.select_related("read_by").order_by("-queued_at", "-pk")


def _mine(by: Actor) -> Q:
    mine = Q(person_id=by.person_id or -1)
    if by.organisation_id and by.role != RoleKind.TECHNICIAN:
        mine |= Q(organisation_id=by.organisation_id, person__isnull=True)
    return mine


MOST_COUNTED = 100
"""Chosen: beyond it a page says «99+»; counting on would make every page of a desk slower."""


def unread_messages(*, by: Actor) -> int:
    """Return how many messages nobody has opened yet, at most `MOST_COUNTED`; one query."""
    return Message.objects.filter(UNREAD, _mine(by))[:MOST_COUNTED].count()


def is_pressed(*, purpose: Purpose) -> bool:
    """Return whether somebody has to answer for a message: rescue, or what is urgent."""
    return importance_of(purpose=purpose) in (Importance.RESCUE, Importance.URGENT)


def groups() -> list[tuple[PurposeGroup, tuple[Purpose, ...]]]:
    """Return what messages are about, with the reasons that belong there."""
    return [(one, purposes_of(group=one)) for one in PurposeGroup]


def pace(*, day: date) -> Pace:
    """Return how hard and how long messages are pressed on a day."""
    return pace_on(day=day)


def followers_among(*, tokens: Iterable[str]) -> set[str]:
    """Return which followers of reports have a browser that is told."""
    rows = Reach.objects.filter(follower__in=list(tokens), ended_at=None).exclude(follower="")
    return set(rows.values_list("follower", flat=True))


def wishes_of(*, own: bool, by: Actor) -> Wishes:
    """Return how a person, or their organisation, wishes to be told."""
    row = Preference.objects.filter(**_whose(own, by)).first()
    if row is None:
        return Wishes()
    return Wishes(
        quiet_from=row.quiet_from, quiet_until=row.quiet_until, digest=row.digest,
        language=row.language, off=frozenset(str(one) for one in row.off),
    )  # fmt: skip


def reaches(*, own: bool, by: Actor) -> list[Reach]:
    """Return the living addresses of a person, or of their organisation, deputies last."""
    rows = Reach.objects.filter(**_whose(own, by), ended_at=None, follower="")
    return list(rows.order_by("rung", "channel", "pk"))


def _whose(own: bool, by: Actor) -> dict[str, int | None]:
    if own:
        return {"person_id": by.person_id or -1, "organisation_id": None}
    return {"person_id": None, "organisation_id": by.organisation_id or -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A template with its sample filled in, as it would arrive."""

    wording: Wording
    purpose: Purpose | None
    zh: str
    en: str


def previews(*, day: date) -> tuple[Templates, list[Preview]]:
    """Return the edition of the templates in force on a day, each filled with its sample."""
    templates = templates_on(day=day)
    known = {str(one): one for one in Purpose}
    return templates, [
        Preview(
            wording=one, purpose=known.get(name),
            zh=written(template=one.zh, facts=one.sample),
            en=written(template=one.en, facts=one.sample_en),
        )
        for name, one in templates.all.items()
    ]  # fmt: skip


def message_counts() -> dict[DeliveryState, int]:
    """Return how many messages are in each state."""
    rows = Message.objects.values("state").annotate(n=Count("pk")).order_by("state")
    return {DeliveryState(row["state"]): row["n"] for row in rows}


def is_queued(*, keys: Iterable[str]) -> bool:
    """Return whether a message with one of these keys was ever queued."""
    return Message.objects.filter(key__in=list(keys)).exists()
