"""Take the file of a register in: every row is accepted, or refused with all its reasons."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.parties.actions import found_jurisdiction
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.registry.actions.elevators import (
    Tally,
    register_elevators,
    require_keeper,
    weigh_drafts,
)
from hoistway.registry.adapters.tables import open_table, read_mapping, sha256_of
from hoistway.registry.models import ImportRun
from hoistway.registry.rules.draft import ElevatorDraft, Finding, Row
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.row import Reader, judge_row, reader_for
from hoistway.registry.vocabulary import RowFault

BATCH = 1000
"""Rows written in one transaction. Chosen: a kill loses under a second of work."""

KEPT_REFUSALS = 20_000
"""Refused rows kept in full. Chosen: 5 % of a city of 330,000 and room; more are only counted."""

_CELL_KEPT = 500
"""Signs kept of each cell of a refused row. Chosen: a cell swollen by a lost quote stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What somebody asks for; an empty source means the mapping's own."""

    file: Path
    mapping: Path
    source: str = ""
    apply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOrder:
    """Which rows are taken in, read how, and whether they are only tried."""

    mapping: Mapping
    file_name: str
    file_sha256: str
    source: str
    apply: bool = False


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A refused row as it was, with its reasons."""

    line: int
    cells: tuple[str, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """Return the row for the record of the run and for programs."""
        reasons = [
            {
                "fault": str(one.fault), "field": one.field, "column": one.column,
                "value": one.value, "detail": one.detail, "reason": one.reason(),
            }
            for one in self.findings
        ]  # fmt: skip
        return {"line": self.line, "reasons": reasons, "cells": list(self.cells)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What came of a file; a dry run reports what would come of it."""

    order: FileOrder
    rows: int
    tally: Tally
    refused: int
    refusals: tuple[RefusedRow, ...]
    reasons: Pairs[tuple[str, RowFault], int]
    run_id: int = 0

    @property
    def accepted(self) -> int:
        """Rows that were, or would be, in the register."""
        return self.rows - self.refused


Progress = Callable[[int, int], None]
"""Hears, after each batch, how many rows were read and how many of them refused."""


def import_file(
    *,
    request: ImportRequest,
    now: datetime,
    by: Actor,
    progress: Progress = lambda rows, refused: None,
) -> ImportReport:
    """Take a file in by a mapping file, or by the shipped mapping of that name.

    Raises: NotAllowed, BadMapping, CannotRead, HeadingsMissing.
    """
    mapping = read_mapping(path=request.mapping)
    order = FileOrder(
        mapping=mapping,
        file_name=request.file.name[:200],
        file_sha256=sha256_of(path=request.file),
        source=(request.source or mapping.source)[:40],
        apply=request.apply,
    )
    with open_table(path=request.file, form=mapping.file) as table:
        return import_rows(
            order=order, header=table.header, rows=table.rows, now=now, by=by, progress=progress
        )


def import_rows(
    *, order: FileOrder, header: tuple[str, ...], rows: Iterable[Row], now: datetime, by: Actor,
    progress: Progress = lambda rows, refused: None,
) -> ImportReport:  # fmt: skip
    """Take rows in, a batch in a transaction each; unless the order says apply, write nothing.

    A run that was killed is simply run again: what was written stays and counts as unchanged.
    Raises: NotAllowed, HeadingsMissing.
    """
    require_keeper(by=by)
    known: dict[str, str] = {}
    for area in jurisdictions():
        known |= {area.code: area.code, area.name_zh: area.code, area.name_en: area.code}
    reader = reader_for(mapping=order.mapping, header=header, jurisdictions=known)
    intake = _Intake(order, reader)
    run = _begin(order, now, by) if order.apply else None
    for batch in _batches(rows):
        intake.take(batch, run=run, now=now, by=by)
        progress(intake.rows, intake.refused)
    if run is not None:
        run.refused = intake.refused
        run.save(update_fields=["refused"])
    return intake.report(run_id=run.pk if run else 0)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield batch


@transaction.atomic
def _begin(order: FileOrder, now: datetime, by: Actor) -> ImportRun:
    for place in order.mapping.jurisdictions:
        found_jurisdiction(
            code=place.code, kind=JurisdictionKind.FOREIGN, name_zh=place.name_zh,
            name_en=place.name_en, city=None,
        )  # fmt: skip
    return ImportRun.objects.create(
        at=now, by=by.as_json(), source=order.source, file_name=order.file_name,
        file_sha256=order.file_sha256, mapping_sha256=order.mapping.sha256,
        rows=0, created=0, changed=0, unchanged=0,
    )  # fmt: skip


@dataclass(slots=True)
class _Intake:
    """Counts while the batches pass."""

    order: FileOrder
    reader: Reader
    rows: int = 0
    refused: int = 0
    tally: Tally = field(default_factory=Tally)
    refusals: list[RefusedRow] = field(default_factory=list)
    reasons: Counter[tuple[str, RowFault]] = field(default_factory=Counter)
    lines: dict[str, int] = field(default_factory=dict)

    def take(self, batch: list[Row], *, run: ImportRun | None, now: datetime, by: Actor) -> None:
        """Judge and, in a run, write one batch with its record in one transaction."""
        drafts = [draft for row in batch if (draft := self._judge(row)) is not None]
        self.rows += len(batch)
        if run is None:
            planned = frozenset(place.code for place in self.order.mapping.jurisdictions)
            self.tally += weigh_drafts(drafts=drafts, planned=planned)
            return
        with transaction.atomic():
            self.tally += register_elevators(
                drafts=drafts, source=self.order.source, now=now, by=by
            )
            run.rows, run.created = self.rows, self.tally.created
            run.changed, run.unchanged = self.tally.changed, self.tally.unchanged
            run.save(update_fields=["rows", "created", "changed", "unchanged"])

    def _judge(self, row: Row) -> ElevatorDraft | None:
        judged = judge_row(row=row, reader=self.reader)
        if isinstance(judged, ElevatorDraft):
            first = self.lines.setdefault(judged.register_number, row.line)
            if first == row.line:
                return judged
            judged = (
                Finding(
                    RowFault.TWICE, "register_number", value=judged.register_number,
                    detail=f"first on line {first}",
                ),
            )  # fmt: skip
        self._refuse(row, judged)
        return None

    def _refuse(self, row: Row, findings: tuple[Finding, ...]) -> None:
        self.refused += 1
        self.reasons.update((one.field, one.fault) for one in findings)
        if len(self.refusals) < KEPT_REFUSALS:
            cells = tuple(cell[:_CELL_KEPT] for cell in row.cells)
            self.refusals.append(RefusedRow(row.line, cells, findings))

    def report(self, *, run_id: int) -> ImportReport:
        """Return the counts so far."""
        return ImportReport(
            order=self.order, rows=self.rows, tally=self.tally, refused=self.refused,
            refusals=tuple(self.refusals), reasons=self.reasons, run_id=run_id,
        )  # fmt: skip
