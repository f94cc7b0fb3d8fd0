"""What the rules know of the city: districts, streets, renamed roads, organisations, the day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from hoistway.parties.standards.shanghai_areas import DISTRICTS, LINGANG, STREETS
from hoistway.quality.rules.atlas import Degrees, districts, metres_from
from hoistway.quality.standards import table


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """What is the same for all elevators that are judged together.

    `usual_names`: credit code and plain name → the spelling that most claims use;
    `names_by_code`: credit code → the name that most claims use by far.
    """

    day: date
    codes_by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names_by_code: Mapping[str, str] = field(default_factory=dict)
    usual_names: Mapping[tuple[str, str], str] = field(default_factory=dict)


@cache
def heirs() -> Mapping[str, str]:
    """Return the heir of each retired district by its code and by its name."""
    rows = table("retired_districts")["retired"]
    return {key: row["heir"] for row in rows for key in (row["code"], row["name"])}


@cache
def areas_of(jurisdiction_code: str) -> frozenset[str]:
    """Return the districts in which a jurisdiction's elevators may stand; empty: anywhere.

    Example:
        >>> sorted(areas_of("3100LG")), areas_of("310000")
        (['310115', '310120'], frozenset())
    """
    zones: Mapping[str, list[str]] = table("retired_districts")["zones"]
    if jurisdiction_code in zones:
        return frozenset(zones[jurisdiction_code])
    if jurisdiction_code in districts():
        return frozenset({jurisdiction_code})
    return frozenset()


@cache
def _district_names() -> Mapping[str, str]:
    names = {name: code for code, name, _ in DISTRICTS}
    names |= {row["name"]: row["heir"] for row in table("retired_districts")["retired"]}
    return names


@cache
def jurisdiction_named(name: str) -> str:
    """Return the code of a district in force by its name, empty where there is none."""
    if name == LINGANG[1]:
        return LINGANG[0]
    return {name: code for code, name, _ in DISTRICTS}.get(name, "")


@cache
def streets_by_name() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return (street code, district) of each street or town name; some names occur twice."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for code, name, district in STREETS:
        found[name] = (*found.get(name, ()), (code, district))
    return found


@cache
def _street_names() -> re.Pattern[str]:
    names = sorted((n for n in streets_by_name() if n[-1] in "道镇乡"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@cache
def _all_streets() -> re.Pattern[str]:
    names = sorted(streets_by_name(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def without_street(*, address: str) -> str:
    """Return an address without the name of its street committee, town, farm or zone.

    Example:
        >>> without_street(address="崇明区前卫农场昌石支路26弄2号")
        '崇明区昌石支路26弄2号'
    """
    return _all_streets().sub("", address, count=1)


def districts_in(*, address: str) -> frozenset[str]:
    """Return the districts that an address names, by name or by a street that only one has.

    A retired district counts as its heir.

    Example:
        >>> sorted(districts_in(address="上海市闸北区共和新路1号"))
        ['310106']
        >>> sorted(districts_in(address="惠南镇城东路2号"))
        ['310115']
    """
    names = _district_names()
    named = {names[word] for word in names if word in address}
    for street in _street_names().findall(address):
        places = streets_by_name()[street]
        if len(places) == 1:
            named.add(places[0][1])
    return frozenset(named)


def stands_in(*, code: str, point: Degrees | None, margin_m: float = 0.0) -> bool:
    """Return whether a point lies in a district, or within a margin of its outline."""
    return point is not None and metres_from(code=code, point=point) <= margin_m
