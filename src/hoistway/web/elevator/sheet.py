"""The register as a file: every fact under its official heading, or under its code."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.plates.queries import living_plates
from hoistway.registry.queries import loaded
from hoistway.registry.vocabulary import Field
from hoistway.web.desk.files import Cell, Sheet

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator, SearchEntry

CHUNK = 500
"""Elevators read at once. Chosen: a file of any length needs a megabyte."""

BY_CODE = "code"
"""`?columns=code` heads the columns by codes and leaves codes in the cells, for programs."""

_MORE = (("catalogue", "目录版本"), ("rescue_number", "救援识别码"), ("observed", "数据日期"))
"""Columns beside the fields: edition of the kind's code, the plate's number, the day of reading."""

_ELSEWHERE: dict[Field, Callable[["Elevator"], Cell]] = {
    Field.JURISDICTION: lambda row: row.jurisdiction.name_zh,
    Field.USE_UNIT: lambda row: row.use_unit.name if row.use_unit else "",
    Field.USE_UNIT_CODE: lambda row: row.use_unit.credit_code if row.use_unit else "",
    Field.FIRM: lambda row: row.firm.name if row.firm else "",
    Field.FIRM_CODE: lambda row: row.firm.credit_code if row.firm else "",
    Field.FLOOR_LABELS: lambda row: ",".join(row.floor_labels),
    Field.KIND: lambda row: row.kind.zh,
    Field.USE_STATE: lambda row: row.use_state.zh,
    Field.PLACE_KIND: lambda row: row.place_kind.zh,
}
_CODED: dict[Field, Callable[["Elevator"], Cell]] = {
    Field.JURISDICTION: lambda row: row.jurisdiction.code,
    Field.KIND: lambda row: str(row.kind),
    Field.USE_STATE: lambda row: str(row.use_state),
    Field.PLACE_KIND: lambda row: str(row.place_kind),
}


def register_sheet(*, request: HttpRequest, wanted: QuerySet["SearchEntry"]) -> Sheet:
    """Return the elevators as a table that the shipped mapping `hoistway-register` reads back."""
    coded = request.GET.get("columns") == BY_CODE
    head = [str(field) if coded else field.zh for field in Field]
    return Sheet(
        name="elevators", head=[*head, *(pair[0 if coded else 1] for pair in _MORE)],
        rows=_lines(wanted, coded=coded, today=local_day(at=clock.now())),
    )  # fmt: skip


def _lines(
    wanted: QuerySet["SearchEntry"], *, coded: bool, today: date
) -> Iterator[Sequence[Cell]]:
    """Give the rows by chunks, so that any number of elevators needs little memory."""
    ids = wanted.values_list("elevator_id", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(ids, CHUNK)):
        plates = living_plates(elevator_ids=chunk)
        for row in loaded(ids=chunk):
            plate = plates.get(row.pk)
            cells = [_cell(row, field, coded=coded) for field in Field]
            number = plate.rescue_number if plate else ""
            yield [*cells, str(row.catalogue), number, today.isoformat()]


def _cell(row: "Elevator", field: Field, *, coded: bool) -> Cell:
    read = (_CODED.get(field) if coded else None) or _ELSEWHERE.get(field)
    value: Cell = read(row) if read else getattr(row, str(field))
    return value
