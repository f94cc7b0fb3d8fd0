"""One row of a register becomes what it says of an elevator, and all that is wrong in it."""

from datetime import UTC, datetime, time

from hoistway.foundation.periods import SHANGHAI
from hoistway.registry.rules.cells import BadCell
from hoistway.registry.rules.identifiers import RETIRED_DISTRICTS
from hoistway.registry.rules.reader import Reader, Ready
from hoistway.registry.rules.row_judging import SHOWN, Judging
from hoistway.registry.rules.row_place import judge_place
from hoistway.registry.rules.rows import CellFault, Judged, Row
from hoistway.registry.rules.sayings import Saying
from hoistway.registry.rules.sources import DECIDING, kind_of
from hoistway.registry.vocabulary import Catalogue, FaultEffect, RowFault


def judge_row(*, row: Row, reader: Reader) -> Judged:
    """Return what a row says, unless it is refused, and every fault of its cells."""
    if len(row.cells) != reader.width:
        detail = f"{len(row.cells)} cells, {reader.width} headings"
        return Judged(None, (CellFault(RowFault.ROW_SHAPE, detail=detail),))
    judging = Judging(row, reader)
    fields = judging.fields
    for ready in reader.columns:
        if ready.may_be_blank and not row.cells[ready.place]:
            continue
        if reader.kinds and ready.name == "kind":
            continue
        value = judging.read(ready)
        if value is not None and value not in ("", []):
            fields[ready.name] = value
    _judge_kind(judging)
    _judge_jurisdiction(judging)
    _judge_parties(judging)
    judge_place(judging=judging)
    saying = _saying(judging)
    return Judged(None if judging.refused else saying, tuple(judging.faults))


def _judge_kind(judging: Judging) -> None:
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


def _judge_jurisdiction(judging: Judging) -> None:
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
        judging.complain(ready, BadCell(RowFault.UNKNOWN_CODE), str(said))
        judging.leave_out("jurisdiction")
    only = reader.about.only_jurisdiction
    if only and code not in (None, only):
        judging.note(CellFault(RowFault.OUTSIDE, field="jurisdiction", value=str(said)[:SHOWN]))


def _judge_parties(judging: Judging) -> None:
    for party in ("use_unit", "firm"):
        if f"{party}_code" in judging.fields and party not in judging.fields:
            detail = "a credit code without a name"
            judging.note(CellFault(RowFault.MISSING, FaultEffect.KEPT, party, detail=detail))


def _saying(judging: Judging) -> Saying | None:
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


def _observed(judging: Judging, ready: Ready) -> datetime | None:
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
