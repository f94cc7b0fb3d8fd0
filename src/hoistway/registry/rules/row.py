"""One row of a register becomes what it says of an elevator, and all that is wrong in it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import cast

from hoistway.foundation.periods import SHANGHAI
from hoistway.registry.rules.cells import BadCell
from hoistway.registry.rules.identifiers import RETIRED_DISTRICTS
from hoistway.registry.rules.places import Grid, Located, grid_of, located
from hoistway.registry.rules.reader import Reader, Ready
from hoistway.registry.rules.rows import CellFault, Judged, Row
from hoistway.registry.rules.sayings import FieldValue, Saying
from hoistway.registry.rules.sources import DECIDING, kind_of
from hoistway.registry.vocabulary import Catalogue, Datum, FaultEffect, RowFault

_SHOWN = 80
"""Signs of a wrong cell that a reason repeats. Chosen: one line of a terminal."""

_ODD_FORMS = frozenset({RowFault.SHAPE, RowFault.CHECK_DIGIT})
"""Faults of form: historic and odd numbers are marked, not thrown away."""


@dataclass(slots=True)
class _Judging:
    """One row while it is judged."""

    row: Row
    reader: Reader
    fields: dict[str, FieldValue] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    refused: bool = False

    def read(self, ready: Ready) -> FieldValue:
        """Return the value of one column, or None where it says nothing usable."""
        text = ready.text(cells=self.row.cells)
        if not text:
            if ready.needed:
                self.complain(ready, BadCell(RowFault.MISSING), "")
            return None
        try:
            value = ready.value(text=text)
        except BadCell as bad:
            return self.complain(ready, bad, text)
        if ready.needed and value in ("", []):
            self.complain(ready, BadCell(RowFault.MISSING), text)
        return value

    def complain(self, ready: Ready, bad: BadCell, text: str) -> FieldValue:
        """Note a fault of a cell and return what is taken in of it nevertheless."""
        kept = bad.value is not None and (
            bad.fault in _ODD_FORMS or self.reader.mapping.keeps_doubtful
        )
        effect = FaultEffect.KEPT if kept else FaultEffect.LEFT_OUT
        heading = " + ".join(ready.column.sources)
        self.note(
            CellFault(
                bad.fault, FaultEffect.REFUSED if ready.needed else effect, ready.name, heading,
                str(text[:_SHOWN]), bad.detail,
            )
        )  # fmt: skip
        return bad.value if kept else None

    def note(self, fault: CellFault) -> None:
        """Note a fault."""
        self.faults.append(fault)
        self.refused = self.refused or fault.effect is FaultEffect.REFUSED

    def leave_out(self, *names: str) -> None:
        """Take fields back."""
        for name in names:
            self.fields.pop(name, None)


def judge_row(*, row: Row, reader: Reader) -> Judged:
    """Return what a row says, unless it is refused, and every fault of its cells."""
    if len(row.cells) != reader.width:
        detail = f"{len(row.cells)} cells, {reader.width} headings"
        return Judged(None, (CellFault(RowFault.ROW_SHAPE, detail=detail),))
    judging = _Judging(row, reader)
    fields = judging.fields
    for ready in reader.columns:
        if ready.place >= 0 and not row.cells[ready.place] and not ready.needed:
            if not ready.column.default:
                continue
        if reader.kinds and ready.name == "kind":
            continue
        value = judging.read(ready)
        if value is not None and value not in ("", []):
            fields[ready.name] = value
    _judge_kind(judging)
    _judge_jurisdiction(judging)
    _judge_parties(judging)
    _judge_place(judging)
    saying = _saying(judging)
    return Judged(None if judging.refused else saying, tuple(judging.faults))


def _judge_kind(judging: _Judging) -> None:
    """Read the kind by the row's own catalogue; a kind of 2004 is kept as it was given."""
    reader, fields = judging.reader, judging.fields
    edition = str(fields.get("catalogue", reader.mapping.catalogue))
    if ready := reader.kinds.get(edition):
        value = judging.read(ready)
        if value is not None:
            fields["kind"] = value
    if "kind" not in fields:
        fields.pop("catalogue", None)
        return
    if edition == Catalogue.C2004:
        kind = next(one for one in reader.columns if one.name == "kind")
        fields["facts.kind_2004"] = str(kind.text(cells=judging.row.cells))
    foreign = edition == Catalogue.FOREIGN
    fields["catalogue"] = str(Catalogue.FOREIGN if foreign else Catalogue.C2014)


def _judge_jurisdiction(judging: _Judging) -> None:
    """Turn a name into its code; retired districts are kept as they were said."""
    said = judging.fields.get("jurisdiction")
    if said is None:
        return
    reader = judging.reader
    code = reader.jurisdictions.get(str(said))
    if code is not None:
        judging.fields["jurisdiction"] = code
    elif str(said) not in RETIRED_DISTRICTS:
        ready = next(one for one in reader.columns if one.name == "jurisdiction")
        if judging.complain(ready, BadCell(RowFault.UNKNOWN_CODE, "", said), str(said)) is None:
            judging.leave_out("jurisdiction")
    only = reader.about.only_jurisdiction
    if only and code not in (None, only):
        judging.note(CellFault(RowFault.OUTSIDE, field="jurisdiction", value=str(said)[:_SHOWN]))


