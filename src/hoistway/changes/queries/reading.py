"""Read the columns from which changes are told, of any room, by the name of its model.

As foreign keys do, this names models of lower rooms as text: the tables of `rules/tellings` say
which columns are read, and a test reads each of them. Source: docs/decisions/0023-changes.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps

from hoistway.changes.rules.tellings import Telling

Row = dict[str, Any]


def columns_of(*, telling: Telling) -> set[str]:
    """Return all columns that are read for a telling."""
    wanted = {telling.lookup, telling.number, *telling.readers, *telling.when, *telling.but}
    wanted |= {telling.elevator_column, telling.jurisdiction_column, telling.at}
    if telling.elevator is not None:
        wanted.add(f"{telling.elevator}register_number")
    if telling.jurisdiction_column:
        wanted.add(telling.jurisdiction_column.removesuffix("_id") + "__code")
    for path in telling.data.values():
        wanted |= set(_read_for(path))
    return wanted - {""}


def read_rows(*, telling: Telling, keys: Iterable[int]) -> dict[int, list[Row]]:
    """Return the rows behind these keys, by key and in their order."""
    columns = sorted(columns_of(telling=telling) | {"pk"})
    found = _model(telling).objects.filter(**{f"{telling.lookup}__in": sorted(set(keys))})
    return _by(telling, found.order_by("pk").values(*columns))


def read_span(*, telling: Telling, first: int, last: int) -> list[Row]:
    """Return the rows whose keys lie between two, both included, in their order."""
    columns = sorted(columns_of(telling=telling) | {"pk"})
    found = _model(telling).objects.filter(pk__gte=first, pk__lte=last)
    return list(found.order_by("pk").values(*columns))


def told_of(*, telling: Telling, row: Row) -> dict[str, object]:
    """Return what a change tells: plain values that travel as JSON."""
    told: dict[str, object] = {}
    if telling.elevator is not None:
        told["register_number"] = row[f"{telling.elevator}register_number"]
    return told | {name: _value(path, row) for name, path in telling.data.items()}


def _model(telling: Telling) -> Any:
    return apps.get_model(telling.model)


def _by(telling: Telling, rows: Iterable[Row]) -> dict[int, list[Row]]:
    by_key: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row[telling.lookup]].append(row)
    return by_key


def _read_for(path: str) -> Sequence[str]:
    way, _, column = path.rpartition(":")
    if way == "ref":
        return (f"{column}__credit_code", f"{column}_id")
    return (column,)


def _value(path: str, row: Row) -> object:
    way, _, column = path.rpartition(":")
    if way == "ref":
        key = row[f"{column}_id"]
        return None if key is None else row[f"{column}__credit_code"] or f"O{key}"
    value = row[column]
    if way and value is not None:
        value = value.lower if way == "from" else value.upper
    return plain(value)


def plain(value: object) -> object:
    """Return a value as JSON says it: instants and days as ISO 8601, words as their codes."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, str) else value
