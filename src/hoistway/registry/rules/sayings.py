"""What one record of one source says of one subject at one time, before it is stored."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from hoistway.registry.vocabulary import Subject

FieldValue = str | int | float | bool | list[str] | None
"""What a field may say; days are ISO text, codes are text."""

_NUL = "\x00"
"""The one sign that PostgreSQL keeps in no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One observation of a source; a key of 0 means «to be found by matching»."""

    source: str
    record_key: str
    fields: Mapping[str, FieldValue]
    observed_at: datetime
    subject: Subject = Subject.ELEVATOR
    origin: Mapping[str, object] = dataclasses.field(default_factory=dict)
    reason: str = ""
    instead_of: object = None
    edition: str = ""
    elevator_id: int = 0
    organisation_id: int = 0
    place_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that a rule replaces; `after` None takes the value away for the next source's."""

    field: str
    before: FieldValue
    after: FieldValue
    rule: str
    inputs: Mapping[str, object] = dataclasses.field(default_factory=dict)
    edition: str = ""
    elevator_id: int = 0
    organisation_id: int = 0
    place_id: int = 0


def spoken_fields(
    *, fields: Mapping[str, FieldValue], with_blanks: bool = False
) -> dict[str, FieldValue]:
    """Return what is really said, as it is stored: blanks say nothing.

    Only where a source's blank means «nobody» (`sources.BLANK_SPEAKS`) it is kept.

    Example:
        >>> spoken_fields(fields={"name": " 1号梯 ", "estate": " ", "stops": None, "doors": 0})
        {'name': '1号梯', 'doors': 0}
    """
    said = {name: stored(value=value) for name, value in fields.items()}
    return {
        name: value for name, value in said.items()
        if not is_blank(value=value) or (with_blanks and value == "")
    }  # fmt: skip


def is_blank(*, value: object) -> bool:
    """Return whether a value says nothing; zero and false do say something."""
    return value is None or value == "" or value == []


def stored(*, value: object) -> FieldValue:
    """Return a value in the form in which a claim keeps it."""
    if isinstance(value, str):
        return str(value).replace(_NUL, "").strip()
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [str(one).replace(_NUL, "").strip() for one in value]
    return None
