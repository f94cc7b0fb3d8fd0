"""Place many waiting records at once, as the nightly match finds their elevators."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.history import recorded
from hoistway.foundation.refusal import NotAllowed
from hoistway.registry.actions.claims.deciding import given_reason
from hoistway.registry.actions.claims.saying import tell
from hoistway.registry.actions.claims.settling import settle
from hoistway.registry.actions.claims.tables import lock_register

_PLACE = """
UPDATE registry_claim c SET elevator_id = p.elevator_id, origin = c.origin || %s::jsonb
FROM (SELECT w.source, w.record_key, t.elevator_id
      FROM registry_claim w
      JOIN unnest(%s::bigint[], %s::bigint[]) AS t(claim_id, elevator_id) ON w.id = t.claim_id
      JOIN registry_elevator e ON e.id = t.elevator_id AND e.merged_into_id IS NULL
      WHERE w.elevator_id IS NULL AND w.current AND w.withdrawn_at IS NULL) p
WHERE c.subject = 'elevator' AND c.source = p.source AND c.record_key = p.record_key
  AND c.elevator_id IS NULL
RETURNING c.elevator_id, c.current
"""
"""The waiting record and all that it ever said go together, by the unique key of a record."""


@transaction.atomic
def place_claims(*, placements: Mapping[int, int], reason: str, now: datetime, by: Actor) -> int:
    """Give waiting records (claim → elevator) their elevators; return how many were placed.

    What was placed or withdrawn meanwhile is left as it is. Announces: FactsChanged.
    Raises: NotAllowed, ReasonMissing.
    """
    if by.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    words = given_reason(reason=reason)
    lock_register()
    placed = {"placed": {"at": now.isoformat(), "by": by.as_json(), "reason": words}}
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [json.dumps(placed), list(placements), list(placements.values())])
        rows = cursor.fetchall()
    keys = {int(key) for key, _ in rows}
    with recorded(by=by, reason=words):
        settle(elevator_ids=keys, now=now, by=by)
    tell(changed=keys)
    return sum(current for _, current in rows)
