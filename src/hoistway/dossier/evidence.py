"""What each source says about the fields in question, beside each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hoistway.dossier.values import Pair, source_words, value_words
from hoistway.quality.vocabulary import FindingKind as K
from hoistway.registry.models import Claim
from hoistway.registry.vocabulary import Field, SourceKind

PLACE = "place"
"""Longitude and latitude together, as one cell."""

_PLACE_KINDS = (
    K.OUTSIDE_CITY, K.COORDINATES_SWAPPED, K.OFFSET_GRID, K.DECIMAL_SLIP, K.FAR_FROM_NEIGHBOURS,
)  # fmt: skip
_DATES = (Field.MADE_ON, Field.INSTALLED_ON, Field.REGISTERED_ON)
_LOAD = (Field.RATED_LOAD, Field.PERSONS)
_TRAVEL = (Field.TRAVEL, Field.STOPS)
_FLOORS = (Field.FLOORS, Field.STOPS, Field.DOORS, Field.FLOOR_LABELS)
_AREA = (Field.JURISDICTION, Field.STREET, Field.ADDRESS, PLACE)

BESIDE: dict[K, tuple[str, ...]] = {
    **dict.fromkeys(_PLACE_KINDS, (PLACE, Field.ADDRESS, Field.JURISDICTION)),
    K.RETIRED_DISTRICT: (Field.JURISDICTION, Field.ADDRESS),
    K.DISTRICT_AGAINST_PLACE: _AREA, K.STREET_AGAINST_DISTRICT: _AREA,
    K.LOAD_UNIT: _LOAD, K.LOAD_AGAINST_PERSONS: _LOAD,
    K.TRAVEL_UNIT: _TRAVEL, K.TRAVEL_AGAINST_STOPS: _TRAVEL,
    K.STOPS_AGAINST_FLOORS: _FLOORS, K.FLOORS_AGAINST_TELEMETRY: _FLOORS,
    K.CENTURY_SLIP: _DATES, K.DATES_OUT_OF_ORDER: _DATES, K.DATE_IN_FUTURE: _DATES,
    K.KIND_BY_OLD_CATALOGUE: (Field.KIND, Field.REGISTER_NUMBER),
    K.KIND_AGAINST_FACTS: (Field.KIND, Field.RATED_LOAD, Field.STOPS, Field.INCLINATION),
    K.DEVICE_CODE_FORM: (Field.DEVICE_CODE, Field.MADE_ON),
    K.ESTATE_SPELLING: (Field.ESTATE, Field.ADDRESS),
}  # fmt: skip
"""Fields shown beside the one in question, by kind; what is not named shows its field alone."""

_PARTIES = {str(SourceKind.FIRM), str(SourceKind.USE_UNIT)}

MOST_ROWS = 30
"""Claims shown. Chosen: an elevator has four to ten sources; more is history."""


@dataclass(frozen=True, slots=True)
class SaidCell:
    """One value of one source; `wins` where the register holds it for that."""

    words: Pair
    wins: bool
    said: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What one record of one source says."""

    claim_id: int
    source: Pair
    kind: SourceKind
    cells: tuple[SaidCell, ...]
    observed_at: datetime
    received_at: datetime
    origin: str
    withdrawn: bool
    older: bool
    value: object = None

    @property
    def point(self) -> tuple[float, float] | None:
        """The place that it names, in degrees WGS-84."""
        if not isinstance(self.value, Mapping):
            return None
        x, y = self.value.get("longitude"), self.value.get("latitude")
        if isinstance(x, int | float) and isinstance(y, int | float):
            return float(x), float(y)
        return None

    @property
    def number(self) -> float | None:
        """The number that it says of the field in question."""
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        return float(self.value) if is_number else None  # type: ignore[arg-type]


def fields_beside(*, kind: K, field: str) -> tuple[str, ...]:
    """Return the fields that an evidence table of this kind shows, the one in question first."""
    beside = tuple(str(one) for one in BESIDE.get(kind, ()))
    if field in {Field.LONGITUDE, Field.LATITUDE}:
        field = PLACE
    if not field or field in beside:
        return tuple(sorted(beside, key=lambda one: one != field)) if field else beside
    return (field, *beside)


def said_rows(
    *, claims: Iterable[Claim], fields: Sequence[str], winners: Mapping[str, object],
    areas: Mapping[str, Pair], names: Mapping[str, Pair],
) -> tuple[SaidRow, ...]:  # fmt: skip
    """Return what the claims say of these fields, winners first, then newest observation."""
    rows = []
    for claim in claims:
        cells = tuple(_cell(claim, field, fields[0], winners, areas) for field in fields)
        if any(cell.said for cell in cells):
            rows.append(_row(claim, cells, names, _value(claim, fields[0])))
    rows.sort(key=_order)
    return tuple(rows[:MOST_ROWS])


def _order(row: SaidRow) -> tuple[bool, bool, bool, bool, float]:
    first = row.cells[0]
    return (
        row.withdrawn, row.older, not first.wins, not first.said, -row.observed_at.timestamp(),
    )  # fmt: skip


def _value(claim: Claim, field: str) -> object:
    fields: Mapping[str, object] = claim.fields
    if field != PLACE:
        return fields.get(field)
    return {name: fields.get(name) for name in ("longitude", "latitude")}


def _row(
    claim: Claim, cells: tuple[SaidCell, ...], names: Mapping[str, Pair], value: object
) -> SaidRow:
    return SaidRow(
        claim_id=claim.pk, source=source_words(source=claim.source, names=names), kind=claim.kind,
        cells=cells, observed_at=claim.observed_at, received_at=claim.received_at,
        origin=origin_words(claim.origin), withdrawn=claim.withdrawn_at is not None,
        older=not claim.current, value=value,
    )  # fmt: skip


def _cell(
    claim: Claim, field: str, asked: str, winners: Mapping[str, object], areas: Mapping[str, Pair]
) -> SaidCell:
    fields: Mapping[str, object] = claim.fields
    column = str(Field.LONGITUDE) if field == PLACE else field
    said = column in fields
    value = _value(claim, field)
    wins = said and winners.get(column, winners.get("*")) == claim.pk
    words = value_words(field=field, value=value, areas=areas) if said else ("—", "—")
    return SaidCell(words=words, wins=wins, said=said, asked=field == asked)


def origin_words(origin: Mapping[str, object]) -> str:
    """Return where a claim came from: file and line, or what else is kept of its way here.

    Example:
        >>> origin_words({"file": "2026-10.csv", "line": 17})
        '2026-10.csv : 17'
    """
    file, line = origin.get("file"), origin.get("line")
    if file:
        return f"{file} : {line}" if line is not None else str(file)
    return " ".join(str(one) for one in origin.values() if isinstance(one, str | int))[:80]


def firms_named(*, claims: Iterable[Claim]) -> set[str]:
    """Return the keys or credit codes of the organisations that these sources name."""
    found = (claim.source.partition(":") for claim in claims)
    return {rest for kind, _, rest in found if rest and kind in _PARTIES}
