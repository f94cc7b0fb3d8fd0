"""A stored file once more: tried before, now taken in; its headings; what it would change."""

from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.actions.claims.saying import say
from hoistway.registry.actions.imports.asking import order_of_run
from hoistway.registry.actions.imports.batches import Batches
from hoistway.registry.actions.imports.intake import reader_of
from hoistway.registry.actions.imports.runs import enter_run
from hoistway.registry.adapters.seen import Seen
from hoistway.registry.adapters.tables import open_table
from hoistway.registry.events import ImportAsked
from hoistway.registry.models import Claim, Elevator, ImportRun
from hoistway.registry.queries.imports import import_run_at_hand
from hoistway.registry.rules.sayings import Saying
from hoistway.registry.vocabulary import Field, RunState

TRIED_ROWS = 1_000
"""Rows of a file whose changes are foreseen. Chosen: a second; enough to see a wrong mapping."""

MOST_DIFFERENCES = 100
"""Changes shown. Chosen: what a person looks through before saying yes."""

_ELSEWHERE = {
    Field.USE_UNIT: "use_unit__name", Field.USE_UNIT_CODE: "use_unit__credit_code",
    Field.FIRM: "firm__name", Field.FIRM_CODE: "firm__credit_code",
    Field.JURISDICTION: "jurisdiction__code",
}  # fmt: skip
_COLUMNS = {str(field): _ELSEWHERE.get(field, str(field)) for field in Field}

Held = Pairs[int, Pairs[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that a file would change; a new elevator is no difference."""

    register_number: str
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the first rows of a file would change."""

    rows: int
    created: int
    changed: int
    differences: tuple[Difference, ...]


def ask_again(*, run_id: int, apply: bool, now: datetime, by: Actor) -> ImportRun:
    """Have the stored file of a run taken in, or tried, once more by the same mapping.

    What was written before counts as unchanged. Announces: ImportAsked.
    Raises: NotAllowed, NotFound, CannotRead.
    """
    require(by=by, deed=Deed.IMPORT_REGISTER)
    run = import_run_at_hand(run_id=run_id, by=by)
    order, _ = order_of_run(run=run)
    with transaction.atomic():
        again = enter_run(
            order=replace(order, apply=apply), state=RunState.WAITING, now=now, by=by,
            stored_file=run.stored_file,
        )  # fmt: skip
        announce(ImportAsked(run_id=again.pk))
    return again


def headings_of(*, run_id: int, by: Actor) -> tuple[str, ...]:
    """Return the headings of a run's stored file. Raises: NotFound, CannotRead."""
    order, path = order_of_run(run=import_run_at_hand(run_id=run_id, by=by))
    with open_table(path=path, mapping=order.mapping, name=order.file_name) as table:
        return table.header


def foresee(*, run_id: int, now: datetime, by: Actor) -> Foreseen:
    """Return what the first rows of a run's file would change, decided as in earnest.

    The rows are really taken in, compared and rolled back: nothing remains.
    Raises: NotAllowed, NotFound, CannotRead.
    """
    require(by=by, deed=Deed.IMPORT_REGISTER)
    order, path = order_of_run(run=import_run_at_hand(run_id=run_id, by=by))
    opened = open_table(path=path, mapping=order.mapping, name=order.file_name)
    with ExitStack() as stack:
        table = stack.enter_context(opened)
        seen = stack.enter_context(Seen())
        reader = reader_of(order=order, header=table.header, now=now, by=by)
        batches = Batches(order=order, reader=reader, seen=seen, by=by)
        rows = list(islice(table.rows, TRIED_ROWS))
        sayings = batches.judged(rows)[0]
    with transaction.atomic():
        inner = transaction.savepoint()
        tally = say(sayings=sayings, now=now, by=by)
        after = _held(_spoken_of(sayings))
        transaction.savepoint_rollback(inner)
        before = _held(list(after))
    return Foreseen(len(rows), tally.created, tally.changed, tuple(_differences(before, after)))


def _spoken_of(sayings: Sequence[Saying]) -> list[int]:
    by_source: dict[str, list[str]] = {}
    for one in sayings:
        by_source.setdefault(one.source, []).append(one.record_key)
    keys: set[int] = set()
    for source, records in by_source.items():
        found = Claim.objects.filter(source=source, record_key__in=records, current=True)
        keys |= {key for key in found.values_list("elevator_id", flat=True) if key}
    return sorted(keys)


def _held(keys: Sequence[int]) -> Held:
    rows = Elevator.objects.filter(pk__in=keys).order_by("pk")
    columns = list(_COLUMNS.values())
    return {
        key: dict(zip(_COLUMNS, held, strict=True))
        for key, *held in rows.values_list("pk", *columns)
    }


def _differences(before: Held, after: Held) -> list[Difference]:
    found = [
        Difference(str(row["register_number"]), name, row[name], after[key][name])
        for key, row in before.items() for name in _COLUMNS if row[name] != after[key][name]
    ]  # fmt: skip
    return found[:MOST_DIFFERENCES]
