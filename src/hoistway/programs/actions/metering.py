"""Count calls against quotas, across all processes, in one short statement each."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.periods import local_day
from hoistway.programs.models import CallMinute
from hoistway.programs.queries import window_of
from hoistway.programs.rules.quota import (
    MINUTE_S,
    STRANGERS,
    Quota,
    Window,
    left_of,
    wait_s,
)
from hoistway.programs.vocabulary import CallKind

EXAMPLES = 3
"""Newest examples kept of one reason on one day. Chosen: enough to see a pattern."""

_KEPT_MINUTES = 3

# One statement: the window is judged and the count raised under the lock of one row, so that two
# processes never both take the last call. The table is unlogged: no write waits for the disk.
_TAKE = """
WITH before AS (
    SELECT coalesce(sum(count), 0)::bigint AS count FROM programs_callminute
    WHERE kind = %(kind)s AND subject = %(subject)s AND minute = %(minute)s - 1
)
INSERT INTO programs_callminute AS held (kind, subject, minute, count)
SELECT %(kind)s, %(subject)s, %(minute)s, %(cost)s FROM before
WHERE before.count * %(weight)s + %(cost)s <= %(most)s + 1e-6
ON CONFLICT (kind, subject, minute) DO UPDATE SET count = held.count + excluded.count
WHERE (SELECT count FROM before) * %(weight)s + held.count + excluded.count <= %(most)s + 1e-6
RETURNING count, (SELECT count FROM before)
"""

_REFUSED = """
INSERT INTO programs_refusedday AS held (key_id, day, code, status, count, last_at, examples)
VALUES (%(key)s, %(day)s, %(code)s, %(status)s, %(count)s, %(now)s, %(example)s::jsonb)
ON CONFLICT (key_id, day, code) DO UPDATE SET
    status = excluded.status, count = held.count + excluded.count, last_at = excluded.last_at,
    examples = jsonb_path_query_array(excluded.examples || held.examples, '$[0 to 2]')
"""

_FOLD = """
WITH gone AS (
    DELETE FROM programs_callminute WHERE minute < %(before)s RETURNING kind, subject, minute, count
), told AS (
    SELECT subject::bigint AS key_id,
        (to_timestamp(minute::bigint * 60) AT TIME ZONE 'Asia/Shanghai')::date AS day,
        coalesce(sum(count) FILTER (WHERE kind = 'calls'), 0) AS calls,
        coalesce(sum(count) FILTER (WHERE kind = 'bulk'), 0) AS bytes,
        to_timestamp(max(minute)::bigint * 60) AS last_at
    FROM gone WHERE kind <> 'stranger' GROUP BY 1, 2
)
INSERT INTO programs_useday AS held (key_id, day, calls, bulk_bytes, last_at)
SELECT key_id, day, calls, bytes, last_at FROM told ORDER BY 1, 2
ON CONFLICT (key_id, day) DO UPDATE SET calls = held.calls + excluded.calls,
    bulk_bytes = held.bulk_bytes + excluded.bulk_bytes,
    last_at = greatest(held.last_at, excluded.last_at)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a call was within its quota, how much is left, and for how long to wait if not."""

    quota: Quota
    granted: bool
    left: int
    wait_s: int


def take(
    *, kind: CallKind, subject: str, quota: Quota, now: datetime, cost: int = 1
) -> Taken:  # fmt: skip
    """Take this much of a caller's quota, or nothing where there is not so much left.

    Outside a transaction: one statement that holds its row for its own length only.
    """
    minute, elapsed = divmod(now.timestamp(), MINUTE_S)
    cost = min(cost, quota.most)
    window = Window(before=0, now=0, elapsed_s=elapsed)
    values: dict[str, str | int | float] = {
        "kind": str(kind), "subject": subject, "minute": int(minute), "cost": cost,
        "weight": window.weight, "most": quota.most,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        row = cursor.fetchone()
    if row is None:
        window = window_of(subject=subject, kind=kind, now=now)
        wait = wait_s(quota=quota, window=window, cost=cost)
        return Taken(quota, False, left_of(quota=quota, window=window), wait)
    window = Window(before=row[1], now=row[0], elapsed_s=elapsed)
    return Taken(quota, True, left_of(quota=quota, window=window), MINUTE_S)


def take_as_stranger(*, address: str, now: datetime, cost: int = 1) -> Taken:
    """Count a call without a valid key against its address, of which only a hash is kept."""
    subject = hash_of(secret=address)[:32]
    return take(kind=CallKind.STRANGER, subject=subject, quota=STRANGERS, now=now, cost=cost)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedCall:
    """One refused call of a program: no query, no body, no value that was sent."""

    key_id: int
    code: str
    status: int
    method: str
    path: str
    wrong: tuple[str, ...] = ()
    count: int = 1


def note_refusal(*, call: RefusedCall, now: datetime) -> None:
    """Count why a program was refused, and keep the call among the newest examples."""
    example = {
        "at": now.isoformat(timespec="seconds"), "method": call.method,
        "path": call.path[:120], "wrong": list(call.wrong[:5]),
    }  # fmt: skip
    values: dict[str, str | int | date | datetime] = {
        "key": call.key_id, "day": local_day(at=now), "code": call.code[:60],
        "status": call.status, "count": call.count, "now": now,
        "example": json.dumps([example], ensure_ascii=False),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, values)


def fold_minutes(*, now: datetime) -> int:
    """Add what was called up to three minutes ago to the days; return how many minutes are left."""
    before = int(now.timestamp() // MINUTE_S) - _KEPT_MINUTES
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, {"before": before})
    return CallMinute.objects.count()
