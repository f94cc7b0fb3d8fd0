"""What a firm answers for: elevators and their days, technicians, licence, filing."""

from hoistway.credit.queries.counted.source import Source
from hoistway.credit.vocabulary import Fact

_ELEVATORS = """
SELECT r.firm_id, e.id, e.register_number AS number, e.id AS elevator_id, NULL::timestamptz AS at,
  r.days - coalesce(idle.days, 0) AS days, r.held,
  e.kind NOT IN ('3310', '3320', '3430') AS has_car,
  num_nonnulls(nullif(e.device_code, ''), nullif(e.certificate_number, ''),
    nullif(e.serial_number, ''), nullif(e.made_by, ''), nullif(e.model, ''), e.registered_on,
    e.longitude, e.use_unit_id) AS filled,
  c.share AS online,
  n.due_on <= %(last)s AND e.use_state = 'in_use' AS overdue,
  EXISTS (SELECT FROM insurance_cover v
    WHERE v.elevator_id = e.id AND v.period @> %(last)s) AS insured
FROM (
  SELECT firm_id, elevator_id, sum(upper(part) - lower(part)) AS days,
    bool_or(period @> %(last)s) AS held
  FROM filings_responsibility,
    LATERAL (SELECT period * daterange(%(first)s, %(until)s) AS part) AS cut
  WHERE period && daterange(%(first)s, %(until)s)
  GROUP BY firm_id, elevator_id
) AS r
JOIN registry_elevator e ON e.id = r.elevator_id AND e.merged_into_id IS NULL
LEFT JOIN LATERAL (
  SELECT sum(upper(part) - lower(part)) AS days
  FROM maintenance_pause p JOIN filings_responsibility o
    ON o.elevator_id = p.elevator_id AND o.firm_id = r.firm_id,
    LATERAL (SELECT daterange(p.since, p.until) * o.period
      * daterange(%(first)s, %(until)s) AS part) AS cut
  WHERE p.elevator_id = e.id AND NOT isempty(part)
) AS idle ON TRUE
LEFT JOIN telemetry_continuity c ON c.elevator_id = e.id
LEFT JOIN inspection_nextinspection n ON n.elevator_id = e.id
"""
"""Elevators that a firm answered for in the period, out of use left out of their days; what is
said of the last day speaks of those held on it. Rows that were merged into another do not count."""

_TECHNICIANS = """
SELECT b.firm_id, b.person_id AS id, b.person_id::text AS number, NULL::bigint AS elevator_id,
  NULL::timestamptz AS at, sum(upper(part) - lower(part)) AS days
FROM (
  SELECT firm_id, person_id, range_agg(daterange(
      (lower(period) AT TIME ZONE 'Asia/Shanghai')::date,
      (upper(period) AT TIME ZONE 'Asia/Shanghai')::date, '[]')
    * daterange(%(first)s, %(until)s)) AS parts
  FROM filings_binding
  WHERE state IN ('bound', 'unbound') AND period && tstzrange(%(begin)s, %(end)s)
  GROUP BY firm_id, person_id
) AS b, unnest(b.parts) AS part
GROUP BY b.firm_id, b.person_id
"""
"""Technicians bound to an elevator of the firm, and on how many days of the period."""

_LICENCE = """
SELECT f.firm_id, f.firm_id AS id, '' AS number, NULL::bigint AS elevator_id,
  NULL::timestamptz AS at,
  (SELECT coalesce(sum(upper(part) - lower(part)), 0)
   FROM unnest(f.parts - l.parts) AS part) AS days
FROM (
  SELECT firm_id, range_agg(period * daterange(%(first)s, %(until)s)) AS parts
  FROM filings_responsibility WHERE period && daterange(%(first)s, %(until)s) GROUP BY firm_id
) AS f
JOIN (
  SELECT firm_id, range_agg(period) AS parts FROM filings_licence GROUP BY firm_id
) AS l USING (firm_id)
"""
"""Days on which a firm answered for an elevator and none of its licences held. A firm of which no
licence is known is not accused by that: it is not filed."""

_FILED = """
SELECT o.id AS firm_id, o.id, o.name AS number, NULL::bigint AS elevator_id,
  NULL::timestamptz AS at, f.id IS NULL AS not_filed,
  o.phone = '' AND coalesce(f.content ->> 'duty_phone', '') = '' AS no_phone
FROM parties_organisation o
LEFT JOIN filings_firmfiling f ON f.firm_id = o.id AND f.state = 'checked'
WHERE o.kind = 'firm'
"""

_TAKEN_OVER = """
SELECT r.firm_id, r.id, e.register_number AS number, r.elevator_id,
  lower(r.period)::timestamp AT TIME ZONE 'Asia/Shanghai' AS at
FROM filings_responsibility r JOIN registry_elevator e ON e.id = r.elevator_id
WHERE lower(r.period) >= %(first)s AND lower(r.period) < %(until)s
  AND (SELECT max(upper(o.period)) FROM filings_responsibility o
    WHERE o.elevator_id = r.elevator_id AND lower(o.period) < lower(r.period)
  ) <= lower(r.period) - %(abandoned_days)s::int
"""
"""Elevators that had had a firm, then none for the days that make one abandoned, then this one."""

SOURCES = (
    Source(
        kind="elevator", sql=_ELEVATORS, strikes=False,
        counts={
            Fact.ELEVATOR_DAYS: "days",
            Fact.CAR_DAYS: "CASE WHEN has_car THEN days ELSE 0 END",
            Fact.FLEET_ELEVATORS: "1",
            Fact.CELLS: "8 * held::int",
            Fact.CELLS_FILLED: "filled * held::int",
            Fact.CONNECTED: "(held AND online IS NOT NULL)::int",
            Fact.ONLINE_SHARES: "coalesce(round(online::numeric, 6), 0) * held::int",
            Fact.INSPECTION_OVERDUE: "(held AND coalesce(overdue, FALSE))::int",
            Fact.INSURED: "(held AND insured)::int",
        },
    ),
    Source(
        kind="technician", sql=_TECHNICIANS, strikes=False,
        counts={Fact.TECHNICIANS: "1", Fact.TECHNICIAN_DAYS: "days"},
    ),
    Source(kind="licence", sql=_LICENCE, strikes=False, counts={Fact.LICENCE_GAP_DAYS: "days"}),
    Source(
        kind="firm", sql=_FILED, strikes=False,
        counts={Fact.NOT_FILED: "not_filed::int", Fact.DUTY_PHONE_MISSING: "no_phone::int"},
    ),
    Source(kind="responsibility", sql=_TAKEN_OVER, counts={Fact.TAKEN_OVER: "1"}),
)  # fmt: skip
