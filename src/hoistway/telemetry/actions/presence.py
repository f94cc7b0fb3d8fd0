"""Note who is heard, in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from hoistway.foundation.live import touch
from hoistway.telemetry.rules.presence import SHANGHAI, PresencePolicy
from hoistway.telemetry.vocabulary import PresenceState


class Sign(NamedTuple):
    """That an elevator was heard, and by how much its clock differs from ours."""

    elevator_id: int
    last_seen: datetime
    clock_skew_ms: int


# One statement for any number of rows; 330,000 rows touch the primary key only (HOT updates).
_UPSERT = """
INSERT INTO telemetry_presence (elevator_id, first_seen, last_seen, state, clock_skew_ms)
SELECT elevator_id, seen, seen, 'live', skew
FROM unnest(%s::bigint[], %s::timestamptz[], %s::bigint[]) AS sign (elevator_id, seen, skew)
ORDER BY elevator_id
ON CONFLICT (elevator_id) DO UPDATE SET
  last_seen = greatest(telemetry_presence.last_seen, excluded.last_seen),
  clock_skew_ms = excluded.clock_skew_ms, state = 'live'
"""
_SINK = """
UPDATE telemetry_presence SET state = %s WHERE state = ANY(%s) AND last_seen < %s
"""


@transaction.atomic
def keep_presence(
    *, signs: Sequence[Sign], now: datetime, policy: PresencePolicy = SHANGHAI
) -> None:
    """Note the elevators heard since the last call, and let the silent ones sink in state."""
    with connection.cursor() as cursor:
        if signs:
            columns = [list(column) for column in zip(*signs, strict=True)]
            cursor.execute(_UPSERT, columns)
        offline, delayed, live = PresenceState.OFFLINE, PresenceState.DELAYED, PresenceState.LIVE
        cursor.execute(_SINK, [str(offline), [str(live), str(delayed)], now - policy.offline_after])
        sunk = cursor.rowcount
        cursor.execute(_SINK, [str(delayed), [str(live)], now - policy.delayed_after])
        sunk += cursor.rowcount
    if sunk:
        touch("presence")
