"""One row of a register becomes the draft of an elevator, or all the reasons why not."""

from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from hoistway.foundation.geo import Point, from_gcj02
from hoistway.foundation.refusal import Refusal
from hoistway.registry.rules.cells import BadCell, NumberForm, Value, value_of
from hoistway.registry.rules.draft import ElevatorDraft, Finding, Party, Row
from hoistway.registry.rules.mapping import Column, Mapping
from hoistway.registry.vocabulary import (
    Catalogue,
    Datum,
    ElevatorKind,
    PlaceKind,
    RowFault,
    UseState,
)

_SHOWN = 80
"""Signs of a wrong cell that a reason repeats. Chosen: one line of a terminal."""

_GCJ_EAST = (72.004, 137.8347)
_GCJ_NORTH = (0.8293, 55.8271)
"""Degrees within which GCJ-02 exists. Source: the published reference code of the offset."""


class HeadingsMissing(Refusal):
    """Raised when a file has not the headings that its mapping reads."""

    code = "headings_missing"
    zh = "文件缺少映射所需的列或列名重复：{names}。文件的列：{found}。"
    en = "The file must have these headings, each once: {names}. It has: {found}."
    status = 422


@dataclass(frozen=True, slots=True)
class Reader:
    """A mapping laid over the headings of one file."""

    mapping: Mapping
    header: tuple[str, ...]
    places: Pairs[str, int]
    jurisdictions: Pairs[str, str]
    form: NumberForm


def reader_for(
    *, mapping: Mapping, header: Sequence[str], jurisdictions: Pairs[str, str]
) -> Reader:
    """Return the reader of a file; `jurisdictions` leads from code and name to code.

    Raises: HeadingsMissing.
    """
    header = tuple(header)
    wrong = [heading for heading in mapping.headings() if header.count(heading) != 1]
    if wrong:
        raise HeadingsMissing(names=", ".join(wrong), found=", ".join(header) or "none")
    ours = {place.code: place.code for place in mapping.jurisdictions}
    return Reader(
        mapping=mapping,
        header=header,
        places={heading: place for place, heading in enumerate(header)},
        jurisdictions={**jurisdictions, **ours},
        form=NumberForm(decimal=mapping.file.decimal, thousands=mapping.file.thousands),
    )


def judge_row(*, row: Row, reader: Reader) -> ElevatorDraft | tuple[Finding, ...]:
    """Return the draft of a row, or every reason for which it is refused."""
    if len(row.cells) != len(reader.header):
        detail = f"{len(row.cells)} cells, {len(reader.header)} headings"
        return (Finding(RowFault.ROW_SHAPE, detail=detail),)
    findings: list[Finding] = []
    values = _values(reader.mapping.columns, row, reader, findings)
    facts = _values(reader.mapping.facts, row, reader, findings)
    _judge_whole(values, reader, findings)
    if findings:
        return tuple(findings)
    return _draft(values, facts, row, reader)


