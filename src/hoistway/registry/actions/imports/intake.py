"""Take the file of a register in: rows become claims, or are refused with all their reasons."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import jurisdictions, require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.actions.imports.batches import BATCH, Batches
from hoistway.registry.actions.imports.reach import own_jurisdiction
from hoistway.registry.actions.imports.request import (
    FileOrder,
    ImportReport,
    ImportRequest,
    Progress,
    unheard,
)
from hoistway.registry.actions.imports.runs import ImportStopped, begin_run, end_run, held
from hoistway.registry.adapters.grids import Grids
from hoistway.registry.adapters.mappings import text_of, usable_mapping
from hoistway.registry.adapters.seen import Seen
from hoistway.registry.adapters.tables import open_table, sha256_of
from hoistway.registry.adapters.tables.folder import observed_of
from hoistway.registry.models import ImportRun
from hoistway.registry.rules.identifiers import RETIRED_NAMES
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.reader import Circumstances, Reader, reader_for
from hoistway.registry.rules.row import start_of_day
from hoistway.registry.rules.rows import Row
from hoistway.registry.rules.sources import DECIDING, kind_of
from hoistway.registry.vocabulary import ObservedFrom, RunState

_AHEAD = timedelta(days=1)
"""How far a file's day may lie ahead of the clock. Chosen: other zones and slow clocks."""


class NotYet(Refusal):
    """Raised when a file is said to have been observed on a day that has not come yet."""

    code = "not_yet"
    zh = "观测日期 {day} 尚未到来。"
    en = "The day of observation {day} has not come yet."
    status = 422


def import_file(
    *, request: ImportRequest, now: datetime, by: Actor, progress: Progress = unheard
) -> ImportReport:
    """Take a file in by a mapping file, or by the shipped mapping of that name.

    Raises: NotAllowed, BadMapping, CannotRead, HeadingsMissing, NotYet, ImportUnderWay.
    """
    mapping = usable_mapping(text=text_of(path=request.mapping), file=request.mapping.name)
    order = order_for(request=request, mapping=mapping)
    return take_in(order=order, path=request.file, now=now, by=by, progress=progress)


def order_for(*, request: ImportRequest, mapping: Mapping, name: str = "") -> FileOrder:
    """Return the order for a file; a row's own day goes before the day that is found here.

    Raises: CannotRead, NotAllowed.
    """
    source = (request.source or mapping.source)[:48]
    if kind_of(source=source) in DECIDING:
        raise NotAllowed
    sha256 = sha256_of(path=request.file)
    observed_at, observed_from = _observed(request, mapping, name)
    return FileOrder(
        mapping=mapping, file_name=(name or request.file.name)[:200], file_sha256=sha256,
        source=source, observed_at=observed_at, observed_from=observed_from, apply=request.apply,
        mapping_name=str(request.mapping), size=request.file.stat().st_size,
    )  # fmt: skip


def _observed(request: ImportRequest, mapping: Mapping, name: str) -> tuple[datetime, ObservedFrom]:
    said: date | None = request.observed or mapping.observed_on
    if said is None:
        return observed_of(path=request.file, name=name)
    source = ObservedFrom.ASKED if request.observed else ObservedFrom.MAPPING
    return start_of_day(day=said.isoformat()), source


def take_in(
    *, order: FileOrder, path: Path, now: datetime, by: Actor, progress: Progress = unheard,
    run: ImportRun | None = None,
) -> ImportReport:  # fmt: skip
    """Take a file in by an order. Raises: as `import_file`."""
    with open_table(path=path, mapping=order.mapping, name=order.file_name) as table:
        return import_rows(
            order=order, header=table.header, rows=table.rows, now=now, by=by, progress=progress,
            run=run, position=table.position,
        )  # fmt: skip


def import_rows(  # noqa: PLR0913 -- a run may be given, else one is begun
    *, order: FileOrder, header: tuple[str, ...], rows: Iterable[Row], now: datetime, by: Actor,
    progress: Progress = unheard, run: ImportRun | None = None,
    position: Callable[[], int] = lambda: 0,
) -> ImportReport:  # fmt: skip
    """Take rows in, a batch in a transaction each; unless the order says apply, write nothing.

    A run that was killed goes on after its last batch when the same file comes again.
    Raises: NotAllowed, HeadingsMissing, NotYet, ImportUnderWay, ImportStopped.
    """
    require(by=by, deed=Deed.IMPORT_REGISTER)
    order = _observed_by(order, now)
    about = _circumstances(order, now, by)
    reader_for(mapping=order.mapping, header=header, about=about)
    run = run or (begin_run(order=order, now=now, by=by) if order.apply else None)
    if run is not None:
        about = replace(about, origin={"file": order.file_name, "run": run.pk})
    reader = reader_for(mapping=order.mapping, header=header, about=about)
    with ExitStack() as stack:
        seen = stack.enter_context(Seen())
        batches = Batches(order=order, reader=reader, seen=seen, by=by)
        if run is not None:
            stack.enter_context(held(run=run))
            run.refresh_from_db()
            batches.go_on(run=run)
        try:
            _pass(batches, rows, run, now, progress, position)
        except ImportStopped:
            raise
        except Refusal as refusal:
            if run is not None:
                end_run(run=run, state=RunState.FAILED, now=now, said=refusal.sentence("zh-hans"))
            raise
        if run is not None:
            end_run(run=run, state=RunState.DONE, now=now)
        return batches.report(run_id=run.pk if run else 0)


def _observed_by(order: FileOrder, now: datetime) -> FileOrder:
    """Return the order; a file saved by a clock that ran ahead was observed now.

    Raises: NotYet where a day to come was said.
    """
    if order.observed_from is ObservedFrom.FILE:
        return replace(order, observed_at=min(order.observed_at, now))
    if order.observed_at > now + _AHEAD:
        raise NotYet(day=f"{order.observed_at:%F}")
    return order


def reader_of(*, order: FileOrder, header: tuple[str, ...], now: datetime, by: Actor) -> Reader:
    """Return what reads the rows of a file as in earnest. Raises: HeadingsMissing."""
    about = _circumstances(order, now, by)
    return reader_for(mapping=order.mapping, header=header, about=about)


def _circumstances(order: FileOrder, now: datetime, by: Actor) -> Circumstances:
    known = dict(RETIRED_NAMES)
    for area in jurisdictions():
        known |= {area.code: area.code, area.name_zh: area.code, area.name_en: area.code}
    return Circumstances(
        source=order.source, observed_at=order.observed_at, latest=now + _AHEAD,
        jurisdictions=known, convert=Grids().convert, only_jurisdiction=own_jurisdiction(by=by),
    )  # fmt: skip


def _pass(
    batches: Batches, rows: Iterable[Row], run: ImportRun | None, now: datetime,
    progress: Progress, position: Callable[[], int],
) -> None:  # fmt: skip
    stream = iter(rows)
    left = batches.resumed_at
    while left > 0 and (batch := list(islice(stream, min(BATCH, left)))):
        batches.pass_over(batch=batch)
        left -= len(batch)
    for batch in _batches(stream):
        done = position()
        batches.take(batch=batch, run=run, now=now, bytes_done=done)
        progress(batches.how_far(bytes_done=done))


def _batches(stream: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(stream, BATCH)):
        yield batch
