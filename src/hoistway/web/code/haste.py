"""Nothing beside the call for help may hold it up: such reading is bounded in time."""

from collections.abc import Callable
from typing import TypeVar

import structlog
from django.db import connection, transaction

MOST_MS = 800
"""Milliseconds one question may take. Chosen: far above what any takes with 330,000 elevators,
and a person in need still sees the page within a second."""

T = TypeVar("T")
_log = structlog.get_logger()


def in_haste(read: Callable[[], T], *, part: str) -> T | None:
    """Return what was read, or None where it took too long or failed; the page goes on.

    This is the one place that goes on after any error: what stands below the call for help must
    never take it away. The error is logged with its trace.
    """
    nested = connection.in_atomic_block
    try:
        with transaction.atomic():
            _allow(MOST_MS)
            found = read()
            if nested:
                _allow(None)
            return found
    except Exception:
        _log.exception("part_not_read", part=part)
        return None


def _allow(most_ms: int | None) -> None:
    """Bound every question of this transaction, or take the bound away."""
    span = "DEFAULT" if most_ms is None else f"{most_ms:d}"
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout TO {span}")
