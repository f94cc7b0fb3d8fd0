"""What looks like an error and is none: the truth is changed with it where it is rare but real."""

from datetime import date, timedelta

from hoistway.simulation.registers.estates import AS_OF
from hoistway.simulation.registers.ground import RETIRED
from hoistway.simulation.registers.planted.case import Case
from hoistway.simulation.registers.sources import (
    APPROVAL,
    FIRM,
    INSPECTION,
    MOBILE,
    SUPERVISION,
    TELEMETRY,
    Entry,
)

LIFTS = frozenset({"3110", "3120", "3130", "3210", "3220", "3410", "3420"})


def _true(case: Case, **facts: object) -> None:
    """Change the truth of the elevator, and what every record says of it."""
    case.facts.update(facts)
    for entry in case.entries.values():
        for name, value in facts.items():
            if name in entry.fields:
                entry.fields[name] = value


def twin_serials(case: Case) -> bool:
    """Give two lifts of one maker the same serial number, as makers' parts numbers are."""
    before = case.memory.get("beside")
    if before is None or before["made_by"] != case.facts["made_by"]:
        return False
    _true(case, serial_number=before["serial_number"])
    return case.trap("serial_number", "twin_serials")


def two_plausible_firms(case: Case) -> bool:
    """Let two firms say within weeks that they maintain the elevator."""
    entry = case.entries.get(FIRM)
    other = case.chance.choice(case.more_firms)
    if entry is None or not entry.named or other.code == case.facts["firm_code"]:
        return False
    fields = dict(entry.fields) | {"firm": other.name, "firm_code": other.code}
    day = AS_OF - timedelta(days=case.chance.randrange(1, 40))
    rival = Entry(source=f"firm:{other.code}", key=f"{entry.key}R", observed=day, fields=fields)
    case.extra.append(rival)
    return case.trap("firm", "two_plausible_firms", entry, rival)


def late_change(case: Case) -> bool:
    """Let an old observation arrive after the newer one of the same record."""
    entry = case.entries.get(SUPERVISION)
    if entry is None or "use_state" not in entry.fields:
        return False
    entry.observed = AS_OF - timedelta(days=case.chance.randrange(5, 60))
    fields = dict(entry.fields) | {
        "use_state": "suspended" if case.facts["use_state"] == "in_use" else "in_use"
    }
    earlier = entry.observed - timedelta(days=case.chance.randrange(200, 900))
    old = Entry(source=entry.source, key=entry.key, observed=earlier, fields=fields)
    case.extra.append(old)
    return case.trap("use_state", "late_change", entry, old)


def lower_source_newer(case: Case) -> bool:
    """Let a firm know of a true suspension before the authority writes it down."""
    entry, above = case.entries.get(FIRM), case.entries.get(SUPERVISION)
    if entry is None or above is None or not entry.named or case.facts["use_state"] != "in_use":
        return False
    case.silence(above, fields=["use_state"])
    above.observed = AS_OF - timedelta(days=case.chance.randrange(400, 700))
    entry.fields["use_state"] = case.facts["use_state"] = "suspended"
    return case.trap("use_state", "lower_source_newer", entry, above)


def rare_values(case: Case) -> bool:
    """Build an elevator of rare but real figures."""
    kind = case.facts["kind"]
    if kind == "3310":
        _true(case, rated_speed_mps=0.75)
        return case.trap("rated_speed_mps", "escalator_of_0.75")
    if kind in ("3210", "3220"):
        _true(case, rated_speed_mps=0.15)
        return case.trap("rated_speed_mps", "hydraulic_of_0.15")
    if kind in ("3120", "3130"):
        _true(case, rated_load_kg=5000)
        return case.trap("rated_load_kg", "load_of_5000")
    if kind != "3110":
        return False
    if case.facts["stops"] > 20:
        _true(case, rated_speed_mps=10.0)
        return case.trap("rated_speed_mps", "ten_metres_a_second")
    return _two_stops(case)


def _two_stops(case: Case) -> bool:
    if TELEMETRY in case.entries:
        return False
    _true(case, stops=2, floors=2, doors=2, floor_labels=["1", "2"], travel_m=60.0)
    return case.trap("travel_m", "two_stops_sixty_metres")


def old_district(case: Case) -> bool:
    """Keep the district that has ended inside the register number."""
    if case.facts["register_number"][4:10] not in {old for old, _, _ in RETIRED.values()}:
        return False
    return case.trap("register_number", "old_district")


def letters_in_the_sequence(case: Case) -> bool:
    """Let the sequence of the register number have overflowed into a letter."""
    number = case.facts["register_number"]
    _true(case, register_number=f"{number[:16]}A{number[17:]}")
    return case.trap("register_number", "letters_in_the_sequence")


def telemetry_sees_fewer(case: Case) -> bool:
    """Lock a floor: remote monitoring serves fewer landings than are registered."""
    telemetry = case.entries.get(TELEMETRY)
    if telemetry is None or case.facts["stops"] < 6:
        return False
    served = [label for label in case.facts["floor_labels"] if label not in ("B1", "B2")][:-1]
    telemetry.fields |= {"stops": len(served), "facts.floors_served": served}
    return case.trap("stops", "telemetry_sees_fewer")


