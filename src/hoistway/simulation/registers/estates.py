"""Estates: a road, a lane or house number, a use unit, a firm, and how many lifts where."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from hoistway.simulation.registers.ground import (
    DISTRICTS,
    LINGANG,
    LINGANG_TOWNS,
    OF_DISTRICT,
    RENAMED_ROADS,
    STREETS,
    Street,
    moved,
    place_in,
)
from hoistway.simulation.registers.organisations import Unit, firm, use_unit
from hoistway.simulation.registers.words import (
    BRANDS,
    ENDINGS,
    ROAD_ENDS,
    ROAD_FIRST,
    ROAD_SECOND,
    STEMS,
)

AS_OF = date(2026, 10, 1)
"""The day of which a world tells. Chosen: fixed, so that a seed says everything."""

_KINDS = {"residential": 68, "office": 13, "mall": 6, "metro": 3, "hospital": 2, "other": 8}
_SIZES = (((1, 1), 16), ((2, 4), 26), ((5, 12), 35), ((12, 24), 18), ((25, 48), 5))
"""Lifts of an estate and the weight of each span. Chosen: 8.9 on the mean, so that 330,000
elevators have 37,000 use units."""

_ROADS_A_STREET = 32
_RANK = {street.code: rank for rank, street in enumerate(STREETS)}

_ON_RENAMED = 0.1
"""Share of a district's estates on its renamed roads. Chosen: enough for narrow bounds."""

_ON_BRIDGES = (("陈家镇", 121.745, 31.440), ("南汇新城镇", 121.972, 30.780))

STORIES = ("renumbered", "unit_renamed", "namesake", "twin_towers",
           "beyond_the_outline", "two_house_numbers")  # fmt: skip
"""What may be told of a whole estate; all of it looks wrong and is right."""


@dataclass(frozen=True, slots=True)
class Estate:
    """One site; `story` names what is told of all of its lifts, "" for most."""

    index: int
    street: Street
    road: str
    number: int
    lane: bool
    name: str
    kind: str
    longitude: float
    latitude: float
    unit: Unit
    firm: Unit
    size: int
    founded: date
    story: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def jurisdiction(self) -> tuple[str, str]:
        """Code and name of who supervises: the district, or 临港 for its towns."""
        if self.street.name in LINGANG_TOWNS:
            return LINGANG
        return self.street.district, self.street.district_name

    @property
    def door(self) -> str:
        """Road with lane or house number, as addresses end."""
        return f"{self.road}{self.number}{'弄' if self.lane else '号'}"


class Surveyor:
    """Lays out estate after estate; remembers only counters of roads and one name."""

    def __init__(self, *, seed: int, firms: int, share_of_stories: float) -> None:
        self._seed = seed
        self._firms = firms
        self._stories = share_of_stories
        self._on_street: Counter[str] = Counter()
        self._namesake: Estate | None = None
        self._districts = list(DISTRICTS)
        self._shares = [share for _, share in DISTRICTS.values()]

    def estates(self) -> Iterator[Estate]:
        """Yield estates without end."""
        index = 0
        while True:
            estate = self._estate(index)
            index += 1
            if estate.story == "twin_towers":
                yield estate
                yield self._twin(estate, index)
                index += 1
                continue
            if estate.story == "namesake":
                estate = self._renamed_like_another(estate)
            yield estate

    def _estate(self, index: int) -> Estate:
        chance = Random(self._seed * 1_000_003 + index)
        street = chance.choice(OF_DISTRICT[chance.choices(self._districts, self._shares)[0]])
        kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        story = chance.choice(STORIES) if chance.random() < self._stories else ""
        span = chance.choices([s for s, _ in _SIZES], [w for _, w in _SIZES])[0]
        size = chance.randint(*span) if not story else chance.randint(2, 4)
        longitude, latitude = place_in(street=street, chance=chance)
        if story == "beyond_the_outline":
            street, longitude, latitude = _beyond(chance)
        road, number = self._door(street, chance)
        days = int((1 - chance.random() ** 1.5) * 10_500)
        return Estate(
            index=index, street=street, road=road, number=number, lane=kind == "residential",
            name=_name(kind, chance), kind=kind, longitude=longitude, latitude=latitude,
            unit=use_unit(number=index, seed=self._seed), size=size, story=story,
            firm=firm(number=self._firm(chance), seed=self._seed),
            founded=date(1996, 1, 1) + timedelta(days=days),
        )  # fmt: skip

    def _firm(self, chance: Random) -> int:
        """Return a firm's number; the first ones are the large ones."""
        return int(self._firms * chance.random() ** 2)

    def _door(self, street: Street, chance: Random) -> tuple[str, int]:
        """Return a road of the street and a number on it that no other estate has."""
        renamed = [one.new for one in RENAMED_ROADS if one.district == street.district]
        if renamed and chance.random() < _ON_RENAMED:
            road = chance.choice(renamed)
            self._on_street[road] += 1
            return road, self._on_street[road] * 6
        count = self._on_street[street.code]
        self._on_street[street.code] += 1
        nth = _RANK[street.code] * _ROADS_A_STREET + count % _ROADS_A_STREET
        number = (count // _ROADS_A_STREET) * 40 + chance.randrange(1, 37)
        return road_name(nth), number

    def _twin(self, estate: Estate, index: int) -> Estate:
        """Return the second half of a development: next number, same names, same buildings."""
        longitude, latitude = moved(
            longitude=estate.longitude, latitude=estate.latitude, east_m=140.0, north_m=30.0
        )
        return replace(
            estate, index=index, number=estate.number + 2, longitude=longitude, latitude=latitude
        )

    def _renamed_like_another(self, estate: Estate) -> Estate:
        """Return the estate with the name of one in another district, when there was one."""
        other, self._namesake = self._namesake, estate
        if other is None or other.street.district == estate.street.district:
            return replace(estate, story="")
        return replace(estate, name=other.name)


def _beyond(chance: Random) -> tuple[Street, float, float]:
    """Return a point on the bridge to Chongming or on the way to Yangshan, off every outline."""
    name, longitude, latitude = chance.choice(_ON_BRIDGES)
    street = next(street for street in STREETS if street.name == name)
    return street, longitude + chance.uniform(-0.004, 0.004), latitude + chance.uniform(0, 0.006)


def road_name(nth: int) -> str:
    """Return the n-th road of the city; names do not repeat below 7,560."""
    pairs = len(ROAD_FIRST) * len(ROAD_SECOND)
    pair = nth * 1_009 % pairs
    end = ROAD_ENDS[(nth // pairs) % len(ROAD_ENDS)]
    return ROAD_FIRST[pair // len(ROAD_SECOND)] + ROAD_SECOND[pair % len(ROAD_SECOND)] + end


def _name(kind: str, chance: Random) -> str:
    stem = chance.choice(BRANDS) + chance.choice(STEMS)
    if kind in ("residential", "mall") and chance.random() < 0.25:
        stem += chance.choice(STEMS)
    name = stem + chance.choice(ENDINGS[kind])
    if kind == "residential" and chance.random() < 0.12:
        name += chance.choice(("（一期）", "（二期）", "（三期）"))
    return name
