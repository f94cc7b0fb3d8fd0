"""Faults and inspections of what a firm answered for on the day."""

from hoistway.credit.queries.counted.source import Source
from hoistway.credit.vocabulary import Fact

_COUNTED = """
  f.firm_id IS NOT NULL AND f.began_at >= %(begin)s AND f.began_at < %(end)s
  AND f.stopped AND f.state <> 'false' AND NOT (f.cause IN ('use', 'outside') AND f.verified)
"""
"""Stops of an elevator, false reports apart. What a regulator has found to be use or outside does
not count; what only the firm itself says so does, so that a word excuses nothing."""

_FAULTS = f"""
SELECT f.firm_id, f.id, f.number, f.elevator_id, f.began_at AS at
FROM faults_fault f WHERE {_COUNTED}
"""  # noqa: S608 -- our own statement

_REPEATS = f"""
SELECT firm_id, elevator_id AS id, number, elevator_id, min(at) AS at
FROM (
  SELECT f.firm_id, f.elevator_id, e.register_number AS number, f.began_at AS at,
    lag(f.began_at, %(repeat_faults)s - 1) OVER (
      PARTITION BY f.firm_id, f.elevator_id ORDER BY f.began_at, f.id) AS earlier
  FROM faults_fault f JOIN registry_elevator e ON e.id = f.elevator_id
  WHERE {_COUNTED}
) AS told
WHERE at - earlier <= make_interval(days => %(repeat_days)s)
GROUP BY firm_id, elevator_id, number
"""  # noqa: S608 -- our own statement
"""Elevators that stopped so often within so many days."""

_INSPECTIONS = """
SELECT r.firm_id, i.id, i.number, i.elevator_id,
  i.held_on::timestamp AT TIME ZONE 'Asia/Shanghai' AS at, i.verdict = 'passed' AS at_once
FROM inspection_inspection i
JOIN filings_responsibility r ON r.elevator_id = i.elevator_id AND r.period @> i.held_on
WHERE i.kind = 'periodic' AND i.held_on >= %(first)s AND i.held_on <= %(last)s
  AND NOT EXISTS (SELECT FROM inspection_inspection n WHERE n.replaces_id = i.id)
  AND NOT (i.verdict = 'passed_after' AND EXISTS (
    SELECT FROM inspection_inspection b
    WHERE b.elevator_id = i.elevator_id AND b.kind = 'periodic' AND b.verdict = 'failed'
      AND b.held_on < i.held_on AND b.held_on > i.held_on - 365
      AND NOT EXISTS (SELECT FROM inspection_inspection n WHERE n.replaces_id = b.id)))
"""
"""First looks of periodic inspections, as last corrected; a second look after a failed one, which
stands for itself, is not counted again."""

SOURCES = (
    Source(kind="fault", sql=_FAULTS, counts={Fact.FAULTS_CAUSED: "1"}),
    Source(kind="repeat", sql=_REPEATS, counts={Fact.REPEAT_ELEVATORS: "1"}),
    Source(
        kind="inspection", sql=_INSPECTIONS,
        counts={Fact.INSPECTED: "1", Fact.PASSED_FIRST: "at_once::int"},
    ),
)  # fmt: skip
