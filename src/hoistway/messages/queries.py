"""Questions about messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.messages.models import Attempt, Message
from hoistway.messages.rules.wording import Templates, Wording, templates_on, written
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


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
    """Return what a person was told, and their organisation, latest first."""
    mine = Q(person_id=by.person_id or -1)
    if by.organisation_id:
        mine |= Q(organisation_id=by.organisation_id, person__isnull=True)
    return Message.objects.filter(mine, channel=Channel.PAGE).order_by("-queued_at", "-pk")


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
