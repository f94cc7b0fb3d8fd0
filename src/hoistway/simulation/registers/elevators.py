"""The true elevators of an estate: numbers, dates, figures and names that fit each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from hoistway.simulation.registers.estates import Estate
from hoistway.simulation.registers.figures import Figures, figures_of
from hoistway.simulation.registers.ground import RETIRED, moved
from hoistway.simulation.registers.numbers import OLD_CLASS, Numbers
from hoistway.simulation.registers.words import ESCALATOR_MODELS, MAKERS, Maker

Facts = dict[str, Any]
"""Values by code of the field; what is not known is left out."""

_KIND_AT: dict[str, dict[str, int]] = {
    "residential": {"3110": 95, "3420": 4, "3120": 1},
    "office": {"3110": 84, "3420": 8, "3120": 6, "3310": 2},
    "hospital": {"3110": 88, "3120": 5, "3420": 4, "3430": 3},
    "metro": {"3310": 62, "3110": 36, "3320": 2},
    "mall": {"3310": 55, "3110": 31, "3120": 6, "3320": 4, "3430": 4},
    "other": {"3110": 48, "3120": 26, "3130": 6, "3210": 6, "3220": 8, "3410": 3, "3430": 3},
}
_MIXED = frozenset({"mall", "metro", "other"})
"""Where each lift of a building is of its own kind."""


@dataclass(frozen=True, slots=True)
class Elevator:
    """One true elevator: its label in the truth, its facts, its estate and maker."""

    label: str
    facts: Facts
    estate: Estate
    building: int
    maker: Maker


@dataclass(frozen=True, slots=True)
class _Build:
    """What the lifts of one building have in common."""

    maker: Maker
    model: str
    made: date
    old_class: str
    figures: Figures


class Builder:
    """Builds elevator after elevator; remembers the numbers given out."""

    def __init__(self, *, seed: int) -> None:
        self._seed = seed
        self._numbers = Numbers()
        self._built = 0

    def elevators_of(self, estate: Estate) -> Iterator[Elevator]:
        """Yield the elevators of an estate."""
        chance = Random(self._seed * 2_000_003 + estate.index)
        in_building = 12 if estate.kind == "mall" else chance.choice((1, 2, 2, 2, 3, 4))
        build: _Build | None = None
        for nth in range(estate.size):
            building, lift = nth // in_building + 1, nth % in_building + 1
            if build is None or lift == 1 or estate.kind in _MIXED:
                build = _build(estate, chance)
            self._built += 1
            facts = _numbers(self._numbers, self._built, estate, build, chance)
            facts |= _name(estate, building, lift, nth)
            facts |= _figures(build.figures)
            facts |= _place(estate, building, chance)
            yield Elevator(
                label=f"E{self._built:06d}", facts=facts, estate=estate, building=building,
                maker=build.maker,
            )  # fmt: skip


def _build(estate: Estate, chance: Random) -> _Build:
    kinds = _KIND_AT[estate.kind]
    kind = chance.choices(list(kinds), list(kinds.values()))[0]
    maker = chance.choice(MAKERS)
    moving = kind in ("3310", "3320")
    bed = estate.kind == "hospital" and kind == "3110"
    return _Build(
        maker=maker, model=chance.choice(ESCALATOR_MODELS if moving else maker.models),
        made=estate.founded + timedelta(days=chance.randrange(400)),
        old_class="3170" if bed else chance.choice(OLD_CLASS[kind]),
        figures=figures_of(kind=kind, place=estate.kind, chance=chance),
    )  # fmt: skip


def registration_district(*, estate: Estate, day: date, chance: Random) -> str:
    """Return the district that a register number names: an old one when it still was there."""
    district = estate.street.district
    old, _, ended = RETIRED.get(district, ("", "", 0))
    whole = district == "310151" or estate.jurisdiction[0] != district
    return old if day.year < ended and (whole or chance.random() < 0.4) else district


def _numbers(numbers: Numbers, nth: int, estate: Estate, build: _Build, chance: Random) -> Facts:
    installed = build.made + timedelta(days=chance.randrange(45, 260))
    registered = installed + timedelta(days=chance.randrange(1, 28))
    district = registration_district(estate=estate, day=registered, chance=chance)
    kind = build.figures.kind
    facts = {
        "register_number": numbers.register_number(
            old_class=build.old_class, district=district, day=registered, letters=False
        ),
        "device_code": numbers.device_code(
            kind=kind, maker=build.maker.code, year=build.made.year, long=build.made.year < 2020
        ),
        "certificate_number": numbers.certificate_number(
            kind=kind, district=estate.street.district, year=registered.year
        ),
        "serial_number": build.maker.serial.format(i=nth, y=f"{build.made.year % 100:02d}"),
        "kind": kind, "made_by": build.maker.name, "model": build.model,
        "made_on": f"{build.made}", "installed_on": f"{installed}",
        "registered_on": f"{registered}",
        "use_state": chance.choices(("in_use", "suspended", "scrapped"), (965, 28, 7))[0],
    }  # fmt: skip
    if registered.year < 2014 and chance.random() < 0.12:
        facts["repaired_on"] = f"{registered + timedelta(days=chance.randrange(2000, 4000))}"
    return facts


def _name(estate: Estate, building: int, lift: int, nth: int) -> Facts:
    block = f"{building}号楼" if estate.lane else f"{chr(64 + min(building, 26))}座"
    return {
        "name": f"{block}{lift}号梯", "building": block, "unit_number": f"{nth + 1}#",
        "estate": estate.name, "place_kind": estate.kind,
        "use_unit": estate.unit.name, "use_unit_code": estate.unit.code,
        "firm": estate.firm.name, "firm_code": estate.firm.code,
    }  # fmt: skip


def _figures(figures: Figures) -> Facts:
    facts = {
        "rated_speed_mps": figures.speed, "rated_load_kg": figures.load,
        "persons": figures.persons, "floor_labels": list(figures.labels) or None,
        "floors": figures.floors, "stops": len(figures.labels) or None,
        "doors": figures.doors, "travel_m": figures.travel,
        "inclination_deg": figures.inclination, "nominal_width_mm": figures.width,
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value is not None}


def _place(estate: Estate, building: int, chance: Random) -> Facts:
    """Return address and coordinates; buildings stand within 70 m of the estate's middle."""
    longitude, latitude = moved(
        longitude=estate.longitude, latitude=estate.latitude,
        east_m=((building * 37) % 60 - 30) + chance.uniform(-6, 6),
        north_m=((building * 53) % 60 - 30) + chance.uniform(-6, 6),
    )  # fmt: skip
    street = estate.street
    door = f"{estate.door}{building}号" if estate.lane else estate.door
    return {
        "address": f"{street.district_name}{street.name}{door}",
        "street": street.name, "street_code": street.code,
        "jurisdiction": estate.jurisdiction[0], "longitude": longitude, "latitude": latitude,
    }  # fmt: skip
