"""Tell in the log what was heard: one writer at a time, in the order of the facts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from hoistway.changes.actions.telling_webhooks import tell_webhooks
from hoistway.changes.models import Change, Heard
from hoistway.changes.queries.reading import Row, plain, read_rows, read_span, told_of
from hoistway.changes.rules.tellings import TELLINGS, VERSION, Telling
from hoistway.changes.vocabulary import ChangeKind
from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch

AT_ONCE = 500
"""Facts told in one transaction. Chosen: a tenth of a second."""

SPAN = 2_000
"""Elevators told in one transaction when a whole register comes in. Chosen: half a second."""

TOPIC = "changes"
"""What wakes those who wait for the next change."""

_ONE_WRITER = 286_2020_05
_log = structlog.get_logger()

_TELLINGS: dict[str, list[Telling]] = defaultdict(list)
for _one in TELLINGS:
    _TELLINGS[_one.event].append(_one)


@dataclass(frozen=True, slots=True)
class _Work:
    """A fact, how it is told, and the keys that it names; with two keys of a span."""

    heard: Heard
    telling: Telling
    keys: tuple[int, ...]
    is_span: bool


def note_heard(*, now: datetime, by: Actor) -> int:
    """Write the changes of the facts that wait, and put them into the way of every address.

    Returns how many facts were told. While another process writes, nothing is done: numbers are
    given under one lock until their transaction ends, so that they appear in their order.
    """
    told = 0
    while True:
        try:
            with transaction.atomic():
                done = _note_some(now, AT_ONCE)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            _log.exception("changes_told_one_by_one")
            done = _one_by_one(now)
        told += done
        if done < AT_ONCE:
            return told


def _note_some(now: datetime, most: int) -> int:
    if not _is_writer():
        return 0
    heard = list(Heard.objects.filter(set_aside="").order_by("pk")[:most])
    if not heard:
        return 0
    changes = _changes_of(heard, now)
    if changes:
        written = Change.objects.bulk_create(changes)
        tell_webhooks(changes=written, now=now)
        touch(TOPIC)
    _forget(heard)
    return len(heard)


def _one_by_one(now: datetime) -> int:
    """Tell facts one at a time, and set aside each that cannot be told."""
    for _ in range(AT_ONCE):
        row = Heard.objects.filter(set_aside="").order_by("pk").first()
        if row is None:
            return 0
        try:
            with transaction.atomic():
                _note_some(now, 1)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            _log.exception("change_set_aside", heard=row.pk, fact=row.event)
            Heard.objects.filter(pk=row.pk).update(set_aside=repr(error)[:300])
    return AT_ONCE


def _is_writer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_WRITER])
        return bool(cursor.fetchone()[0])


def _forget(heard: Sequence[Heard]) -> None:
    """Strike off what was told; of a span of elevators only what was told of it."""
    rest = [row for row in heard if row.fields.get("first_id", 0) <= row.fields.get("last_id", -1)]
    kept = {row.pk for row in rest}
    Heard.objects.filter(pk__in=[row.pk for row in heard if row.pk not in kept]).delete()
    for row in rest:
        row.save(update_fields=["fields"])


def _changes_of(heard: Sequence[Heard], now: datetime) -> list[Change]:
    work = [_work(row, telling) for row in heard for telling in _TELLINGS[row.event]]
    wanted: dict[Any, set[int]] = defaultdict(set)
    for one in work:
        if not one.is_span:
            wanted[one.telling.kind].update(one.keys)
    by_kind = {one.telling.kind: one.telling for one in work}
    rows = {kind: read_rows(telling=by_kind[kind], keys=keys) for kind, keys in wanted.items()}
    last: dict[tuple[str, str], Change] = {}
    for number, one in enumerate(work):
        for row in _rows_of(one, rows):
            change = _change(one.telling, row, now)
            folded = one.telling.kind in _FOLDED
            last[(change.subject, change.kind if folded else f"{change.kind} {number}")] = change
    return list(last.values())


_FOLDED = frozenset({ChangeKind.ELEVATOR_FACTS, ChangeKind.ELEVATOR_TURNED})
"""Of these many come at once and all read the same: one of a batch is told."""


def _work(heard: Heard, telling: Telling) -> _Work:
    first, _, last = telling.key.partition("..")
    if last:
        return _Work(heard, telling, (heard.fields[first], heard.fields[last]), is_span=True)
    value = heard.fields[first]
    keys = tuple(value) if isinstance(value, list | tuple) else (value,)
    return _Work(heard, telling, keys, is_span=False)


def _rows_of(work: _Work, rows: dict[Any, dict[int, list[Row]]]) -> list[Row]:
    telling = work.telling
    if work.is_span:
        first, last = work.keys
        until = min(last, first + SPAN - 1)
        work.heard.fields = work.heard.fields | {"first_id": until + 1}
        found = read_span(telling=telling, first=first, last=until)
    else:
        known = rows[telling.kind]
        found = [row for key in dict.fromkeys(work.keys) for row in known.get(key, ())]
    return [row for row in found if _is_told(telling, row)]


def _is_told(telling: Telling, row: Row) -> bool:
    if any(str(row[column]) not in codes for column, codes in telling.when.items()):
        return False
    return all(str(row[column]) not in codes for column, codes in telling.but.items())


def _change(telling: Telling, row: Row, now: datetime) -> Change:
    readers = sorted({row[column] for column in telling.readers if row[column]})
    area = telling.jurisdiction_column
    return Change(
        at=(row[telling.at] if telling.at else None) or now, noted_at=now, kind=str(telling.kind),
        version=VERSION, subject=f"{telling.noun}/{plain(row[telling.number])}"[:120],
        elevator_id=row[telling.elevator_column] if telling.elevator_column else None,
        jurisdiction_id=row[area] if area else None, organisations=readers,
        data=told_of(telling=telling, row=row),
    )  # fmt: skip
