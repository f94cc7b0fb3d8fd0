"""Tables of reports: handed in, then worked off row by row; good rows survive bad neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import OperationalError, transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.attachments import Upload, keep_table, path_of
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import Refusal
from hoistway.foundation.sheets import Line, open_sheet
from hoistway.inspection.actions.recording import Report, record_inspection
from hoistway.inspection.events import InspectionTableAsked
from hoistway.inspection.models import Inspection, InspectionTable, InspectionTableRow
from hoistway.inspection.rules.table_row import (
    CellFault,
    Places,
    RowRead,
    form_of,
    places_of,
    read_row,
)
from hoistway.inspection.vocabulary import RecordSource, RowFault, TableColumn, TableState
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import survivor_numbered

BATCH = 50
"""Rows written in one transaction. Chosen: about a second; a kill loses no more than that."""

_OPEN = (TableState.WAITING, TableState.RUNNING)


def ask_table(
    *, name: str, upload: Upload, form_id: UUID, now: datetime, by: Actor
) -> InspectionTable:
    """Keep a table of reports and have a task work it off; a form twice is one table.

    Announces: InspectionTableAsked. Raises: NotAllowed, BadTable, TableUnreadable,
    HeadingsMissing.
    """
    require(by=by, deed=Deed.RECORD_INSPECTION)
    file = keep_table(upload=upload, now=now, by=by)
    with open_sheet(path=path_of(attachment=file)) as sheet:
        places_of(header=sheet.header)
    with transaction.atomic():
        table, fresh = InspectionTable.objects.get_or_create(
            form_id=form_id, body_id=by.organisation_id,
            defaults={
                "file": file, "file_name": Path(name).name[:200], "asked_at": now,
                "asked_by": {**by.as_json(), "jurisdiction": by.jurisdiction_id},
            },
        )  # fmt: skip
        if fresh:
            announce(InspectionTableAsked(table_id=table.pk))
    return table


def work_on_table(*, table_id: int, now: datetime) -> None:
    """Keep the reports of a table, or go on with it after a kill.

    A refusal of the whole ends the work and stands in its record; a database that is away is
    for the task.
    """
    open_tables = InspectionTable.objects.filter(pk=table_id, state__in=_OPEN)
    table = open_tables.select_related("file").first()
    if table is None:
        return
    open_tables.update(state=TableState.RUNNING)
    try:
        _work(table, now)
        _end(table, TableState.DONE, now)
    except OperationalError:
        raise
    except Refusal as no:
        said = {"zh": no.sentence("zh-hans"), "en": no.sentence("en")}
        _end(table, TableState.FAILED, now, said)


def _work(table: InspectionTable, now: datetime) -> None:
    path, by = path_of(attachment=table.file), _actor_of(table)
    with open_sheet(path=path) as sheet:
        table.rows = sum(1 for _ in sheet.lines)
    with open_sheet(path=path) as sheet:
        places, seen = places_of(header=sheet.header), set[str]()
        for line in islice(sheet.lines, table.rows_done):
            seen.add(read_row(cells=line.cells, places=places).report_number)
        for batch in _batches(sheet.lines):
            _take(table, batch, places, seen, now=now, by=by)


def _take(
    table: InspectionTable, batch: Sequence[Line], places: Places, seen: set[str], *,
    now: datetime, by: Actor,
) -> None:  # fmt: skip
    """Write one batch together with how far the work is."""
    with transaction.atomic():
        for line in batch:
            row = read_row(cells=line.cells, places=places)
            reasons = _kept(table, row, seen, now=now, by=by)
            seen.add(row.report_number)
            if reasons:
                table.refused += 1
                InspectionTableRow.objects.create(
                    table=table, line=line.number, cells=list(line.cells), reasons=reasons
                )
        table.rows_done += len(batch)
        table.save(update_fields=["rows", "rows_done", "kept", "unchanged", "refused"])
        touch(f"inspection.table.{table.pk}")


def _kept(
    table: InspectionTable, row: RowRead, seen: set[str], *, now: datetime, by: Actor
) -> list[Mapping[str, str]]:
    """Keep a sound row as a report; return what is wrong with any other."""
    faults = list(row.faults)
    elevator_id = survivor_numbered(register_number=row.register_number)
    if row.register_number and not elevator_id:
        about = TableColumn.ELEVATOR, row.register_number
        faults.append(CellFault(RowFault.UNKNOWN_ELEVATOR, *about))
    if row.report_number and row.report_number in seen:
        faults.append(CellFault(RowFault.TWICE, TableColumn.REPORT, row.report_number))
    if faults or row.kind is None or row.verdict is None or row.held_on is None:
        return [fault.words() for fault in faults]
    form_id = form_of(body_id=table.body_id, row=row)
    if Inspection.objects.filter(form_id=form_id).exists():
        table.unchanged += 1
        return []
    report = Report(
        elevator_id=elevator_id, kind=row.kind, verdict=row.verdict, held_on=row.held_on,
        report_number=row.report_number, words=row.words, stated_next_on=row.next_on,
        source=RecordSource.FILE,
    )  # fmt: skip
    try:
        with transaction.atomic():
            record_inspection(report=report, form_id=form_id, now=now, by=by)
    except Refusal as no:
        return [{"zh": no.sentence("zh-hans"), "en": no.sentence("en")}]
    table.kept += 1
    return []


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


def _end(
    table: InspectionTable, state: TableState, now: datetime, said: Mapping[str, str] | None = None
) -> None:
    InspectionTable.objects.filter(pk=table.pk).update(
        state=state, ended_at=now, said=dict(said or {})
    )
    touch(f"inspection.table.{table.pk}")


def _actor_of(table: InspectionTable) -> Actor:
    by = table.asked_by
    return Actor(
        kind=ActorKind(by["kind"]), name=by["name"], person_id=by["person"], role=by["role"],
        organisation_id=by["organisation"], jurisdiction_id=by["jurisdiction"],
    )  # fmt: skip
