"""Rescues: taken, in time, answered; help to others; entrapments, also those kept silent."""

from hoistway.credit.queries.counted.source import Source
from hoistway.credit.vocabulary import Fact
from hoistway.emergency.vocabulary import Cause

_CAUSES = ", ".join(f"'{one}'" for one in sorted(map(str, Cause.of_the_elevator())))

_RESCUES = f"""
SELECT i.firm_id, i.id, i.number, i.elevator_id, i.opened_at AS at,
  coalesce(own.took OR NOT own.stood_down, FALSE) AS sent,
  coalesce(NOT own.took AND NOT own.stood_down, FALSE) AS refused,
  coalesce(own.took, FALSE) AND i.arrived_at IS NOT NULL AND i.firm_told_at IS NOT NULL
    AND i.arrived_at - i.firm_told_at <= make_interval(mins => %(arrival_minutes)s) AS in_time,
  i.kind = 'entrapment' AND i.cause IN ({_CAUSES}) AS caused,
  i.kind = 'entrapment' AND NOT coalesce(own.took, FALSE)
    AND i.opened_at + make_interval(days => %(silent_days)s) <= %(end)s
    AND NOT EXISTS (SELECT FROM emergency_report p
      WHERE p.incident_id = i.id AND p.source = 'S03')
    AND NOT EXISTS (SELECT FROM maintenance_visit v
      WHERE v.elevator_id = i.elevator_id AND v.firm_id = i.firm_id
        AND v.signed_at >= i.opened_at
        AND v.signed_at < i.opened_at + make_interval(days => %(silent_days)s)) AS silent
FROM emergency_incident i
LEFT JOIN LATERAL (
  SELECT bool_or(c.state IN ('accepted', 'done')) AS took,
    bool_or(c.state = 'stood_down') AS stood_down
  FROM emergency_call c
  WHERE c.incident_id = i.id AND c.firm_id = i.firm_id AND c.level = '1'
) AS own ON TRUE
WHERE i.opened_at >= %(begin)s AND i.opened_at < %(end)s AND i.firm_id IS NOT NULL
  AND NOT i.drill AND i.state IN ('freed', 'closed')
"""  # noqa: S608 -- our own statement
"""Finished rescues, no drills and no false alarms. The thirty minutes run from the instant at
which the firm was told (TSG T5002-2017 art. 5). A call that was called off is no refusal. An
entrapment counts whoever told of it; «silent» is one that others told of, to which the firm did
not come and of which it left no record of its own within the days allowed."""

_ANSWERS = """
SELECT DISTINCT ON (c.incident_id, c.firm_id) c.firm_id, c.id, i.number, i.elevator_id,
  c.called_at AS at,
  round(extract(epoch FROM coalesce(c.answered_at, c.answer_by) - c.called_at))::int AS seconds
FROM emergency_call c JOIN emergency_incident i ON i.id = c.incident_id AND i.firm_id = c.firm_id
WHERE i.opened_at >= %(begin)s AND i.opened_at < %(end)s AND c.level = '1'
  AND c.state IN ('accepted', 'done', 'declined', 'unanswered')
  AND NOT i.drill AND i.state IN ('freed', 'closed')
ORDER BY c.incident_id, c.firm_id, c.called_at, c.id
"""
"""The first call of each rescue; one without an answer took all the time it had."""

_HELP = """
SELECT c.firm_id, c.incident_id AS id, i.number, i.elevator_id, i.opened_at AS at,
  bool_or(c.state IN ('accepted', 'done')) AS done
FROM emergency_call c JOIN emergency_incident i ON i.id = c.incident_id
WHERE i.opened_at >= %(begin)s AND i.opened_at < %(end)s AND c.level = '2'
  AND c.state IN ('accepted', 'done', 'declined', 'unanswered')
  AND NOT i.drill AND i.state IN ('freed', 'closed')
GROUP BY c.firm_id, c.incident_id, i.number, i.elevator_id, i.opened_at
"""

SOURCES = (
    Source(
        kind="incident", sql=_RESCUES,
        counts={
            Fact.RESCUES: "sent::int",
            Fact.ARRIVED_IN_TIME: "in_time::int",
            Fact.FIRST_REFUSED: "refused::int",
            Fact.ENTRAPMENTS_CAUSED: "caused::int",
            Fact.ENTRAPMENTS_UNRECORDED: "silent::int",
        },
    ),
    Source(kind="call", sql=_ANSWERS, counts={}, samples={Fact.ANSWER_SECONDS: "seconds"}),
    Source(
        kind="help", sql=_HELP,
        counts={Fact.SECOND_ASKED: "1", Fact.SECOND_DONE: "done::int"},
    ),
)  # fmt: skip
