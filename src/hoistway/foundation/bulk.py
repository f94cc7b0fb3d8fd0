"""Many rows in one statement: they travel as one JSON text and come out as typed rows."""

import json
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

Row = Mapping[str, object]
"""Column → value in the form of JSON: days and instants as ISO text, terms as their code."""


def fresh_key(*, table: str) -> int:
    """Return a key that no row of the table has yet, for a row whose number carries its key."""
    return fresh_keys(table=table, count=1)[0]


def fresh_keys(*, table: str, count: int) -> list[int]:
    """Return keys that no row of the table has yet."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return sorted(int(key) for (key,) in cursor.fetchall())


def insert_rows(*, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert whole rows into a table of ours; about ten times as fast as one by one."""
    if rows:
        names = _list(columns)
        _execute(
            f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608 -- names of our own columns
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",
            rows,
        )


def update_rows(*, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Bring these columns of rows up to date, each known by its `id`; triggers see each row."""
    if rows:
        _execute(
            f"UPDATE {table} AS held SET ({_list(columns)}) = ROW({_list(columns, 'said.')}) "  # noqa: S608 -- names of our own columns
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS said "
            "WHERE held.id = said.id",
            rows,
        )


def _execute(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, ensure_ascii=False)])


def _list(columns: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in columns)
