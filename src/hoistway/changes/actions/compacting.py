"""Thin the log out: what is old keeps the last change of each kind of each thing."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from hoistway.changes.models import Delivery
from hoistway.changes.rules.policy import policy_on
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day

AT_ONCE = 20_000
"""Changes thinned out in one transaction. Chosen: a second."""

_THIN = """
DELETE FROM changes_change WHERE id IN (
  SELECT c.id FROM changes_change c
  WHERE c.noted_at < %(before)s
    AND EXISTS (SELECT 1 FROM changes_change n
      WHERE n.subject = c.subject AND n.kind = c.kind AND n.id > c.id)
    AND NOT EXISTS (SELECT 1 FROM changes_delivery d WHERE d.change_id = c.id)
  ORDER BY c.id LIMIT %(most)s)
"""


def thin_out(*, now: datetime, by: Actor) -> tuple[int, int]:
    """Forget old deliveries and superseded changes; return how many of each went.

    A cursor stays good: who reads from an old one, or from the start, still meets the last word
    on every thing, in order.
    """
    policy = policy_on(day=local_day(at=now))
    sent, _ = Delivery.objects.filter(made_at__lt=now - timedelta(days=policy.log_days)).delete()
    before, thinned = now - timedelta(days=policy.whole_days), 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_THIN, {"before": before, "most": AT_ONCE})
            thinned += cursor.rowcount
            if cursor.rowcount < AT_ONCE:
                return sent, thinned
