"""Errors of place: districts, streets and coordinates."""

from math import cos, sin

from hoistway.simulation.registers.ground import (
    DISTRICTS,
    OF_DISTRICT,
    RETIRED,
    STREETS,
    metres_between,
    moved,
    on_bd09,
    on_gcj02,
)
from hoistway.simulation.registers.planted.case import PLACE, Case
from hoistway.simulation.registers.sources import SUPERVISION, Entry, located

FARTHEST_M = 6000.0


def _located(case: Case) -> Entry | None:
    """Return the record of supervision with coordinates, given some when it had none."""
    entry = case.entries.get(SUPERVISION)
    if entry is not None and "longitude" not in entry.fields:
        entry.fields |= located(facts=case.facts, metres=3.0, chance=case.chance)
    return entry


def _misplaced(case: Case, error: str, place: tuple[float, float], *, certain: bool) -> bool:
    """Write a wrong place; certain by a witness, uncertain where nothing else is near."""
    entry = _located(case)
    if entry is None or (not certain and case.neighbours) or not case.vouch(entry, certain, *PLACE):
        return False
    for name, value in zip(PLACE, place, strict=True):
        if entry.fields[name] != value:
            case.wrong(entry, name, value, error=error, certain=certain)
    return True


def retired_district(case: Case, certain: bool) -> bool:
    """Name the district that has ended, by code or by name."""
    heir = case.facts["jurisdiction"]
    entry = case.bearer("jurisdiction")
    if heir not in RETIRED or entry is None or not certain:
        return False
    value = case.chance.choice(RETIRED[heir][:2])
    case.wrong(entry, "jurisdiction", value, error="retired_district", certain=True)
    return True


def district_against_place(case: Case, certain: bool) -> bool:
    """Name another district; certain when coordinates and address speak for the true one."""
    entry, true = _located(case), case.facts["jurisdiction"]
    if entry is None or true not in DISTRICTS:
        return False
    other = case.chance.choice([code for code in DISTRICTS if code != true])
    if not certain:
        case.silence(fields=("longitude", "latitude", "street", "street_code"))
        for one in case.entries.values():
            if "address" in one.fields:
                one.fields["address"] = case.elevator.estate.door
        entry.fields |= located(facts=case.facts, metres=3.0, chance=case.chance)
    case.wrong(entry, "jurisdiction", other, error="district_against_place", certain=certain)
    return True


def street_against_district(case: Case, certain: bool) -> bool:
    """Give the code (certain) or the name (asked) of a street in another district."""
    entry = case.entries.get(SUPERVISION)
    if entry is None or not {"street", "street_code"} <= entry.fields.keys():
        return False
    district = case.elevator.estate.street.district
    other = case.chance.choice([s for s in STREETS if s.district != district])
    field, value = ("street_code", other.code) if certain else ("street", other.name)
    case.wrong(entry, field, value, error="street_against_district", certain=certain)
    if not certain:
        entry.fields["address"] = entry.fields["address"].replace(case.facts["street"], "")
    return True


def outside_city(case: Case, certain: bool) -> bool:
    """Put the elevator into another province, or on the equator."""
    place = case.chance.choice(
        ((116.397, 39.908), (0.0, 0.0), (120.155, 30.274), (114.057, 22.543))
    )
    if certain and case.neighbours < 3:
        return False
    return _misplaced(case, "outside_city", place, certain=certain)


def coordinates_swapped(case: Case, certain: bool) -> bool:
    """Write latitude as longitude and the reverse."""
    entry = _located(case)
    if entry is None:
        return False
    place = (entry.fields["latitude"], entry.fields["longitude"])
    return _misplaced(case, "coordinates_swapped", place, certain=certain)


def offset_grid(case: Case, certain: bool) -> bool:
    """Write the place as a web map shows it."""
    entry = _located(case)
    if entry is None:
        return False
    here = (entry.fields["longitude"], entry.fields["latitude"])
    place = case.chance.choice((on_gcj02, on_gcj02, on_bd09))(here)
    return _misplaced(case, "offset_grid", place, certain=certain)


def decimal_slip(case: Case, certain: bool) -> bool:
    """Shift the point of one coordinate, or double one of its digits."""
    entry = _located(case)
    if entry is None:
        return False
    longitude, latitude = entry.fields["longitude"], entry.fields["latitude"]
    text = f"{longitude:.6f}"
    slips = (
        (round(longitude / 10, 7), latitude), (round(longitude * 10, 5), latitude),
        (longitude, round(latitude * 10, 5)), (longitude, round(latitude / 10, 7)),
        (float(text[:3] + text[2:]), latitude),
    )  # fmt: skip
    return _misplaced(case, "decimal_slip", case.chance.choice(slips), certain=certain)


def far_from_neighbours(case: Case, certain: bool) -> bool:
    """Put the elevator kilometres away from its estate, within the district where possible."""
    if case.neighbours < 3:
        return False
    entry, home = _located(case), (case.facts["longitude"], case.facts["latitude"])
    if entry is None or not case.vouch(entry, certain, *PLACE):
        return False
    street = case.chance.choice(OF_DISTRICT[case.elevator.estate.street.district])
    place = (street.longitude + 0.000123, street.latitude - 0.000217)
    if not 1200 < metres_between(home, place) < FARTHEST_M:
        angle = case.chance.uniform(0, 6.28)
        place = moved(longitude=home[0], latitude=home[1], east_m=1600 * sin(angle),
                      north_m=1600 * cos(angle))  # fmt: skip
    for name, value in zip(PLACE, place, strict=True):
        case.wrong(entry, name, round(value, 6), error="far_from_neighbours", certain=certain)
    return True


ERRORS = {
    "retired_district": retired_district, "district_against_place": district_against_place,
    "street_against_district": street_against_district, "outside_city": outside_city,
    "coordinates_swapped": coordinates_swapped, "offset_grid": offset_grid,
    "decimal_slip": decimal_slip, "far_from_neighbours": far_from_neighbours,
}  # fmt: skip
