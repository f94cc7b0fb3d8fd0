"""A table worked off row by row: each batch is written with its progress or not at all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import OperationalError, transaction

from hoistway.filings.actions.filing import file_elevator
from hoistway.filings.actions.tables import end_run
from hoistway.filings.models import ElevatorFiling, TableRow, TableRun
from hoistway.filings.queries.tables import topic_of_table
from hoistway.filings.rules.filing import FilingWish
from hoistway.filings.rules.table_row import (
    CellFault,
    CrewMember,
    Places,
    RowRead,
    crew_of,
    form_of,
    places_of,
    read_row,
)
from hoistway.filings.vocabulary import FilingState
from hoistway.filings.vocabulary.tables import TableColumn, TableFault
from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.attachments import path_of
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import Refusal
from hoistway.foundation.sheets import Line, open_sheet
from hoistway.parties.queries import members
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import elevators, survivor_numbered
from hoistway.registry.vocabulary import RunState

BATCH = 50
"""Rows written in one transaction. Chosen: some two seconds; a kill loses no more than that."""

_ALIVE = frozenset({FilingState.FILED, FilingState.DISPUTED, FilingState.CHECKED})
"""A filing in these states says already what the same row says again."""

Reason = Mapping[str, object]
"""Why a row was refused, in both languages, or what the machine found with its filing."""


class TableStopped(Refusal):
    """Raised in a run that somebody has stopped, or that another worker has taken over."""

    code = "table_stopped"
    zh = "已停止；已提交的备案保留。"
    en = "Stopped; what was filed stays."


def work_on_table(*, run_id: int, now: datetime) -> None:
    """Try or file the rows of a table, or go on with it after a kill.

    A refusal ends the run and stands in its record; a database that is away is for the task.
    """
    open_runs = TableRun.objects.filter(pk=run_id, state__in=RunState.open_states())
    run = open_runs.select_related("file").first()
    if run is None:
        return
    try:
        open_runs.update(state=RunState.RUNNING)
        _Table(run, now).work()
        end_run(run=run, state=RunState.DONE, now=now)
    except TableStopped:
        return
    except Refusal as refusal:
        end_run(run=run, state=RunState.FAILED, now=now, said=refusal.sentence("zh-hans"))
    except OperationalError:
        raise
    except Exception as error:
        end_run(run=run, state=RunState.FAILED, now=now, said=f"程序错误：{type(error).__name__}")
        raise


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of a row."""

    line: Line
    what: str
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class _Table:
    """One run at work."""

    run: TableRun
    now: datetime
    by: Actor = field(init=False)
    crew: list[CrewMember] = field(init=False)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by = _actor_of(self.run)
        staff = members(organisation_id=self.run.firm_id, role=RoleKind.TECHNICIAN, at=self.now)
        self.crew = [CrewMember(m.person_id, m.person.name, m.person.phone) for m in staff]

    def work(self) -> None:
        """Count the rows, pass over those that are written, and take the others by batches."""
        path = path_of(attachment=self.run.file)
        with open_sheet(path=path) as sheet:
            TableRun.objects.filter(pk=self.run.pk).update(rows=sum(1 for _ in sheet.lines))
        with open_sheet(path=path) as sheet:
            places, width = places_of(header=sheet.header), len(sheet.header)
            for line in islice(sheet.lines, self.run.rows_done):
                self._is_second(read_row(cells=line.cells, places=places, width=width))
            for batch in _batches(sheet.lines):
                self._take(batch, places, width)

    def _take(self, batch: Sequence[Line], places: Places, width: int) -> None:
        """Write one batch and how far the run is; another worker's batch undoes this one."""
        with transaction.atomic():
            keys = _elevators_of(batch, places)
            told = [
                self._row(line, read_row(cells=line.cells, places=places, width=width), keys)
                for line in batch
            ]
            TableRow.objects.bulk_create(
                TableRow(
                    run=self.run, line=one.line.number, refused=one.what == "refused",
                    cells=list(one.line.cells), reasons=list(one.reasons),
                )
                for one in told
                if one.reasons
            )  # fmt: skip
            self._move_on(told)

    def _move_on(self, told: Sequence[_Told]) -> None:
        run, counts = self.run, Counter(one.what for one in told)
        found = sum(bool(one.reasons) for one in told if one.what != "refused")
        here = TableRun.objects.filter(
            pk=run.pk, state=RunState.RUNNING, rows_done=run.rows_done
        )  # fmt: skip
        run.rows_done += len(told)
        run.filed += counts["filed"]
        run.unchanged += counts["unchanged"]
        run.refused += counts["refused"]
        run.told += found
        moved = here.update(
            rows_done=run.rows_done, filed=run.filed, unchanged=run.unchanged,
            refused=run.refused, told=run.told,
        )  # fmt: skip
        if not moved:
            raise TableStopped
        touch(topic_of_table(run_id=run.pk))

    def _is_second(self, row: RowRead) -> bool:
        key = (row.register_number, str(row.kind))
        if key in self.seen:
            return True
        self.seen.add(key)
        return False

    def _row(self, line: Line, row: RowRead, keys: dict[str, int]) -> _Told:
        """Judge a row and, in a run that applies, file it; all that is wrong is told at once."""
        faults = list(row.faults)
        technicians, unknown = crew_of(names=row.names, members=self.crew)
        faults += unknown
        elevator_id = keys.get(row.register_number, 0)
        about = (TableColumn.ELEVATOR, row.register_number)
        spoilt = any(fault.column is TableColumn.ELEVATOR for fault in faults)
        if not elevator_id and not spoilt:
            faults.append(CellFault(TableFault.UNKNOWN_ELEVATOR, *about))
        elif self._is_second(row):
            faults.append(CellFault(TableFault.TWICE, *about))
        if faults or row.first_day is None:
            return _Told(line, "refused", tuple(fault.words() for fault in faults))
        wish = FilingWish(
            kind=row.kind, contract_number=row.contract_number, first_day=row.first_day,
            last_day=row.last_day, technicians=tuple(technicians), promise_min=row.promise_min,
            remark=row.remark, contract_file_id=self._contract(row.contract_number),
        )  # fmt: skip
        return self._filed(line, row, elevator_id, wish)

    def _contract(self, number: str) -> int | None:
        """Return the contract's file: handed in with the table, or with an earlier filing."""
        kept: int | None = self.run.contracts.get(number)
        if kept or not number:
            return kept
        earlier = ElevatorFiling.objects.filter(
            firm_id=self.run.firm_id, contract_number=number, contract_file__isnull=False
        )
        return earlier.order_by("-pk").values_list("contract_file_id", flat=True).first()

    def _filed(self, line: Line, row: RowRead, elevator_id: int, wish: FilingWish) -> _Told:
        form_id, known = self._form(row, elevator_id)
        if known:
            return _Told(line, "unchanged")
        try:
            with transaction.atomic():
                filing = file_elevator(
                    elevator_id=elevator_id, wish=wish, form_id=form_id, now=self.now, by=self.by,
                    table_run_id=self.run.pk,
                )  # fmt: skip
                found = tuple(filing.faults)
                transaction.set_rollback(not self.run.apply)
        except Refusal as no:
            words = {"zh": no.sentence("zh-hans"), "en": no.sentence("en"), "clause": no.clause}
            return _Told(line, "refused", (words,))
        return _Told(line, "filed", found)

    def _form(self, row: RowRead, elevator_id: int) -> tuple[UUID, bool]:
        """Return the row's form and whether it has been filed and still stands."""
        attempt = 0
        while True:
            form_id = form_of(
                firm_id=self.run.firm_id, row=row, elevator_id=elevator_id, attempt=attempt
            )
            known = ElevatorFiling.objects.filter(form_id=form_id).first()
            if known is None or known.state in _ALIVE:
                return form_id, known is not None
            attempt += 1


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


def _elevators_of(batch: Sequence[Line], places: Places) -> dict[str, int]:
    """Return the keys of the elevators that a batch names; a merged number leads to the survivor.

    Any elevator of the city may be named: a firm files before the register knows it.
    """
    numbers = {
        read_row(cells=line.cells, places=places, width=len(line.cells)).register_number
        for line in batch
    }
    found = elevators(by=PLATFORM).filter(register_number__in=numbers)
    keys = dict(found.values_list("register_number", "pk"))
    for number in numbers - keys.keys() - {""}:
        survivor = survivor_numbered(register_number=number)
        if survivor:
            keys[number] = survivor
    return keys


def _actor_of(run: TableRun) -> Actor:
    by = run.by
    return Actor(
        kind=ActorKind(by["kind"]), name=by["name"], person_id=by["person"], role=by["role"],
        organisation_id=by["organisation"], jurisdiction_id=by["jurisdiction"],
    )  # fmt: skip
