"""How a decided value becomes a column of the register, or nothing where it cannot be kept."""

from collections.abc import Mapping
from datetime import date
from math import isfinite

from hoistway.foundation.terms import Term
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.vocabulary import Catalogue, Datum, ElevatorKind, PlaceKind, UseState

TEXTS = {
    "register_number": 64, "device_code": 21, "certificate_number": 32, "serial_number": 60,
    "unit_number": 40, "name": 80, "address": 200, "estate": 80, "building": 40, "street": 60,
    "street_code": 12, "made_by": 80, "model": 60,
}  # fmt: skip
"""Column → its length in signs, as in the table."""

TERMS: dict[str, tuple[type[Term], str]] = {
    "kind": (ElevatorKind, ""), "catalogue": (Catalogue, Catalogue.C2014),
    "use_state": (UseState, UseState.IN_USE), "place_kind": (PlaceKind, PlaceKind.OTHER),
    "datum": (Datum, Datum.WGS84),
}  # fmt: skip
"""Column → its list of codes, and what stands there while nobody says anything."""

SMALL = ("floors", "stops", "doors", "persons")
WHOLE = ("rated_load_kg", "nominal_width_mm")
NUMBERS = ("rated_speed_mps", "travel_m", "inclination_deg")
DAYS = ("made_on", "installed_on", "registered_on", "altered_on", "repaired_on")

_SMALLINT = 32_767
_INTEGER = 2_147_483_647
_LABEL = 6

Column = str | int | float | list[str] | dict[str, FieldValue] | None
"""What a column keeps, in the form of JSON."""


def columns_of(*, said: Mapping[str, FieldValue]) -> dict[str, Column]:
    """Return the plain columns of an elevator from what is held true of it.

    Organisations, places, jurisdiction and facts are the writer's business. A required code
    that is unknown is left out: what stands in the register stays.
    """
    row: dict[str, Column] = {name: _text(said, name, most) for name, most in TEXTS.items()}
    row |= {name: _whole(said.get(name), _SMALLINT) for name in SMALL}
    row |= {name: _whole(said.get(name), _INTEGER) for name in WHOLE}
    row |= {name: _number(said.get(name)) for name in NUMBERS}
    row |= {name: _day(said.get(name)) for name in DAYS}
    row |= _terms(said) | _point(said)
    labels = said.get("floor_labels")
    kept = [label[:_LABEL] for label in labels] if isinstance(labels, list) else []
    row["floor_labels"] = kept
    return row


def _text(said: Mapping[str, FieldValue], name: str, most: int) -> str:
    value = said.get(name)
    return "" if value is None or isinstance(value, list) else str(value)[:most]


def _number(value: FieldValue) -> float | None:
    if value is None or isinstance(value, list | bool):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _whole(value: FieldValue, most: int) -> int | None:
    number = _number(value)
    if number is None or not 0 <= round(number) <= most:
        return None
    return round(number)


def _day(value: FieldValue) -> str | None:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None


def _terms(said: Mapping[str, FieldValue]) -> dict[str, Column]:
    row: dict[str, Column] = {}
    for name, (term, otherwise) in TERMS.items():
        value = said.get(name)
        known = isinstance(value, str) and value in term._value2member_map_
        if known or value is None:
            row[name] = str(value) if known else str(otherwise)
    return {name: value for name, value in row.items() if value}


def _point(said: Mapping[str, FieldValue]) -> dict[str, Column]:
    """Return the place in degrees; a place that is none on Earth is kept by its claim only."""
    east, north = _number(said.get("longitude")), _number(said.get("latitude"))
    if east is None or north is None or abs(east) > 180 or abs(north) > 90:
        return {"longitude": None, "latitude": None, "datum": str(Datum.NONE)}
    return {"longitude": east, "latitude": north}
