"""What passes from a file to the register: a row, its findings, the draft of an elevator."""

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from datetime import date

from hoistway.registry.vocabulary import (
    Catalogue,
    Datum,
    ElevatorKind,
    PlaceKind,
    RowFault,
    UseState,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file with the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for which a row is refused."""

    fault: RowFault
    field: str = ""
    column: str = ""
    value: str = ""
    detail: str = ""

    def reason(self, *, language: str = "en") -> str:
        """Return the reason as one line."""
        about = " / ".join(filter(None, (self.field, self.column and f"«{self.column}»")))
        said = f": «{self.value}»" if self.value else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{about + ': ' if about else ''}{self.fault.in_language(language)}{said}{detail}"


@dataclass(frozen=True, slots=True)
class Party:
    """A firm or use unit as a row names it."""

    name: str
    credit_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorDraft:
    """What a source says of one elevator; what it does not say is None or empty."""

    register_number: str
    name: str
    address: str
    kind: ElevatorKind
    catalogue: Catalogue
    jurisdiction_code: str
    use_state: UseState | None = None
    place_kind: PlaceKind | None = None
    estate: str = ""
    street_code: str = ""
    street: str = ""
    use_unit: Party | None = None
    firm: Party | None = None
    longitude: float | None = None
    latitude: float | None = None
    datum: Datum = Datum.NONE
    floor_labels: tuple[str, ...] = ()
    rated_speed_mps: float | None = None
    rated_load_kg: int | None = None
    travel_m: float | None = None
    made_by: str = ""
    serial_number: str = ""
    installed_on: date | None = None
    other_facts: Pairs[str, str | float] = field(default_factory=dict)
