"""Rows of the register in bulk: one statement each, the rows travel as one JSON text."""

import json
from collections.abc import Iterable, Sequence

from django.db import connection

from hoistway.foundation.bulk import Row, insert_rows, update_rows
from hoistway.registry.models import Claim, Elevator

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


def insert_claims(*, rows: Sequence[Row]) -> None:
    """Insert claims whose keys were drawn before."""
    insert_rows(table="registry_claim", columns=CLAIM_COLUMNS, rows=rows)


def insert_elevators(*, rows: Sequence[Row]) -> None:
    """Insert elevators whose keys were drawn before."""
    insert_rows(table="registry_elevator", columns=ELEVATOR_COLUMNS, rows=rows)


def update_elevators(*, rows: Sequence[Row]) -> None:
    """Bring the decided columns of elevators up to date; each row is whole."""
    update_rows(table="registry_elevator", columns=DECIDED_COLUMNS, rows=rows)


def elevator_rows(*, elevator_ids: Iterable[int]) -> dict[int, dict[str, object]]:
    """Return whole rows of elevators by key, in the same form in which they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(held) FROM registry_elevator AS held WHERE id = ANY(%s)",
            [list(elevator_ids)],
        )
        rows = [json.loads(row) for (row,) in cursor.fetchall()]
    return {int(row["id"]): row for row in rows}
