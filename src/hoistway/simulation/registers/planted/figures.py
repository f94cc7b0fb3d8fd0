"""Errors of figures: units, and numbers that contradict each other."""

from hoistway.simulation.registers.planted.case import OFFICIAL, Case
from hoistway.simulation.registers.sources import INSPECTION, SUPERVISION, TELEMETRY

_STANDARD = (0.25, 0.4, 0.5, 0.63, 0.65, 0.75, 1, 1.5, 1.6, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9,
             10)  # fmt: skip
"""Rated speeds in use, m/s."""


def speed_unit(case: Case, certain: bool) -> bool:
    """Write metres a minute; asked where it is cm/s, which only a person recognises."""
    entry, speed = case.bearer("rated_speed_mps"), case.facts["rated_speed_mps"]
    if entry is None:
        return False
    value = round(speed * (60 if certain else 100), 2)
    like_another = any(abs(value / 60 - one) < 0.004 for one in _STANDARD)
    if value <= 21 or like_another is not certain:
        return False
    case.silence(entry, fields=["rated_speed_mps"])
    case.wrong(entry, "rated_speed_mps", value, error="speed_unit", certain=certain)
    return True


def load_unit(case: Case, certain: bool) -> bool:
    """Write tonnes, or the number of persons, as kilograms."""
    entry, load = case.bearer("rated_load_kg"), case.facts.get("rated_load_kg")
    if entry is None or not load:
        return False
    persons = case.facts.get("persons")
    as_persons = certain and persons and persons * 75 == load and case.chance.random() < 0.5
    value = persons if as_persons else load / 1000
    if not case.vouch(entry, certain, "rated_load_kg"):
        return False
    if not certain:
        case.silence(fields=["persons"])
    case.wrong(entry, "rated_load_kg", value, error="load_unit", certain=certain)
    return True


def load_against_persons(case: Case, certain: bool) -> bool:
    """Write the load of another size of car beside the right number of persons."""
    load, persons = case.facts.get("rated_load_kg"), case.facts.get("persons")
    entry = case.bearer("rated_load_kg", "persons")
    if entry is None or not load or not persons or abs(persons * 75 - load) > 40:
        return False
    if not case.vouch(entry, certain, "rated_load_kg"):
        return False
    value = case.chance.choice(
        [n for n in (400, 630, 825, 1150, 1600, 2000) if abs(n - load) > 160]
    )
    case.wrong(entry, "rated_load_kg", value, error="load_against_persons", certain=certain)
    return True


def travel_unit(case: Case, certain: bool) -> bool:
    """Write travel in millimetres or centimetres; asked where nothing says the stops."""
    entry, travel = case.bearer("travel_m", "stops"), case.facts.get("travel_m")
    if entry is None or not travel:
        return False
    storeys = max(1, case.facts["stops"] - 1)
    if not 2.2 <= travel / storeys <= 6.5:
        return False
    value = round(travel * case.chance.choice((1000, 1000, 100)), 1)
    if value <= 700:
        value = round(travel * 1000, 1)
    case.silence(entry, fields=["travel_m"])
    if not certain:
        case.silence(fields=["stops", "floors", "doors", "floor_labels"])
        case.entries.pop(TELEMETRY, None)
    case.wrong(entry, "travel_m", value, error="travel_unit", certain=certain)
    return True


def travel_against_stops(case: Case, certain: bool) -> bool:
    """Write a tenth or the fivefold of the travel."""
    entry, travel = case.bearer("travel_m", "stops"), case.facts.get("travel_m")
    if entry is None or not travel or case.facts["stops"] < 4:
        return False
    if not 2.2 <= travel / (case.facts["stops"] - 1) <= 6.5:
        return False
    value = round(travel / 10, 1) if travel > 40 else round(travel * 5, 1)
    if not case.vouch(entry, certain, "travel_m"):
        return False
    case.wrong(entry, "travel_m", value, error="travel_against_stops", certain=certain)
    return True


def stops_against_floors(case: Case, certain: bool) -> bool:
    """Write another number of stops than labels; certain when a witness counts like the labels."""
    entry, stops = case.bearer("stops", among=OFFICIAL), case.facts.get("stops")
    if entry is None or not stops:
        return False
    case.entries.pop(TELEMETRY, None)
    entry.fields["floor_labels"] = case.facts["floor_labels"]
    if not case.vouch(entry, certain, "stops"):
        return False
    case.silence(fields=["floors", "doors"])
    if not certain:
        case.silence(entry, fields=["floor_labels"])
    value = stops + case.chance.choice((2, 3, 5) if stops < 6 else (-3, -2, 2, 3))
    case.wrong(entry, "stops", value, error="stops_against_floors", certain=certain)
    return True


def floors_against_telemetry(case: Case, certain: bool) -> bool:
    """Register fewer stops than the car serves; certain when a third source counts like it."""
    entry, stops = case.bearer("stops", among=(SUPERVISION,)), case.facts.get("stops")
    if entry is None or TELEMETRY not in case.entries or not stops or stops < 5:
        return False
    telemetry = case.entries[TELEMETRY]
    if not case.vouch(entry, certain, "stops"):
        return False
    telemetry.fields["stops"] = stops
    case.silence(telemetry, fields=["floors", "doors", "floor_labels"])
    value = stops - case.chance.choice((1, 2))
    case.wrong(entry, "stops", value, error="floors_against_telemetry", certain=certain)
    return True


_COLLIDING = frozenset({"3120", "3130", "3210", "3220", "3310", "3320"})
"""Codes that both catalogues have, with different meanings. Source: dossier 5.3."""


def kind_by_old_catalogue(case: Case, certain: bool) -> bool:
    """Write the class of 2004 that the register number carries as if it were a kind of 2014."""
    entry, old = case.bearer("kind", "register_number"), case.facts["register_number"][:4]
    if entry is None or old not in _COLLIDING or old == case.facts["kind"]:
        return False
    if certain and case.witness(entry, "kind") is None:
        return False
    if not certain:
        case.entries = {k: e for k, e in case.entries.items() if e is entry or k == TELEMETRY}
    case.wrong(entry, "kind", old, error="kind_by_old_catalogue", certain=certain)
    return True


def kind_against_facts(case: Case, certain: bool) -> bool:
    """Call a lift with load and stops an escalator; nothing says which of them is wrong."""
    entry = case.bearer("kind", "rated_load_kg", "stops", among=(SUPERVISION, INSPECTION))
    if entry is None or certain:
        return False
    case.wrong(entry, "kind", "3310", error="kind_against_facts", certain=False)
    return True


def sources_disagree(case: Case, certain: bool) -> bool:
    """Let one official source say another, equally likely load without persons."""
    entry = case.entries.get(INSPECTION)
    if entry is None or certain or "rated_load_kg" not in entry.fields:
        return False
    case.silence(fields=["persons"])
    value = entry.fields["rated_load_kg"] + case.chance.choice((150, 200, 250))
    case.wrong(entry, "rated_load_kg", value, error="sources_disagree", certain=False)
    return True


ERRORS = {
    "speed_unit": speed_unit, "load_unit": load_unit, "load_against_persons": load_against_persons,
    "travel_unit": travel_unit, "travel_against_stops": travel_against_stops,
    "stops_against_floors": stops_against_floors,
    "floors_against_telemetry": floors_against_telemetry,
    "kind_by_old_catalogue": kind_by_old_catalogue, "kind_against_facts": kind_against_facts,
    "sources_disagree": sources_disagree,
}  # fmt: skip