def _judge_parties(judging: _Judging) -> None:
    for party in ("use_unit", "firm"):
        if f"{party}_code" in judging.fields and party not in judging.fields:
            detail = "a credit code without a name"
            judging.note(CellFault(RowFault.MISSING, FaultEffect.KEPT, party, detail=detail))


def _judge_place(judging: _Judging) -> None:
    """Bring a place to WGS-84 and remember how it was given; half a place is none."""
    fields, sides = judging.fields, ("longitude", "latitude")
    said = [side for side in sides if side in fields]
    if any(fault.field in sides for fault in judging.faults):
        _judge_grid(judging)
        if len(said) < 2:
            judging.leave_out(*sides)
            return
    if len(said) == 1:
        other = "latitude" if said == ["longitude"] else "longitude"
        detail = f"{said[0]} is there"
        judging.note(CellFault(RowFault.MISSING, FaultEffect.LEFT_OUT, other, detail=detail))
        judging.leave_out(*sides)
    if len(said) < 2:
        return
    x, y = (float(cast(float, fields[side])) for side in sides)
    place = _located(judging, x, y)
    if place.wrong and not (judging.reader.mapping.keeps_doubtful and _is_plain(judging)):
        fault = RowFault.OUT_OF_RANGE if (x, y) == (0, 0) else RowFault.GRID
        judging.note(
            CellFault(fault, FaultEffect.LEFT_OUT, "longitude", "", f"{x:g}, {y:g}", place.wrong)
        )
        judging.leave_out(*sides)
        return
    if place.wrong:
        fields["datum"] = str(Datum.WGS84)
        return
    fields |= {"longitude": place.longitude, "latitude": place.latitude, "datum": str(place.datum)}
    if place.datum is not Datum.WGS84:
        fields |= {"facts.given_x": x, "facts.given_y": y, "facts.given_system": place.system}


def _is_plain(judging: _Judging) -> bool:
    return judging.reader.system is None and judging.reader.mapping.grid.datum is Datum.WGS84


def _judge_grid(judging: _Judging) -> None:
    """A number beyond degrees betrays another grid."""
    for place, fault in enumerate(judging.faults):
        sides = fault.field in ("longitude", "latitude")
        if sides and fault.fault is RowFault.OUT_OF_RANGE and fault.effect is FaultEffect.LEFT_OUT:
            judging.faults[place] = CellFault(
                RowFault.GRID, fault.effect, fault.field, fault.column, fault.value, "not degrees"
            )


def _located(judging: _Judging, x: float, y: float) -> Located:
    reader = judging.reader
    grid: Grid | None = reader.mapping.grid
    if reader.system is not None:
        said = judging.read(reader.system)
        if said is None and reader.mapping.grid.datum is Datum.NONE:
            return Located(wrong="the row does not say its coordinate system")
        if said is not None:
            grid = grid_of(system=str(said))
    if grid is None:
        return Located(wrong="an unknown coordinate system")
    return located(x=x, y=y, grid=grid, convert=reader.about.convert)


def _saying(judging: _Judging) -> Saying | None:
    reader, about = judging.reader, judging.reader.about
    key = judging.read(reader.record) if reader.record else judging.fields.get("register_number")
    source = judging.read(reader.source) if reader.source else about.source
    observed_at = _observed(judging, reader.observed) if reader.observed else about.observed_at
    if reader.source and source is not None and kind_of(source=str(source)) in DECIDING:
        detail = "decisions are made by people and rules, not by files"
        judging.note(CellFault(RowFault.UNKNOWN_CODE, field="source", value=str(source),
                               detail=detail))  # fmt: skip
    if judging.refused or observed_at is None:
        return None
    return Saying(
        source=str(source),
        record_key=str(key),
        fields=judging.fields,
        observed_at=observed_at,
        origin={**about.origin, "line": judging.row.line},
    )


def _observed(judging: _Judging, ready: Ready) -> datetime | None:
    """Return the instant of a row's day, the file's where the row says none."""
    faults = len(judging.faults)
    day = judging.read(ready)
    if day is None and len(judging.faults) == faults:
        return judging.reader.about.observed_at
    days = judging.reader.days
    if day is not None and (known := days.get(str(day))):
        return known
    if day is None:
        judging.refused = True
        judging.faults[-1] = _refusing(judging.faults[-1])
        return None
    at = start_of_day(day=str(day))
    if at > judging.reader.about.latest:
        detail = "a day that has not come yet"
        judging.note(CellFault(RowFault.OUT_OF_RANGE, field="observed", value=str(day),
                               detail=detail))  # fmt: skip
        return None
    if len(days) < 4096:
        days[str(day)] = at
    return at


def _refusing(fault: CellFault) -> CellFault:
    return CellFault(
        fault.fault, FaultEffect.REFUSED, fault.field, fault.column, fault.value, fault.detail
    )


def start_of_day(*, day: str) -> datetime:
    """Return the instant at which a day (ISO text) begins in Shanghai.

    Example:
        >>> start_of_day(day="2026-10-01").isoformat()
        '2026-09-30T16:00:00+00:00'
    """
    midnight = datetime.combine(datetime.fromisoformat(day), time(), tzinfo=SHANGHAI)
    return midnight.astimezone(UTC)
