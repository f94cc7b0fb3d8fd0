"""What happens by itself: what is drawn tonight, what follows a fact at once, who is told."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from hoistway.exchange.actions.drawing import draw
from hoistway.exchange.actions.sending import forget_bodies
from hoistway.exchange.models import Passage
from hoistway.exchange.queries.profiles import Known, partners_known
from hoistway.exchange.rules.schedule import WHOLE_DAYS, is_due, is_silent
from hoistway.exchange.vocabulary import Mode, PassageState, Rhythm, Topic
from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import bureaus_of, jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind

_OPEN = sorted(str(one) for one in PassageState.open_states())


def due_tonight(*, now: datetime) -> list[tuple[str, Topic, Mode]]:
    """Return what is drawn in this night: of each connected partner and topic all, or the news."""
    day = local_day(at=now)
    found: list[tuple[str, Topic, Mode]] = []
    for known in partners_known():
        for outward in known.profile.out if known.connection else ():
            if is_due(rhythm=outward.full, day=day):
                found.append((known.profile.name, outward.topic, Mode.FULL))
            elif is_due(rhythm=outward.delta, day=day):
                found.append((known.profile.name, outward.topic, Mode.DELTA))
    return found


def follow(*, topic: Topic, things: Collection[int], now: datetime) -> list[Passage]:
    """Draw what moved for each partner that is told of it at once."""
    made: list[Passage] = []
    for known in partners_known():
        outward = known.profile.outward(topic)
        if known.connection and outward and outward.delta is Rhythm.AT_ONCE:
            made += draw(
                name=known.profile.name, topic=topic, mode=Mode.DELTA, now=now, only=things
            )
    return made


@transaction.atomic
def tell_silent(*, now: datetime) -> int:
    """Tell the city's bureau, once a day, which partner owes a receipt for too long.

    Returns how many partners are silent.
    """
    silent = [one for one in partners_known() if one.connection and _is_silent(one, now)]
    for known in silent:
        name = known.profile.name
        tell_city(
            key=f"partner.silent.{name}.{local_day(at=now)}", name=name, now=now,
            zh=f"{known.profile.zh}较长时间没有返回数据交换回执，平台仍在自动重发。请联系对方核实。",
            en=f"{known.profile.en} has not receipted what it was sent for a long time. It is "
            "sent again by itself; please ask the partner.",
        )  # fmt: skip
    return len(silent)


def tell_city(*, key: str, name: str, zh: str, en: str, now: datetime) -> None:
    """Queue a message about a partner to the city's bureau."""
    city = jurisdictions().filter(kind=JurisdictionKind.CITY).values_list("pk", flat=True)
    for organisation_id in sorted(bureaus_of(jurisdiction_ids=list(city))):
        draft = Draft(
            purpose=Purpose.EXCHANGE, key=f"{key}.{organisation_id}",
            organisation_id=organisation_id, person_id=None, phone="", zh=zh, en=en,
            link=f"/partners/{name}", expires_at=None,
        )  # fmt: skip
        queue_message(draft=draft, now=now)


def _is_silent(known: Known, now: datetime) -> bool:
    rows = Passage.objects.filter(
        partner__name=known.profile.name, partner__paused_at=None, state__in=_OPEN
    )
    for topic, drawn_at in rows.order_by("drawn_at").values_list("topic", "drawn_at"):
        outward = known.profile.outward(Topic(topic))
        rhythm = outward.delta if outward else Rhythm.NIGHTLY
        if is_silent(drawn_at=drawn_at, rhythm=rhythm, now=now):
            return True
    return False


def thin_out(*, now: datetime) -> int:
    """Drop the bodies of passages whose time for replays is over; return how many."""
    return forget_bodies(before=now - timedelta(days=WHOLE_DAYS))
