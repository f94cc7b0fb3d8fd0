"""A value as a person types it becomes a value of its field."""

from datetime import date

from hoistway.quality.rules.points import PLACE
from hoistway.quality.rules.portrait import Value, as_number
from hoistway.quality.rules.writing import half_width
from hoistway.registry.vocabulary import ElevatorKind, Field, PlaceKind, UseState

WHOLE = frozenset({"floors", "stops", "doors", "persons", "rated_load_kg", "nominal_width_mm"})
MEASURED = frozenset(
    {"rated_speed_mps", "travel_m", "inclination_deg", "longitude", "latitude"}
)  # fmt: skip
DAYS = frozenset({"made_on", "installed_on", "registered_on", "altered_on", "repaired_on"})
CODES = {"kind": ElevatorKind, "use_state": UseState, "place_kind": PlaceKind}


class NoSuchValue(ValueError):
    """What was typed is no value of the field."""


def entered(*, field: str, value: Value) -> dict[str, Value]:
    """Return what was typed as values of fields; a place gives longitude and latitude.

    Example:
        >>> entered(field="rated_speed_mps", value="１.75")
        {'rated_speed_mps': 1.75}
        >>> entered(field="place", value="121.4737, 31.2304")
        {'longitude': 121.4737, 'latitude': 31.2304}
    """
    text = half_width(text=str(value)).strip()
    if value in (None, "") or not text:
        raise NoSuchValue(field)
    if field == PLACE:
        return _point(value, text)
    if field in CODES:
        if text not in [str(term) for term in CODES[field]]:
            raise NoSuchValue(field)
        return {field: text}
    if field in DAYS:
        return {field: _day(field, text)}
    if field in WHOLE | MEASURED:
        return {field: _number(field, text)}
    if field == Field.FLOOR_LABELS and isinstance(value, str):
        return {field: [label for label in text.replace("、", ",").split(",") if label.strip()]}
    return {field: str(value).strip() if isinstance(value, str) else value}


def _point(value: Value, text: str) -> dict[str, Value]:
    if isinstance(value, dict):
        x, y = as_number(value.get("longitude")), as_number(value.get("latitude"))
    else:
        parts = text.replace("，", ",").split(",")
        x, y = (as_number(part) for part in parts) if len(parts) == 2 else (None, None)
    if x is None or y is None or abs(x) > 180 or abs(y) > 90:
        raise NoSuchValue(PLACE)
    return {"longitude": x, "latitude": y}


def _day(field: str, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NoSuchValue(field) from error


def _number(field: str, text: str) -> int | float:
    number = as_number(text)
    if number is None or (field in WHOLE and number != int(number)):
        raise NoSuchValue(field)
    return int(number) if field in WHOLE else number
