"""Imports asked for at a page: the file is kept, a task reads it, the record shows how far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import OperationalError, transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.actions.imports.intake import order_for, take_in
from hoistway.registry.actions.imports.request import FileOrder, ImportRequest
from hoistway.registry.actions.imports.runs import (
    ImportStopped,
    ImportUnderWay,
    end_run,
    enter_run,
    found_jurisdictions,
)
from hoistway.registry.adapters import stored_files
from hoistway.registry.adapters.mappings import shipped_text, usable_mapping
from hoistway.registry.adapters.tables import open_table
from hoistway.registry.events import ImportAsked
from hoistway.registry.models import ImportRun
from hoistway.registry.rules.reader import places_of
from hoistway.registry.vocabulary import RunState

_TRIED_AT_ONCE = 20_000_000
"""Bytes up to which a file's headings are looked at while the person waits. Chosen: the texts of a
larger workbook take seconds to be read; the task says the same a little later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedImport:
    """What somebody asks for at a page; either the name of a shipped mapping or its text."""

    file_name: str
    content: Iterable[bytes]
    mapping_name: str = ""
    mapping_text: str = ""
    source: str = ""
    observed: date | None = None
    apply: bool = False


def ask_import(*, asked: AskedImport, now: datetime, by: Actor) -> ImportRun:
    """Keep a file and have it taken in, or tried, by a task.

    Announces: ImportAsked. Raises: NotAllowed, BadMapping, CannotRead, HeadingsMissing.
    """
    require(by=by, deed=Deed.IMPORT_REGISTER)
    text = asked.mapping_text or shipped_text(name=asked.mapping_name)
    title = asked.mapping_name or "mapping.toml"
    mapping = usable_mapping(text=text, file=title)
    file_name = Path(asked.file_name).name[:200]
    name, _ = stored_files.store(content=asked.content, suffix=Path(file_name).suffix.lower()[:8])
    stored_files.store(content=[text.encode()], suffix=".toml")
    request = ImportRequest(
        file=stored_files.stored(name=name), mapping=Path(title), source=asked.source,
        observed=asked.observed, apply=asked.apply,
    )  # fmt: skip
    order = order_for(request=request, mapping=mapping, name=file_name)
    if order.size <= _TRIED_AT_ONCE:
        with open_table(path=request.file, mapping=mapping, name=file_name) as table:
            places_of(mapping=mapping, header=table.header)
    with transaction.atomic():
        run = enter_run(order=order, state=RunState.WAITING, now=now, by=by, stored_file=name)
        announce(ImportAsked(run_id=run.pk))
    return run


def work_on_import(*, run_id: int, now: datetime) -> None:
    """Take the stored file of a run in, or go on with it after a kill.

    A refusal ends the run and stands in its record; a database that is away is for the task.
    """
    run = ImportRun.objects.filter(pk=run_id, state__in=RunState.open_states()).first()
    if run is None:
        return
    by = _actor_of(run)
    try:
        order, path = order_of_run(run=run)
        with transaction.atomic():
            if run.apply:
                found_jurisdictions(mapping=order.mapping, by=by)
            ImportRun.objects.filter(pk=run.pk, state=RunState.WAITING).update(
                state=RunState.RUNNING
            )
        take_in(order=order, path=path, now=now, by=by, run=run)
    except (ImportStopped, ImportUnderWay):
        return
    except Refusal as refusal:
        end_run(run=run, state=RunState.FAILED, now=now, said=refusal.sentence("zh-hans"))
    except OperationalError:
        raise
    except Exception as error:
        end_run(run=run, state=RunState.FAILED, now=now, said=f"程序错误：{type(error).__name__}")
        raise


def order_of_run(*, run: ImportRun) -> tuple[FileOrder, Path]:
    """Return the order of a run and where its file is kept. Raises: CannotRead."""
    path = stored_files.stored(name=run.stored_file)
    text = stored_files.stored(name=f"{run.mapping_sha256}.toml").read_text(encoding="utf-8")
    order = FileOrder(
        mapping=usable_mapping(text=text, file=run.mapping_name), file_name=run.file_name,
        file_sha256=run.file_sha256, source=run.source, observed_at=run.observed_at or run.at,
        observed_from=run.observed_from, apply=run.apply, mapping_name=run.mapping_name,
        size=run.bytes_total,
    )  # fmt: skip
    return order, path


def _actor_of(run: ImportRun) -> Actor:
    by = run.by
    return Actor(
        kind=ActorKind(by["kind"]), name=by["name"], person_id=by["person"], role=by["role"],
        organisation_id=by["organisation"], jurisdiction_id=by.get("jurisdiction", 0),
    )  # fmt: skip


def forget_import_files(*, before: datetime) -> int:
    """Delete the stored files of runs that were asked for before an instant; the records stay."""
    gone = 0
    old = ImportRun.objects.filter(at__lt=before).exclude(stored_file="")
    for run in old.exclude(state__in=RunState.open_states()).order_by("pk"):
        kept = ImportRun.objects.filter(at__gte=before)
        if not kept.filter(stored_file=run.stored_file).exists():
            stored_files.drop(name=run.stored_file)
        if not kept.filter(mapping_sha256=run.mapping_sha256).exists():
            stored_files.drop(name=f"{run.mapping_sha256}.toml")
        ImportRun.objects.filter(pk=run.pk).update(stored_file="")
        gone += 1
    return gone
