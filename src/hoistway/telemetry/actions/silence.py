"""Find who has fallen silent and why, and when it was us who were away."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from hoistway.registry.queries import suspended_elevators
from hoistway.telemetry.models import Gap, Rest, Uptime
from hoistway.telemetry.queries.continuity import own_outages
from hoistway.telemetry.rules.presence import SHANGHAI, PresencePolicy
from hoistway.telemetry.rules.silence import FEED_OUT, FeedOutPolicy


def mark_up(*, name: str, began_at: datetime, now: datetime) -> None:
    """Note that a process of ours has taken samples without a break since `began_at`.

    The process remembers its own beginning, so that a database that was away hides no uptime.
    """
    Uptime.objects.update_or_create(
        name=name, began_at=began_at, defaults={"last_at": Greatest(F("last_at"), now)},
        create_defaults={"last_at": max(now, began_at)},
    )  # fmt: skip


_CLOSE = """
UPDATE telemetry_gap AS gap SET ended_at = known.last_seen
FROM telemetry_presence AS known
WHERE known.elevator_id = gap.elevator_id AND gap.ended_at IS NULL
  AND known.last_seen > gap.began_at
"""
_OPEN = """
INSERT INTO telemetry_gap (elevator_id, began_at, cause, evidence)
SELECT known.elevator_id, known.last_seen, 'device', '{}'
FROM telemetry_presence AS known
WHERE known.last_seen < %s AND NOT EXISTS (
  SELECT FROM telemetry_gap AS gap
  WHERE gap.elevator_id = known.elevator_id AND gap.ended_at IS NULL)
ORDER BY known.elevator_id
ON CONFLICT DO NOTHING
"""
# A platform is out when most of those heard through it last are silent at the same time.
_TELL_APART = """
WITH feeds AS (
  SELECT source, count(*) AS heard, count(*) FILTER (WHERE last_seen < %(since)s) AS silent
  FROM telemetry_presence AS known WHERE source > 0
    AND NOT EXISTS (SELECT FROM telemetry_rest AS rest
      WHERE rest.elevator_id = known.elevator_id AND rest.ended_at IS NULL)
  GROUP BY source
), told AS (
  SELECT gap.id, feeds.source, feeds.heard, feeds.silent, CASE
    WHEN EXISTS (SELECT FROM telemetry_rest AS rest
      WHERE rest.elevator_id = gap.elevator_id AND rest.ended_at IS NULL) THEN 'suspended'
    WHEN %(ours)s THEN 'ours'
    WHEN feeds.silent >= %(least)s AND feeds.silent > %(most)s * feeds.heard THEN 'firm_platform'
    ELSE 'device' END AS cause
  FROM telemetry_gap AS gap
  JOIN telemetry_presence AS known ON known.elevator_id = gap.elevator_id
  LEFT JOIN feeds ON feeds.source = known.source
  WHERE gap.ended_at IS NULL
)
UPDATE telemetry_gap AS gap SET cause = told.cause, evidence = jsonb_build_object(
  'source', told.source, 'heard', told.heard, 'silent', told.silent, 'edition', %(edition)s::text)
FROM told WHERE told.id = gap.id AND (gap.cause <> told.cause OR gap.evidence = '{}')
"""


@transaction.atomic
def note_silence(
    *, now: datetime, policy: PresencePolicy = SHANGHAI, feed_out: FeedOutPolicy = FEED_OUT
) -> int:
    """Open, tell apart and close the gaps of all elevators; return how many opened.

    Source: 286号 附件2 三 2 持续在线; the cause says whose the silence is, the clock what counts.
    """
    _note_rests(now)
    ours = any(ended >= now for _began, ended in own_outages(now=now))
    since = now - policy.offline_after
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE)
        cursor.execute(_OPEN, [since])
        opened = int(cursor.rowcount)
        facts: dict[str, bool | int | float | str | datetime] = {
            "since": since, "ours": ours, "least": feed_out.least, "most": feed_out.share,
            "edition": feed_out.edition,
        }  # fmt: skip
        cursor.execute(_TELL_APART, facts)
    return opened


def _note_rests(now: datetime) -> None:
    """Open a rest for each elevator that is registered as out of use, close those of the others."""
    still = suspended_elevators()
    running = Rest.objects.filter(ended_at=None)
    known = set(running.values_list("elevator_id", flat=True))
    running.exclude(elevator_id__in=list(still)).update(ended_at=now)
    Rest.objects.bulk_create(
        [
            Rest(elevator_id=key, began_at=min(since or now, now))
            for key, since in still.items()
            if key not in known
        ],
        ignore_conflicts=True,
    )


def forget_silence(*, before: datetime) -> int:
    """Delete gaps, rests and uptimes that ended before an instant, and return how many."""
    gone = Gap.objects.filter(ended_at__lt=before).delete()[0]
    gone += Rest.objects.filter(ended_at__lt=before).delete()[0]
    return gone + Uptime.objects.filter(last_at__lt=before).delete()[0]
