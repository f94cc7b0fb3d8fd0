"""Rows into the register, batch by batch: each batch is written as a whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.registry.actions.claims.saying import say, weigh
from hoistway.registry.actions.claims.tally import Tally
from hoistway.registry.actions.imports.reach import out_of_reach
from hoistway.registry.actions.imports.request import FileOrder, HowFar, ImportReport, RowReport
from hoistway.registry.actions.imports.runs import move_on
from hoistway.registry.adapters.seen import Seen
from hoistway.registry.models import ImportRun, RowFinding
from hoistway.registry.rules.reader import Reader
from hoistway.registry.rules.row import judge_row
from hoistway.registry.rules.rows import CellFault, Row
from hoistway.registry.rules.sayings import Saying
from hoistway.registry.vocabulary import FaultEffect, RowFault

BATCH = 1000
"""Rows written in one transaction. Chosen: a kill loses under a second of work."""

KEPT_IN_REPORT = 20_000
"""Rows with faults that a report carries. Chosen: 5 % of a city of 330,000 and room."""

KEPT_IN_RECORD = 100_000
"""Rows with faults that the record of a run keeps. Chosen: a third of a city; more are counted."""

_CELL_KEPT = 500
_ROW_KEPT = 4000
"""Signs kept of each cell and of all cells of a row with faults. Chosen: small, even where a lost
quotation mark has swollen a cell."""


@dataclass(slots=True)
class Batches:
    """Counts while the batches pass."""

    order: FileOrder
    reader: Reader
    seen: Seen
    by: Actor
    rows: int = 0
    refused: int = 0
    told: int = 0
    tally: Tally = field(default_factory=Tally)
    findings: list[RowReport] = field(default_factory=list)
    reasons: Counter[tuple[str, RowFault, FaultEffect]] = field(default_factory=Counter)
    resumed_at: int = 0

    def go_on(self, *, run: ImportRun) -> None:
        """Go on from what a killed run has written."""
        self.resumed_at = run.lines_done
        self.tally = Tally(
            created=run.created, changed=run.changed, unchanged=run.unchanged, older=run.older,
            waiting=run.waiting,
        )  # fmt: skip
        self.refused, self.told, self.rows = run.refused, run.told, run.lines_done
        for one in run.reasons:
            key = (one["field"], RowFault(one["fault"]), FaultEffect(one["effect"]))
            self.reasons[key] = one["rows"]

    def pass_over(self, *, batch: Sequence[Row]) -> None:
        """Only remember the records of rows that a killed run has written."""
        for row in batch:
            judged = judge_row(row=row, reader=self.reader)
            if judged.saying is not None:
                self.seen.first_line(key=self._key(judged.saying), line=row.line)

    def take(
        self, *, batch: Sequence[Row], run: ImportRun | None, now: datetime, bytes_done: int
    ) -> None:
        """Judge and, in a run, write one batch with its record in one transaction."""
        sayings, found = self.judged(batch)
        self.rows += len(batch)
        if run is None:
            self.tally += weigh(sayings=sayings, planned=self._planned())
            self._keep(found)
            return
        with transaction.atomic():
            self.tally += (
                say(sayings=sayings, now=now, by=self.by)
                if self.order.apply
                else weigh(sayings=sayings, planned=self._planned())
            )
            self._keep(found, run)
            move_on(run=run, **self._columns(bytes_done))

    def _planned(self) -> frozenset[str]:
        return frozenset(place.code for place in self.order.mapping.jurisdictions)

    def judged(self, batch: Sequence[Row]) -> tuple[list[Saying], list[RowReport]]:
        """Return what the rows say, and the rows in which something is wrong."""
        said: list[tuple[Row, Saying, tuple[CellFault, ...]]] = []
        found: list[RowReport] = []
        for row in batch:
            judged = judge_row(row=row, reader=self.reader)
            if judged.saying is None:
                found.append(_report(row, judged.faults))
            elif twice := self._twice(judged.saying, row.line):
                found.append(_report(row, (*judged.faults, twice)))
            else:
                said.append((row, judged.saying, judged.faults))
        refused = out_of_reach(sayings=[saying for _, saying, _ in said], by=self.by)
        for place, (row, _, faults) in enumerate(said):
            if place in refused:
                outside = CellFault(RowFault.OUTSIDE, detail=refused[place])
                found.append(_report(row, (*faults, outside)))
            elif faults:
                found.append(_report(row, faults))
        return [one for place, (_, one, _) in enumerate(said) if place not in refused], found

    def _twice(self, saying: Saying, line: int) -> CellFault | None:
        first = self.seen.first_line(key=self._key(saying), line=line)
        if first == line:
            return None
        field = "record" if self.reader.record else "register_number"
        return CellFault(
            RowFault.TWICE, field=field, value=saying.record_key, detail=f"first on line {first}"
        )

    def _key(self, saying: Saying) -> str:
        """Return what may stand once in a file: a record, or a record of one day."""
        day = f" {saying.observed_at:%F}" if self.reader.observed else ""
        return f"{saying.source} {saying.record_key}{day}"

    def _keep(self, found: list[RowReport], run: ImportRun | None = None) -> None:
        room = KEPT_IN_RECORD - self.refused - self.told
        for one in found:
            self.refused += one.refused
            self.told += not one.refused
            self.reasons.update({(fault.field, fault.fault, fault.effect) for fault in one.faults})
        self.findings += found[: max(0, KEPT_IN_REPORT - len(self.findings))]
        if run is not None and room > 0:
            RowFinding.objects.bulk_create(
                RowFinding(
                    run=run, line=one.line, refused=one.refused, cells=list(one.cells),
                    reasons=[fault.as_json() for fault in one.faults],
                )
                for one in found[:room]
            )  # fmt: skip

    def _columns(self, bytes_done: int) -> dict[str, object]:
        tally = self.tally
        reasons = [
            {"field": field, "fault": str(fault), "effect": str(effect), "rows": count}
            for (field, fault, effect), count in self.reasons.most_common()
        ]
        return {
            "lines_done": self.rows, "rows": self.rows, "bytes_done": bytes_done,
            "created": tally.created, "changed": tally.changed, "unchanged": tally.unchanged,
            "older": tally.older, "waiting": tally.waiting, "refused": self.refused,
            "told": self.told, "reasons": reasons,
        }  # fmt: skip

    def how_far(self, *, bytes_done: int) -> HowFar:
        """Return how far the import is."""
        return HowFar(self.rows, self.refused, bytes_done, self.order.size)

    def report(self, *, run_id: int) -> ImportReport:
        """Return the counts so far."""
        return ImportReport(
            order=self.order, rows=self.rows, tally=self.tally, refused=self.refused,
            told=self.told, findings=tuple(self.findings), reasons=dict(self.reasons),
            run_id=run_id, resumed_at=self.resumed_at,
        )  # fmt: skip


def _report(row: Row, faults: tuple[CellFault, ...]) -> RowReport:
    cells, left = [], _ROW_KEPT
    for cell in row.cells:
        cells.append(str(cell[: min(_CELL_KEPT, left)]))
        left -= len(cells[-1])
    return RowReport(row.line, tuple(cells), faults)
