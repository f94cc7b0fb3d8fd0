"""The record of an import while it runs: begun, moved on batch by batch, stopped or ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import Refusal
from hoistway.parties.actions import found_jurisdiction
from hoistway.parties.queries import Reach, reach_of, require
from hoistway.parties.vocabulary import Deed, JurisdictionKind
from hoistway.registry.actions.imports.request import FileOrder
from hoistway.registry.models import ImportRun
from hoistway.registry.queries.imports import import_run_at_hand, topic_of
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.vocabulary import RunState

_LOCK = 0x6877696D
"""First half of the key of the lock that one run holds while it works (the letters «hwim»)."""


class ImportUnderWay(Refusal):
    """Raised when the same file is being taken in already."""

    code = "import_under_way"
    zh = "该文件正在导入。"
    en = "This file is being taken in already."


class ImportStopped(Refusal):
    """Raised in a run that somebody has stopped; what it wrote stays."""

    code = "import_stopped"
    zh = "导入已被停止；已写入的数据保留。"
    en = "The import was stopped; what it wrote stays."


def actor_json(*, by: Actor) -> dict[str, object]:
    """Return who asked for a run, so that a task can act in the same name."""
    return {**by.as_json(), "jurisdiction": by.jurisdiction_id}


@transaction.atomic
def begin_run(*, order: FileOrder, now: datetime, by: Actor) -> ImportRun:
    """Return the record of a run: a killed one of the same file and mapping goes on."""
    open_run = ImportRun.objects.filter(
        state=RunState.RUNNING, apply=True, file_sha256=order.file_sha256, source=order.source,
        mapping_sha256=order.mapping.sha256, observed_at=order.observed_at,
    ).order_by("-pk")  # fmt: skip
    found_jurisdictions(mapping=order.mapping, by=by)
    return open_run.first() or enter_run(order=order, state=RunState.RUNNING, now=now, by=by)


def found_jurisdictions(*, mapping: Mapping, by: Actor) -> None:
    """Found the jurisdictions of other places that a mapping brings along; the city's right."""
    if reach_of(by=by) is not Reach.ALL:
        return
    for place in mapping.jurisdictions:
        found_jurisdiction(
            code=place.code, kind=JurisdictionKind.FOREIGN, name_zh=place.name_zh,
            name_en=place.name_en, city=None,
        )  # fmt: skip


def enter_run(
    *, order: FileOrder, state: RunState, now: datetime, by: Actor, stored_file: str = ""
) -> ImportRun:
    """Enter a run into the record."""
    return ImportRun.objects.create(
        at=now, by=actor_json(by=by), state=state, apply=order.apply, source=order.source,
        observed_at=order.observed_at, observed_from=order.observed_from,
        file_name=order.file_name, file_sha256=order.file_sha256,
        mapping_sha256=order.mapping.sha256, mapping_name=order.mapping_name[:120],
        stored_file=stored_file, bytes_total=order.size,
    )  # fmt: skip


@contextmanager
def held(*, run: ImportRun) -> Iterator[None]:
    """Hold a run while it is worked on; the lock goes with a killed process.

    Raises: ImportUnderWay.
    """
    with connection.cursor() as cursor:
        key = [_LOCK, run.pk % 2**31]
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        if not cursor.fetchone()[0]:
            raise ImportUnderWay
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def move_on(*, run: ImportRun, **columns: object) -> None:
    """Write how far a run is, in the batch's own transaction. Raises: ImportStopped."""
    running = ImportRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
    if not running.update(**columns):
        raise ImportStopped
    touch(topic_of(run_id=run.pk))


def end_run(*, run: ImportRun, state: RunState, now: datetime, said: str = "") -> None:
    """Close the record of a run that is still open."""
    ImportRun.objects.filter(pk=run.pk, state__in=RunState.open_states()).update(
        state=state, ended_at=now, said=said[:2000]
    )
    touch(topic_of(run_id=run.pk))


def stop_import(*, run_id: int, now: datetime, by: Actor) -> None:
    """Stop a run that waits or works; what it wrote stays. Raises: NotAllowed, NotFound."""
    require(by=by, deed=Deed.IMPORT_REGISTER)
    run = import_run_at_hand(run_id=run_id, by=by)
    end_run(run=run, state=RunState.STOPPED, now=now)
