"""Bring up to date how steadily each elevator was heard over the last thirty days."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
from django.db import connection, transaction

from hoistway.foundation.periods import local_day
from hoistway.telemetry.models import Presence
from hoistway.telemetry.queries.use import BLOCK, days_of_use
from hoistway.telemetry.rules.continuity import SHANGHAI, ContinuityPolicy, held

_BLOCKS = 40
"""Blocks of one pass. Chosen: thirty days of twenty thousand elevators are 50 MB."""

_UPSERT = """
INSERT INTO telemetry_continuity (elevator_id, through, share, longest_gap_s, days_known)
SELECT slot, %s, nullif(share, 'NaN'), gap, days
FROM unnest(%s::bigint[], %s::float8[], %s::bigint[], %s::int[]) AS held (slot, share, gap, days)
JOIN registry_elevator ON registry_elevator.id = slot
ORDER BY slot
ON CONFLICT (elevator_id) DO UPDATE SET through = excluded.through, share = excluded.share,
  longest_gap_s = excluded.longest_gap_s, days_known = excluded.days_known
"""


def refresh_continuity(
    *, now: datetime, elevator_ids: Iterable[int] | None = None, policy: ContinuityPolicy = SHANGHAI
) -> int:
    """Write the steadiness over the last whole days of these elevators (None: all heard ones)."""
    last = local_day(at=now) - timedelta(days=1)
    first = last - timedelta(days=policy.days - 1)
    if elevator_ids is None:
        keys = np.fromiter(Presence.objects.values_list("pk", flat=True).order_by("pk"), np.int64)
    else:
        keys = np.unique(np.fromiter(elevator_ids, np.int64))
    written = 0
    for part in np.split(keys, np.flatnonzero(np.diff(keys // (BLOCK * _BLOCKS))) + 1):
        days = days_of_use(elevator_ids=[int(key) for key in part], first=first, last=last)
        rows = held(days=days)
        if len(rows):
            columns = [rows[name].tolist() for name in rows.dtype.names or ()]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_UPSERT, [last, *columns])
        written += len(rows)
    return written
