"""Rows of the register in bulk: one statement each, the rows travel as one JSON text."""

import json
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from hoistway.registry.models import Claim, Elevator

Row = Mapping[str, object]

_LOCK = 0x68775F7265670001
"""Key of the advisory lock that keeps two writers from writing at once (the letters «hw_reg»)."""

CLAIM_COLUMNS = tuple(str(field.column) for field in Claim._meta.concrete_fields)
ELEVATOR_COLUMNS = tuple(str(field.column) for field in Elevator._meta.concrete_fields)
_NEVER_CHANGED = {"id", "recorded_at", "merged_into_id"}
DECIDED_COLUMNS = tuple(name for name in ELEVATOR_COLUMNS if name not in _NEVER_CHANGED)


def lock_register() -> None:
    """Wait until no other transaction writes claims, and keep others waiting until this one ends.

    Taken before anything is read: what was judged is then what is written.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


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


def insert_claims(*, rows: Sequence[Row]) -> None:
    """Insert claims whose keys were drawn before."""
    _insert("registry_claim", CLAIM_COLUMNS, rows)


def insert_elevators(*, rows: Sequence[Row]) -> None:
    """Insert elevators whose keys were drawn before."""
    _insert("registry_elevator", ELEVATOR_COLUMNS, rows)


def _insert(table: str, columns: Iterable[str], rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = _list(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608 -- names of our own columns
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",
            [json.dumps(rows, ensure_ascii=False)],
        )


def update_elevators(*, rows: Sequence[Row]) -> None:
    """Bring the decided columns of elevators up to date; each row is whole."""
    if not rows:
        return
    names, values = _list(DECIDED_COLUMNS), _list(DECIDED_COLUMNS, "said.")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registry_elevator AS held SET ({names}) = ROW({values}) "  # noqa: S608 -- names of our own columns
            "FROM jsonb_populate_recordset(NULL::registry_elevator, %s::jsonb) AS said "
            "WHERE held.id = said.id",
            [json.dumps(rows, ensure_ascii=False)],
        )


def elevator_rows(*, elevator_ids: Iterable[int]) -> dict[int, dict[str, object]]:
    """Return whole rows of elevators by key, in the same form in which they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(held) FROM registry_elevator AS held WHERE id = ANY(%s)",
            [list(elevator_ids)],
        )
        rows = [json.loads(row) for (row,) in cursor.fetchall()]
    return {int(row["id"]): row for row in rows}


def _list(columns: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in columns)
