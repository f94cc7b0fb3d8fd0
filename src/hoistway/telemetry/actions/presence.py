"""Note who is heard, in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from hoistway.foundation.live import touch
from hoistway.telemetry.rules.presence import SHANGHAI, PresencePolicy
from hoistway.telemetry.vocabulary import PresenceState


class Sign(NamedTuple):
    """That an elevator was heard, by how much its clock differs from ours, and through whom.

    `source` is the key of the feed as samples carry it, 0 for a device of its own.
    """

    elevator_id: int
    last_seen: datetime
    clock_skew_ms: int
    source: int = 0


# One statement for any number of rows; 330,000 rows touch the primary key only (HOT updates).
_UPSERT = """
INSERT INTO telemetry_presence AS known
  (elevator_id, first_seen, last_seen, state, clock_skew_ms, source)
SELECT elevator_id, seen, seen, 'live', skew, source
FROM unnest(%s::bigint[], %s::timestamptz[], %s::bigint[], %s::int[])
  AS sign (elevator_id, seen, skew, source)
ORDER BY elevator_id
ON CONFLICT (elevator_id) DO UPDATE SET
  last_seen = greatest(known.last_seen, excluded.last_seen),
  clock_skew_ms = excluded.clock_skew_ms, state = 'live', source = excluded.source,
  cadence_s = CASE WHEN known.source = excluded.source THEN known.cadence_s END
"""
# Only rows of new elevators, of a new way in, or of a changed declaration are without a cadence.
_LOOK_UP = """
UPDATE telemetry_presence AS known SET cadence_s = coalesce(
  CASE WHEN source = 0 THEN (
    SELECT cadence_s FROM telemetry_device AS device
    WHERE device.elevator_id = known.elevator_id AND revoked_at IS NULL ORDER BY id LIMIT 1
  ) ELSE (
    SELECT cadence_s FROM telemetry_feed AS feed
    WHERE feed.id %% 65536 = known.source ORDER BY revoked_at DESC, id LIMIT 1
  ) END, %s)
WHERE cadence_s IS NULL
"""
_SINK = """
UPDATE telemetry_presence SET state = %s WHERE state = ANY(%s) AND last_seen < %s
  AND last_seen < %s - %s * cadence_s * interval '1 second'
"""


@transaction.atomic
def keep_presence(
    *, signs: Sequence[Sign], now: datetime, policy: PresencePolicy = SHANGHAI
) -> None:
    """Note the elevators heard since the last call, and let the silent ones sink in state."""
    offline, delayed, live = PresenceState.OFFLINE, PresenceState.DELAYED, PresenceState.LIVE
    falls = (
        (offline, [str(live), str(delayed)], policy.offline_after),
        (delayed, [str(live)], policy.delayed_after),
    )
    sunk = 0
    with connection.cursor() as cursor:
        if signs:
            columns = [list(column) for column in zip(*signs, strict=True)]
            cursor.execute(_UPSERT, columns)
        cursor.execute(_LOOK_UP, [policy.usual_cadence_s])
        for state, before, after in falls:
            cursor.execute(_SINK, [str(state), before, now - after, now, policy.cadences])
            sunk += cursor.rowcount
    if sunk:
        touch("presence")
