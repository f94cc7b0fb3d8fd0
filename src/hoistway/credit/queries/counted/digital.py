"""Visits: on record, in time, and long enough to be one."""

from hoistway.credit.queries.counted.source import Source
from hoistway.credit.vocabulary import Fact

_VISITS = """
SELECT v.firm_id, v.id, v.uid::text AS number, v.elevator_id,
  coalesce(begun_at, due_on::timestamp AT TIME ZONE 'Asia/Shanghai') AS at,
  counted_on IS NOT NULL AND state IN ('signed', 'confirmed', 'objected', 'unconfirmed')
    AS recorded,
  coalesce(state IN ('signed', 'confirmed', 'objected', 'unconfirmed')
    AND counted_on <= due_on, FALSE) AS in_time,
  coalesce(state IN ('signed', 'confirmed', 'objected', 'unconfirmed')
    AND counted_on <= due_on
    AND signed_at - begun_at < make_interval(mins => %(trivial_minutes)s), FALSE) AS trivial,
  state IN ('signed', 'confirmed', 'objected', 'unconfirmed')
    AND coalesce(l.codes @> '["always_normal"]', FALSE) AS always_normal
FROM maintenance_visit v LEFT JOIN supervision_look l ON l.visit_id = v.id
WHERE kind = 'maintenance' AND state <> 'void' AND due_on >= %(first)s AND due_on <= %(last)s
"""
"""Visits that fell due, in one pass. «In time» is by the day from which a visit counts.
What always finds nothing is a sign of the online desk: counted and shown, it costs nothing."""

SOURCES = (
    Source(
        kind="visit", sql=_VISITS,
        counts={
            Fact.VISITS_DUE: "1",
            Fact.VISITS_RECORDED: "recorded::int",
            Fact.VISITS_IN_TIME: "in_time::int",
            Fact.VISITS_TRIVIAL: "trivial::int",
            Fact.VISITS_ALWAYS_NORMAL: "always_normal::int",
        },
    ),
)  # fmt: skip