def historic(case: Case) -> bool:
    """Let the elevator stand since 1934."""
    if case.facts["kind"] != "3110" or case.facts.get("stops", 99) > 12:
        return False
    day = date(1934, case.chance.randrange(3, 12), case.chance.randrange(1, 28))
    _true(case, made_on=f"{day - timedelta(days=90)}", installed_on=f"{day}")
    return case.trap("installed_on", "installed_in_1934")


def persons_of_goods_lifts(case: Case) -> bool:
    """Let a goods or bed lift carry fewer persons than its load would hold."""
    kind, load = case.facts["kind"], case.facts.get("rated_load_kg")
    bed = case.elevator.estate.kind == "hospital" and load == 1600
    if not (bed or (kind in ("3120", "3130") and load)):
        return False
    case.facts["persons"] = 10 if bed else 6
    for name in (SUPERVISION, INSPECTION):
        if name in case.entries:
            case.entries[name].fields["persons"] = case.facts["persons"]
    return case.trap("rated_load_kg", "persons_of_goods_lifts")


def passenger_suggests(case: Case) -> bool:
    """Let a passenger suggest a wrong name of the estate; nothing changes by itself."""
    entry = case.bearer("register_number", "estate")
    if entry is None:
        return False
    fields = {"register_number": case.facts["register_number"], "estate": "我家小区"}
    day = AS_OF - timedelta(days=case.chance.randrange(1, 20))
    said = Entry(source="passenger", key=f"P{entry.key[1:]}", observed=day, fields=fields)
    case.extra.append(said)
    return case.trap("estate", "passenger_suggests", said)


def old_number_of_the_road(case: Case) -> bool:
    """Renumber a house: newer official records say the new number, old ones the old."""
    estate = case.elevator.estate
    old = estate.door.replace(str(estate.number), str(estate.number + 1000))
    for kind in (FIRM, MOBILE, APPROVAL):
        if kind in case.entries:
            entry = case.entries[kind]
            entry.fields["address"] = entry.fields["address"].replace(estate.door, old)
            days = case.chance.randrange(300)
            entry.observed = min(entry.observed, date(2024, 3, 1) - timedelta(days=days))
    for kind in (SUPERVISION, INSPECTION):
        if kind in case.entries:
            case.entries[kind].observed = AS_OF - timedelta(days=case.chance.randrange(3, 200))
    return case.trap("address", "renumbered")


def unit_renamed(case: Case) -> bool:
    """Rename the use unit: same code, new name in newer records; the truth is the new one."""
    new = case.facts["use_unit"].replace("有限公司", "（集团）有限公司")
    if SUPERVISION not in case.entries:
        return False
    for kind, entry in case.entries.items():
        if kind == SUPERVISION and "use_unit" in entry.fields:
            entry.fields["use_unit"] = new
            entry.fields["use_unit_code"] = case.facts["use_unit_code"]
            entry.observed = AS_OF - timedelta(days=case.chance.randrange(2, 30))
        elif kind == INSPECTION:
            entry.observed = min(entry.observed, AS_OF - timedelta(days=90))
    case.facts["use_unit"] = new
    return case.trap("use_unit", "unit_renamed")


def two_house_numbers(case: Case) -> bool:
    """Let one building have a lane address and a house number; both are right."""
    estate = case.elevator.estate
    corner = f"{estate.road}{estate.number + 1}号"
    for kind in (INSPECTION, MOBILE):
        if kind in case.entries:
            case.entries[kind].fields["address"] = f"{estate.street.district_name}{corner}"
    return case.trap("address", "two_house_numbers")


def same_name(case: Case) -> bool:
    """Stand in an estate whose name another district has, too."""
    return case.trap("estate", "namesake")


def beyond_the_outline(case: Case) -> bool:
    """Stand on a bridge or in the sea port, beyond every coarse outline of the city."""
    return case.trap("longitude", "beyond_the_outline")


def same_buildings(case: Case) -> bool:
    """Stand in one of two neighbouring halves with the same names of buildings."""
    return case.trap("building", "twin_towers")


TRAPS = {
    "twin_serials": twin_serials, "two_plausible_firms": two_plausible_firms,
    "late_change": late_change, "lower_source_newer": lower_source_newer,
    "rare_values": rare_values, "old_district": old_district,
    "letters_in_the_sequence": letters_in_the_sequence,
    "telemetry_sees_fewer": telemetry_sees_fewer,
    "historic": historic,
    "passenger_suggests": passenger_suggests, "persons_of_goods_lifts": persons_of_goods_lifts,
}  # fmt: skip
"""Of single elevators."""

OF_ESTATES = {
    "renumbered": old_number_of_the_road, "unit_renamed": unit_renamed, "namesake": same_name,
    "twin_towers": same_buildings, "beyond_the_outline": beyond_the_outline,
    "two_house_numbers": two_house_numbers,
}  # fmt: skip
"""Of all elevators of an estate with this story."""
