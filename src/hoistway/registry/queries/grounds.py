"""On what ground a fact is held: the ranks of sources, and what was undone for good."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from hoistway.foundation.periods import local_day
from hoistway.registry.models import Hold
from hoistway.registry.rules.precedence import edition_on
from hoistway.registry.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Ranks:
    """Which sources are believed first for a field, by one edition."""

    edition: str
    in_force: date
    tiers: tuple[tuple[SourceKind, ...], ...]


def ranks_of(*, field: str, at: datetime) -> Ranks:
    """Return the ranks of sources for a field that were in force at an instant."""
    edition = edition_on(day=local_day(at=at))
    tiers: dict[int, list[SourceKind]] = {}
    for kind in SourceKind:
        tier = edition.tier(field, kind)
        if tier is not None:
            tiers.setdefault(tier, []).append(kind)
    return Ranks(edition.name, edition.in_force, tuple(tuple(tiers[n]) for n in sorted(tiers)))


def holds_of(*, elevator_id: int) -> QuerySet[Hold]:
    """Return the corrections that people have undone for good, newest first."""
    return Hold.objects.filter(elevator_id=elevator_id).order_by("-at", "-pk")
