"""All records of all sources as one table, for the match of the whole register."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
from django.db import connection

from hoistway.matching.record import TABLE
from hoistway.quality.rules.portrait import as_number

_CHUNK = 50_000

_READ = """
SELECT id, source, elevator_id, fields FROM registry_claim
WHERE id > %s AND current AND withdrawn_at IS NULL AND subject = 'elevator'
  AND kind NOT IN ('person', 'rule', 'passenger', 'technician') AND NOT origin ? 'suggested'
ORDER BY id LIMIT %s
"""
"""In the order of the primary key; who decides or suggests is no record of a register."""

_RENAMED = {"district": "jurisdiction"}
"""Column of the match → field of a claim where they have other names."""

_TEXT = frozenset(field.name for field in TABLE if pa.types.is_string(field.type))
_WHOLE = frozenset(field.name for field in TABLE if pa.types.is_integer(field.type))


@dataclass(frozen=True, slots=True)
class Records:
    """The table of the match, and which elevator each record has; 0 where it waits."""

    table: pa.Table
    homes: Mapping[int, int]
    sources: Mapping[int, str]


def all_records() -> Records:
    """Return every current record of every source."""
    columns: dict[str, list[object]] = {name: [] for name in TABLE.names}
    homes: dict[int, int] = {}
    sources: dict[int, str] = {}
    for key, source, elevator_id, fields in _rows():
        homes[key], sources[key] = elevator_id or 0, sys.intern(source)
        columns["key"].append(key)
        columns["source"].append(source)
        for name, column in columns.items():
            if name not in ("key", "source"):
                column.append(_cell(name, fields.get(_RENAMED.get(name, name))))
    arrays = [pa.array(columns[field.name], field.type) for field in TABLE]
    return Records(pa.table(arrays, schema=TABLE), homes, sources)


def _rows() -> Iterator[tuple[int, str, int | None, dict[str, object]]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [last, _CHUNK])
            rows = cursor.fetchall()
        if not rows:
            return
        for key, source, elevator_id, fields in rows:
            yield key, source, elevator_id, json.loads(fields)
        last = rows[-1][0]


def _cell(name: str, value: object) -> object:
    if name in _TEXT:
        return str(value) if value not in (None, "") else None
    number = as_number(value)
    return int(number) if number is not None and name in _WHOLE else number