def _values(
    columns: tuple[Column, ...], row: Row, reader: Reader, findings: list[Finding]
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column in columns:
        text = _cell(column, row, reader)
        if not text:
            if column.target.required:
                findings.append(_finding(BadCell(RowFault.MISSING), column, ""))
            continue
        try:
            values[column.target.name] = value_of(text=text, column=column, form=reader.form)
        except BadCell as bad:
            findings.append(_finding(bad, column, text))
    return values


def _finding(bad: BadCell, column: Column, text: str) -> Finding:
    heading = " + ".join(column.sources)
    return Finding(bad.fault, column.target.name, heading, text[:_SHOWN], bad.detail)


def _cell(column: Column, row: Row, reader: Reader) -> str:
    """Return the text of a field: its cells joined, its default, or nothing."""
    if column.constant:
        return column.constant
    nothing = reader.mapping.file.empty | column.empty
    texts = (row.cells[reader.places[heading]].strip() for heading in column.sources)
    said = [text for text in texts if text and text not in nothing]
    return column.join.join(said) or column.default


def _judge_whole(values: dict[str, Value], reader: Reader, findings: list[Finding]) -> None:
    """Add the reasons that only several fields together give."""
    place = str(values.get("jurisdiction", ""))
    if place and place not in reader.jurisdictions:
        findings.append(Finding(RowFault.UNKNOWN_CODE, "jurisdiction", value=place[:_SHOWN]))
    for party in ("use_unit", "firm"):
        if f"{party}_code" in values and party not in values:
            detail = "a credit code without a name"
            findings.append(Finding(RowFault.MISSING, party, detail=detail))
    findings.extend(_place_findings(values, findings, reader.mapping.datum))


def _place_findings(
    values: dict[str, Value], found: list[Finding], datum: Datum
) -> tuple[Finding, ...]:
    """Return what is wrong with a place; a number beyond degrees betrays another grid."""
    sides = ("longitude", "latitude")
    for place, finding in enumerate(found):
        if finding.field in sides and finding.fault is RowFault.OUT_OF_RANGE:
            found[place] = Finding(
                RowFault.GRID, finding.field, finding.column, finding.value, "not degrees"
            )
    if any(finding.field in sides for finding in found):
        return ()
    said = [side for side in sides if side in values]
    if len(said) == 1:
        other = "latitude" if said == ["longitude"] else "longitude"
        return (Finding(RowFault.MISSING, other, detail=f"{said[0]} is there"),)
    if not said:
        return ()
    east, north = (cast(float, values[side]) for side in sides)
    if (east, north) == (0, 0):
        return (Finding(RowFault.OUT_OF_RANGE, "longitude", value="0, 0", detail="in the sea"),)
    inside = _GCJ_EAST[0] <= east <= _GCJ_EAST[1] and _GCJ_NORTH[0] <= north <= _GCJ_NORTH[1]
    if datum is Datum.GCJ02 and not inside:
        detail = "GCJ-02 exists in China only"
        return (Finding(RowFault.GRID, "longitude", value=f"{east}, {north}", detail=detail),)
    return ()


def _draft(
    values: dict[str, Value], facts: dict[str, Value], row: Row, reader: Reader
) -> ElevatorDraft:
    mapping = reader.mapping
    load = values.get("rated_load_kg")
    plain = {
        name: values[name]
        for name in (
            "register_number", "name", "address", "estate", "street_code", "street",
            "floor_labels", "rated_speed_mps", "travel_m", "made_by", "serial_number",
            "installed_on",
        )
        if name in values
    }  # fmt: skip
    return ElevatorDraft(
        **plain,  # type: ignore[arg-type]  # each target's shape fixes the type of its value
        **_where(values, mapping.datum),  # type: ignore[arg-type]  # two floats and a datum
        kind=ElevatorKind(str(values["kind"])),
        catalogue=mapping.catalogue if mapping.catalogue is Catalogue.FOREIGN else Catalogue.C2014,
        jurisdiction_code=reader.jurisdictions[str(values["jurisdiction"])],
        use_state=UseState(str(values["use_state"])) if "use_state" in values else None,
        place_kind=PlaceKind(str(values["place_kind"])) if "place_kind" in values else None,
        use_unit=_party(values, "use_unit"),
        firm=_party(values, "firm"),
        rated_load_kg=int(cast(float, load)) if load is not None else None,
        other_facts=_facts(facts) | _old_kind(row, reader),
    )


def _where(values: dict[str, Value], datum: Datum) -> dict[str, object]:
    if "longitude" not in values:
        return {}
    point = Point(cast(float, values["longitude"]), cast(float, values["latitude"]))
    if datum is Datum.GCJ02:
        point = from_gcj02(point)
    place = {"longitude": round(point.longitude, 7), "latitude": round(point.latitude, 7)}
    return {**place, "datum": datum}


def _party(values: dict[str, Value], name: str) -> Party | None:
    if name not in values:
        return None
    return Party(name=str(values[name]), credit_code=str(values.get(f"{name}_code", "")))


def _facts(facts: dict[str, Value]) -> dict[str, str | float]:
    return {
        name: value if isinstance(value, str | float) else str(value)
        for name, value in facts.items()
    }


def _old_kind(row: Row, reader: Reader) -> dict[str, str | float]:
    """Keep the code of 2004 as it was given, for its number means another kind today."""
    if reader.mapping.catalogue is not Catalogue.C2004:
        return {}
    kind = next(column for column in reader.mapping.columns if column.target.name == "kind")
    return {"kind_2004": _cell(kind, row, reader)}
