"""Thousands of rows in one statement each, from models that were never saved."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from hoistway.foundation.bulk import insert_rows

_BATCH = 5000
"""Rows of one statement. Chosen: some megabytes of JSON."""


def write_rows(*, rows: Sequence[Model]) -> None:
    """Insert rows of one table whose keys were drawn before."""
    if not rows:
        return
    fields = rows[0]._meta.concrete_fields
    columns = {str(field.column): str(field.attname) for field in fields}
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        insert_rows(
            table=rows[0]._meta.db_table, columns=list(columns),
            rows=[
                {column: _plain(getattr(row, name)) for column, name in columns.items()}
                for row in some
            ],
        )  # fmt: skip


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, DateRange):
        return f"[{value.lower},{value.upper or ''})"
    return str(value)
