"""What each source writes of an elevator: which fields, how old, how often nothing, how spelt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from hoistway.simulation.registers.elevators import Elevator, Facts
from hoistway.simulation.registers.estates import AS_OF
from hoistway.simulation.registers.ground import DISTRICTS, LINGANG, moved

IDENTIFIERS = ("register_number", "device_code", "certificate_number", "serial_number")

_FIGURES = ("floors", "stops", "doors", "rated_speed_mps", "rated_load_kg", "persons", "travel_m",
            "inclination_deg", "nominal_width_mm")  # fmt: skip
_WHOLE = ("address", "building", "kind", "jurisdiction")


@dataclass(frozen=True, slots=True)
class Habit:
    """How one source keeps its register; shares between 0 and 1 at ordinary noise.

    `nameless` is the share of records that carry none of the four identifying numbers,
    `located` the share with coordinates, `gaps` that of other fields left blank.
    """

    letter: str
    fields: tuple[str, ...]
    coverage: float
    nameless: float
    located: float
    gaps: float
    metres: float


SUPERVISION, INSPECTION, APPROVAL = "supervision", "inspection", "approval"
FIRM, MOBILE, TELEMETRY = "firm", "mobile", "telemetry"

HABITS: Mapping[str, Habit] = {
    SUPERVISION: Habit(
        "S", (*IDENTIFIERS, *_WHOLE, *_FIGURES, "unit_number", "name", "estate", "street",
              "street_code", "use_state", "place_kind", "use_unit", "use_unit_code", "made_by",
              "model", "made_on", "installed_on", "registered_on", "altered_on", "repaired_on",
              "floor_labels"),
        0.97, 0.0, 0.85, 0.03, 3.0,
    ),
    APPROVAL: Habit(
        "A", (*IDENTIFIERS, *_WHOLE, *_FIGURES, "name", "estate", "use_state", "use_unit",
              "use_unit_code", "made_by", "model", "made_on", "installed_on", "registered_on",
              "unit_number"),
        0.78, 0.12, 0.10, 0.05, 5.0,
    ),
    INSPECTION: Habit(
        "J", (*IDENTIFIERS, *_WHOLE, *_FIGURES, "unit_number", "name", "use_unit",
              "use_unit_code", "made_by", "model", "made_on", "installed_on", "altered_on",
              "repaired_on", "place_kind"),
        0.93, 0.18, 0.25, 0.05, 8.0,
    ),
    FIRM: Habit(
        "W", ("register_number", "device_code", "serial_number", *_WHOLE, "unit_number", "name",
              "estate", "place_kind", "use_unit", "firm", "firm_code", "made_by", "model",
              "floor_labels", "stops", "rated_speed_mps", "rated_load_kg"),
        0.95, 0.31, 0.50, 0.08, 8.0,
    ),
    MOBILE: Habit(
        "Y", ("register_number", *_WHOLE, "name", "unit_number", "estate", "street", "use_state",
              "use_unit"),
        0.15, 0.35, 0.95, 0.05, 6.0,
    ),
    TELEMETRY: Habit("T", ("register_number", "stops"), 0.18, 0.0, 0.0, 0.0, 0.0),
}  # fmt: skip
"""Chosen after 286号 二（一）'s list of systems; together 15 % of the records are nameless."""

_NEEDED = frozenset({*IDENTIFIERS, *_WHOLE, "firm", "firm_code", "stops"})
_ALWAYS = frozenset({"name", "unit_number"})
"""Kept in nameless records: a building with several lifts needs one of them."""


