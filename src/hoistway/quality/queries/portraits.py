"""Gather what the rules judge: elevators as held, what was said, what stands around them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.credit_code import is_credit_code
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.quality.rules.city import City
from hoistway.quality.rules.credit_code_mistyped import CODES
from hoistway.quality.rules.organisation_spelling import Usual, names_by_code
from hoistway.quality.rules.portrait import Around, Portrait
from hoistway.quality.rules.two_elevators_one_number import is_mixed, strangers_in
from hoistway.registry.queries import Portrait as Registered
from hoistway.registry.queries import elevators, portraits

LEAST_CLAIMS = 3
"""So many claims make a spelling the usual one. Chosen: one elevator has three or four sources."""

Neighbour = tuple[int, float | None, float | None, str]
"""Key, longitude, latitude and estate of an elevator at a place."""


def gathered(*, elevator_ids: Iterable[int]) -> list[Portrait]:
    """Return the portraits of elevators of whom anybody said anything, in three queries."""
    rows = portraits(elevator_ids=elevator_ids)
    spoken_of = [row for row in rows.values() if row.said]
    neighbours = _neighbours({row.place_id for row in spoken_of} - {0})
    return [_portrait(row, neighbours.get(row.place_id, [])) for row in spoken_of]


def city_around(
    *, portraits: Sequence[Portrait], usual: Mapping[tuple[str, str], Usual], day: date
) -> City:
    """Return what the rules need to know of the city to judge these elevators."""
    names = {
        portrait.text(named)
        for portrait in portraits
        for field, named in CODES
        if portrait.text(field) and not is_credit_code(code=portrait.text(field).strip().upper())
    }
    return City(
        day=day, codes_by_name=_codes_of(names) if names else {},
        usual_names={key: one.name for key, one in usual.items() if one.claims >= LEAST_CLAIMS},
        names_by_code=names_by_code(usual=usual),
    )  # fmt: skip


def _codes_of(names: set[str]) -> dict[str, frozenset[str]]:
    """Return the valid credit codes under which organisations of these names are enrolled."""
    codes: dict[str, set[str]] = defaultdict(set)
    for kind in (OrganisationKind.USE_UNIT, OrganisationKind.FIRM):
        rows = organisations(kind=kind).filter(name__in=names).exclude(credit_code="")
        for name, code in rows.values_list("name", "credit_code"):
            if is_credit_code(code=code):
                codes[name].add(code)
    return {name: frozenset(found) for name, found in codes.items()}


def _neighbours(place_ids: set[int]) -> dict[int, list[Neighbour]]:
    found: dict[int, list[Neighbour]] = defaultdict(list)
    if place_ids:
        rows = elevators(by=PLATFORM).filter(place_id__in=place_ids).order_by()
        wanted = rows.values_list("place_id", "pk", "longitude", "latitude", "estate")
        for place, key, longitude, latitude, estate in wanted:
            found[place or 0].append((key, longitude, latitude, estate))
    return found


def _portrait(row: Registered, neighbours: Sequence[Neighbour]) -> Portrait:
    portrait = Portrait(
        elevator_id=row.elevator_id, jurisdiction_code=row.jurisdiction_code, held=row.held,
        said=row.said, formerly=row.formerly, holders=row.winners,
        around=_around(row.elevator_id, neighbours),
        has_use_unit=bool(row.use_unit_id), has_firm=bool(row.firm_id),
    )  # fmt: skip
    strangers = strangers_in(portrait=portrait)
    mixed = is_mixed(portrait=portrait)
    if not strangers and not mixed:
        return portrait
    return replace(portrait, strangers=strangers, is_mixed=mixed)


def _around(elevator_id: int, neighbours: Sequence[Neighbour]) -> Around:
    if len(neighbours) < 2:
        return Around()
    others = [one for one in neighbours if one[0] != elevator_id]
    return Around(
        points=tuple((x, y) for _, x, y, _ in others if x is not None and y is not None),
        estates=Counter(estate for *_, estate in others if estate),
    )
