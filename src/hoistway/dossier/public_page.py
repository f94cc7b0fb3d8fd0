"""What everybody may read of an elevator before its plate: no name of a person, no number of one.

Source: 286号 附件1 二（一） basic data, bulletins, past faults and entrapments, maintenance.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hoistway.bulletins.queries import public_bulletins
from hoistway.bulletins.vocabulary import BulletinScope
from hoistway.emergency.queries import incidents_of
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation.periods import local_day, seconds_between
from hoistway.foundation.terms import Term
from hoistway.lifecycle.queries import value_words
from hoistway.registry.queries import family
from hoistway.registry.vocabulary import Field

if TYPE_CHECKING:
    from hoistway.emergency.models import Incident
    from hoistway.parties.models import Organisation
    from hoistway.registry.models import Elevator

Pair = tuple[str, str]

LOOK_BACK = timedelta(days=365)
"""How far back the public page counts. Chosen: a year, so that a season does not mislead."""

MOST_PAST = 3
"""Past rescues named. Chosen: the page stays light; the file (PDF) names all."""

MOST_BULLETINS = 3
"""Bulletins on the page. Chosen: what hangs in a car at once."""

_NEAR = frozenset({BulletinScope.ELEVATOR, BulletinScope.PLACE})
"""Scopes of what concerns this very elevator; what concerns the city is folded."""

BASICS = (
    Field.KIND, Field.FLOORS, Field.RATED_LOAD, Field.PERSONS, Field.RATED_SPEED, Field.MADE_BY,
    Field.INSTALLED_ON, Field.REGISTER_NUMBER,
)  # fmt: skip
"""Basic data of the public page, as riders ask for them. Source: 286号 附件1 二（一）."""

_UNITS = {Field.RATED_SPEED: " m/s", Field.RATED_LOAD: " kg"}


@dataclass(frozen=True, slots=True)
class Past:
    """One past rescue: its day, what it was, and after how many minutes people were out."""

    on: date
    words: Pair
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One bulletin as it hangs at the elevator."""

    kind: Term
    near: bool
    title: Pair
    text: Pair
    who: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """What the public page tells below the call for help."""

    firm: Pair
    use_unit: Pair
    duty_phone: str
    basics: tuple[tuple[Pair, Pair], ...]
    bulletins: "tuple[Announced, ...]"
    past: tuple[Past, ...]
    past_count: int
    is_open: bool
    """Whether help is under way in this elevator right now."""


def public_facts(*, elevator: "Elevator", now: datetime) -> PublicFacts:
    """Return the public facts of an elevator with loaded organisations; three queries."""
    since = now - LOOK_BACK
    kin = family(elevator_id=elevator.pk)
    rows = [
        row
        for row in incidents_of(elevator_ids=kin).filter(opened_at__gte=since)
        if row.state is not IncidentState.FALSE_ALARM
    ]
    ended = [row for row in rows if row.state not in IncidentState.open_states()]
    firm = elevator.firm
    return PublicFacts(
        firm=_named(firm), use_unit=_named(elevator.use_unit),
        duty_phone=firm.phone if firm else "", basics=basics_of(elevator=elevator),
        bulletins=announced(elevator=elevator, now=now),
        past=tuple(_past(row) for row in ended[:MOST_PAST]), past_count=len(ended),
        is_open=len(ended) < len(rows),
    )  # fmt: skip


def announced(*, elevator: "Elevator", now: datetime) -> tuple[Announced, ...]:
    """Return what is announced at an elevator now, its own bulletins first; one query."""
    rows = public_bulletins(elevator=elevator, now=now)[:MOST_BULLETINS]
    return tuple(
        Announced(
            kind=row.kind, near=row.scope in _NEAR,
            title=(row.title_zh, row.title_en or row.title_zh),
            text=(row.text_zh, row.text_en or row.text_zh),
            who=(row.organisation.name, row.organisation.name_en or row.organisation.name),
        )
        for row in rows
    )  # fmt: skip


def basics_of(
    *, elevator: "Elevator", fields: Iterable[Field] = BASICS
) -> tuple[tuple[Pair, Pair], ...]:
    """Return name and value of those facts of an elevator that are held, with units; no query."""
    held = ((field, getattr(elevator, str(field))) for field in fields)
    return tuple(_worded(field, value) for field, value in held if value not in (None, "", []))


def _worded(field: Field, value: object) -> tuple[Pair, Pair]:
    zh, en = value_words(field=str(field), value=value)
    unit = _UNITS.get(field, "")
    return (field.zh, field.en), (zh + unit, en + unit)


def _named(body: "Organisation | None") -> Pair:
    return (body.name, body.name_en or body.name) if body else ("", "")


def _past(row: "Incident") -> Past:
    seconds = seconds_between(start=row.opened_at, end=row.freed_at)
    minutes = None if seconds is None else max(1, round(seconds / 60))
    return Past(local_day(at=row.opened_at), (row.kind.zh, row.kind.en), minutes)