@dataclass(slots=True)
class Entry:
    """One record of one source, as it will be written, with what was planted in it."""

    source: str
    key: str
    observed: date
    fields: Facts
    planted: list[dict[str, Any]] = field(default_factory=list)
    traps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether the record carries an identifying number."""
        return any(name in self.fields for name in IDENTIFIERS)


def entries_of(*, elevator: Elevator, chance: Random, noise: float) -> dict[str, Entry]:
    """Return what each source holds of an elevator, before anything is planted."""
    kept = [kind for kind, habit in HABITS.items() if chance.random() < habit.coverage]
    if SUPERVISION not in kept and APPROVAL not in kept:
        kept.insert(0, SUPERVISION)
    if not elevator.facts.get("stops"):
        kept = [kind for kind in kept if kind != TELEMETRY]
    return {kind: _entry(kind, elevator, chance, noise) for kind in kept}


def _entry(kind: str, elevator: Elevator, chance: Random, noise: float) -> Entry:
    habit, facts = HABITS[kind], elevator.facts
    fields = {name: facts[name] for name in habit.fields if name in facts}
    nameless = chance.random() < habit.nameless * noise
    if nameless:
        for name in IDENTIFIERS:
            fields.pop(name, None)
    gaps = habit.gaps * noise
    for name in list(fields):
        needed = name in _NEEDED or (nameless and name in _ALWAYS)
        if not needed and chance.random() < gaps:
            del fields[name]
    if habit.located and chance.random() < habit.located:
        fields |= located(facts=facts, metres=habit.metres, chance=chance)
    spell(kind=kind, fields=fields, elevator=elevator, chance=chance, noise=noise)
    source = f"firm:{elevator.estate.firm.code}" if kind == FIRM else kind
    observed = _observed(kind, facts, chance)
    return Entry(source, f"{habit.letter}{elevator.label[1:]}", observed, fields)


def located(*, facts: Facts, metres: float, chance: Random) -> Facts:
    """Return coordinates as measured within so many metres of the true ones."""
    longitude, latitude = moved(
        longitude=facts["longitude"], latitude=facts["latitude"],
        east_m=chance.uniform(-metres, metres), north_m=chance.uniform(-metres, metres),
    )  # fmt: skip
    return {"longitude": longitude, "latitude": latitude}


def _observed(kind: str, facts: Facts, chance: Random) -> date:
    """Return the day of observation; an approval is as old as the registration it made."""
    if kind == APPROVAL:
        return date.fromisoformat(facts["registered_on"]) + timedelta(days=chance.randrange(1, 9))
    span = {SUPERVISION: 700, INSPECTION: 365, FIRM: 60, MOBILE: 500, TELEMETRY: 3}[kind]
    day = AS_OF - timedelta(days=1 + chance.randrange(span))
    return max(day, date.fromisoformat(facts["registered_on"]))


def spell(*, kind: str, fields: Facts, elevator: Elevator, chance: Random, noise: float) -> None:
    """Write the fields as people at this source write them; each of these ways is right."""
    estate, facts = elevator.estate, elevator.facts
    if kind == APPROVAL:
        fields["address"] = f"上海市{facts['address']}"
    elif kind == INSPECTION:
        fields["address"] = f"上海市{estate.street.district_name}{_door(elevator)}"
        fields["jurisdiction"] = jurisdiction_name(facts["jurisdiction"])
    elif kind == FIRM:
        _spell_as_firms(fields, elevator, chance, noise)
    elif kind == MOBILE:
        fields["address"] = f"{estate.street.district_name}{_door(elevator)}"
    elif kind == TELEMETRY:
        fields["facts.floors_served"] = list(facts["floor_labels"])


def _spell_as_firms(fields: Facts, elevator: Elevator, chance: Random, noise: float) -> None:
    fields["address"] = _as_firms_write(elevator, chance)
    if chance.random() < 0.25:
        fields["made_by"] = elevator.maker.short
    if "building" in fields and chance.random() < 0.3 * noise:
        fields["building"] = fields["building"].replace("号楼", "幢")
    if "name" in fields and chance.random() < 0.2 * noise:
        fields["name"] = fields["name"].replace("号梯", "#梯")


def jurisdiction_name(code: str) -> str:
    """Return the Chinese name of a jurisdiction."""
    return LINGANG[1] if code == LINGANG[0] else DISTRICTS[code][0]


def _door(elevator: Elevator) -> str:
    door = elevator.estate.door
    return f"{door}{elevator.building}号" if elevator.estate.lane else door


def _as_firms_write(elevator: Elevator, chance: Random) -> str:
    street, draw = elevator.estate.street, chance.random()
    if draw < 0.5:
        return f"{street.district_name}{_door(elevator)}"
    if draw < 0.8:
        return _door(elevator)
    return f"{street.district_name}{elevator.estate.door}"
