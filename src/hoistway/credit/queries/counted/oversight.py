"""Checks, orders, penalties and complaints that were found true."""

from hoistway.credit.queries.counted.source import Source
from hoistway.credit.vocabulary import Fact

_CHECKS = """
SELECT c.organisation_id AS firm_id, c.id, c.number, NULL::bigint AS elevator_id,
  c.signed_at AS at, c.state = 'refused' AS refused, coalesce(f.grave, 0) AS grave,
  greatest(0, 100 - coalesce(f.taken, 0)) AS points
FROM supervision_check c
LEFT JOIN LATERAL (
  SELECT sum(CASE weight WHEN 'grave' THEN %(check_grave)s WHEN 'breach' THEN %(check_breach)s
      ELSE %(check_minor)s END) AS taken,
    count(*) FILTER (WHERE weight = 'grave') AS grave
  FROM supervision_finding WHERE check_made_id = c.id
) AS f ON TRUE
WHERE c.state IN ('signed', 'refused') AND c.signed_at >= %(begin)s AND c.signed_at < %(end)s
"""
"""Finished checks; each begins at a hundred, its findings take away by their weight."""

_ORDERS = """
SELECT o.organisation_id AS firm_id, o.id, o.number, NULL::bigint AS elevator_id,
  o.served_at AS at,
  EXISTS (
    SELECT FROM supervision_orderfinding m JOIN supervision_finding f ON f.id = m.finding_id
    JOIN supervision_finding g ON g.item = f.item AND g.item <> ''
    JOIN supervision_orderfinding n ON n.finding_id = g.id
    JOIN supervision_order b ON b.id = n.order_id
    WHERE m.order_id = o.id AND b.organisation_id = o.organisation_id AND b.id <> o.id
      AND b.state <> 'revoked' AND b.served_at < o.served_at
      AND b.served_at > o.served_at - make_interval(days => %(repeat_order_days)s)
  ) AS again,
  coalesce(o.case #>> '{outcome,outcome}' IN ('warned', 'fined', 'licence', 'referred')
    AND (o.case #>> '{outcome,decided_on}')::date BETWEEN %(first)s AND %(last)s, FALSE)
    AS penalised
FROM supervision_order o
WHERE o.state IN ('served', 'reported', 'closed', 'transferred')
  AND o.served_at >= %(begin)s AND o.served_at < %(end)s
"""
"""Orders that were served and not revoked; «again» is one for the same item within a year."""

_PENALTIES = """
SELECT o.organisation_id AS firm_id, o.id, o.number, NULL::bigint AS elevator_id,
  (o.case #>> '{outcome,decided_on}')::timestamp AT TIME ZONE 'Asia/Shanghai' AS at,
  coalesce((o.case #>> '{outcome,veto}')::bool, FALSE) AS veto
FROM supervision_order o
WHERE o.state = 'transferred'
  AND o.case #>> '{outcome,outcome}' IN ('warned', 'fined', 'licence', 'referred')
  AND (o.case #>> '{outcome,decided_on}')::date BETWEEN %(first)s AND %(last)s
"""
"""Penalties in which a case ended in the period; one that was set aside does not count."""

_COMPLAINTS = """
SELECT firm_id, id, number, elevator_id, made_at AS at,
  row_number() OVER (PARTITION BY firm_id, elevator_id ORDER BY made_at, id) > 1 AS again
FROM riders_publicreport
WHERE kind = 'complaint' AND verdict = 'maintenance' AND joined_id IS NULL
  AND firm_id IS NOT NULL AND made_at >= %(begin)s AND made_at < %(end)s
"""
"""Complaints that somebody looked into and found true of the upkeep; joined ones count once."""

SOURCES = (
    Source(
        kind="check", sql=_CHECKS,
        counts={
            Fact.CHECKS: "1",
            Fact.CHECK_POINTS: "points",
            Fact.CHECKS_REFUSED: "refused::int",
            Fact.GRAVE_FINDINGS: "grave",
        },
    ),
    Source(
        kind="order", sql=_ORDERS,
        counts={
            Fact.ORDERS: "1",
            Fact.ORDERS_REPEATED: "again::int",
            Fact.ORDERS_PENALISED: "penalised::int",
        },
    ),
    Source(
        kind="penalty", sql=_PENALTIES,
        counts={Fact.PENALTIES: "1", Fact.VETOES_DECIDED: "veto::int"},
    ),
    Source(
        kind="complaint", sql=_COMPLAINTS,
        counts={Fact.COMPLAINTS: "1", Fact.COMPLAINTS_REPEATED: "again::int"},
    ),
)  # fmt: skip
