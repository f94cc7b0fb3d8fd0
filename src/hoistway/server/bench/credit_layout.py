"""A year of a city for credit: every record laid into the real tables by set-based SQL.

Chance comes from hashes of row numbers and the seed, so a world repeats on any machine. Firms
differ in how well they work; two of them share a telephone and passed a fleet between them.
"""

import importlib
import sys
from datetime import date
from time import perf_counter
from typing import Any

from django.db import connection

from hoistway.foundation import clock

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
"""The year. Chosen: it has no leap day and lies before the editions' dates are asked for."""


def lay_out(*, elevators: int, firms: int, seed: int) -> dict[str, float]:
    """Lay the city down; return how many seconds each table took."""
    values = _values(elevators, firms, seed)
    told: dict[str, float] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CHANCE)
        for name, step in _STEPS.items():
            if name == "visits":
                _document()
            began = perf_counter()
            cursor.execute(step, values)
            told[name] = round(perf_counter() - began, 1)
            print(f"{name}: {cursor.rowcount} rows, {told[name]} s", file=sys.stderr, flush=True)
        cursor.execute("ANALYZE")
    return told


def _values(elevators: int, firms: int, seed: int) -> dict[str, Any]:
    actions: Any = importlib.import_module("hoistway.parties.actions")
    kinds: Any = importlib.import_module("hoistway.parties.vocabulary").OrganisationKind
    queries: Any = importlib.import_module("hoistway.parties.queries")
    area = queries.jurisdictions().filter(code="310106").get()
    body = actions.enrol(
        kind=kinds.INSPECTION_BODY, jurisdiction=area, name="测量检验", name_en="Bench body"
    )
    share = elevators / 330_000
    return {
        "area": area.pk, "body": body.pk, "many": elevators, "firms": firms, "seed": seed,
        "first": FIRST, "last": LAST, "rescues": max(60, round(20_000 * share)),
        "faults": max(100, round(180_000 * share)), "inspected": max(60, round(40_000 * share)),
        "complaints": max(30, round(3_000 * share)), "visits": 8_000_000 / 330_000,
    }  # fmt: skip


def _document() -> None:
    """Keep one signed record, to which all visits of this world point."""
    ledger: Any = importlib.import_module("hoistway.ledger.actions")
    kinds: Any = importlib.import_module("hoistway.ledger.vocabulary").DocumentKind
    registry: Any = importlib.import_module("hoistway.registry.models")
    ledger.keep_document(
        elevator_id=registry.Elevator.objects.order_by("pk").values_list("pk", flat=True)[0],
        kind=kinds.VISIT_RECORD, keep_until=LAST, now=clock.now(),
        content={"schema": "hoistway.record/1", "content": {"lines": []}},
    )  # fmt: skip


_CHANCE = """
CREATE FUNCTION pg_temp.u(n bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE
RETURN (hashint8extended(n, salt) & 2147483647) / 2147483648.0;
CREATE FUNCTION pg_temp.day(d date) RETURNS timestamptz LANGUAGE sql STABLE
RETURN d::timestamp AT TIME ZONE 'Asia/Shanghai';
CREATE FUNCTION pg_temp.firm(n bigint) RETURNS bigint LANGUAGE sql STABLE
RETURN (SELECT min(id) FROM parties_organisation WHERE name LIKE '测量维保%') + n
"""

_STEPS: dict[str, str] = {
    "firms": """
INSERT INTO parties_organisation (kind, name, name_en, credit_code, jurisdiction_id, phone,
  provenance)
SELECT 'firm', '测量维保' || n, 'Bench firm ' || n, '', %(area)s,
  '021-' || CASE WHEN n = 1 THEN 0 ELSE n END, '{}'
FROM generate_series(0, %(firms)s - 1) AS n ORDER BY n""",
    "elevators": """
INSERT INTO registry_elevator (register_number, device_code, certificate_number, serial_number,
  unit_number, name, address, estate, building, kind, catalogue, use_state, place_kind,
  jurisdiction_id, street_code, street, firm_id, longitude, latitude, datum, floor_labels,
  made_by, model, registered_on, other_facts, provenance, recorded_at)
SELECT '3' || lpad(n::text, 19, '0'), CASE WHEN pg_temp.u(n, %(seed)s) < .9 THEN 'D' || n ELSE ''
  END, CASE WHEN pg_temp.u(n, %(seed)s + 1) < .95 THEN 'C' || n ELSE '' END, 'S' || n, '',
  n || '号梯', '测量路' || n, '', '', CASE WHEN n %% 12 = 0 THEN '3310' ELSE '3110' END, '2014',
  'in_use', 'residential', %(area)s, '', '', pg_temp.firm(0)
  + CASE WHEN n <= %(firms)s * 8 THEN n %% %(firms)s
    ELSE floor(%(firms)s * power(pg_temp.u(n, %(seed)s + 2), 2))::bigint END,
  121.4, 31.2, 'wgs84', '{}', '品牌', CASE WHEN pg_temp.u(n, %(seed)s + 3) < .8 THEN 'M' ELSE ''
  END, date '2010-01-01' + (n %% 4000)::int, '{}', '{}', now()
FROM generate_series(1, %(many)s) AS n""",
    "filings": """
INSERT INTO filings_elevatorfiling (form_id, number, elevator_id, firm_id, jurisdiction_id, kind,
  state, contract_number, period, technicians, promise_min, remark, faults, edition, unit_answer,
  answered_reason, rivals, consents, filed_at, filed_by, checked_reason)
SELECT gen_random_uuid(), 'CM1', min(id), pg_temp.firm(0), %(area)s, 'start', 'checked', '1',
  daterange(%(first)s::date - 900, NULL), '{}', 30, '', '[]', 'bench', 'asked', '', '{}', '[]',
  now(), '{}', '' FROM registry_elevator""",
    "responsible": """
INSERT INTO filings_responsibility (elevator_id, firm_id, filing_id, period, decided_at)
SELECT e.id, CASE WHEN part = 1 AND e.firm_id = pg_temp.firm(0) THEN pg_temp.firm(1)
    WHEN part = 1 THEN pg_temp.firm((e.id * 31) %% %(firms)s) ELSE e.firm_id END,
  (SELECT max(id) FROM filings_elevatorfiling),
  CASE WHEN NOT moved THEN daterange(%(first)s::date - 400, NULL)
    WHEN part = 0 THEN daterange(%(first)s::date - 400, %(first)s::date + 90)
    ELSE daterange(%(first)s::date + 90 + CASE WHEN e.firm_id = pg_temp.firm(0) THEN 0
      ELSE (e.id %% 60)::int END, NULL) END, now()
FROM registry_elevator e,
  LATERAL (SELECT e.firm_id = pg_temp.firm(0) AND pg_temp.u(e.id, %(seed)s + 4) < .5
    OR pg_temp.u(e.id, %(seed)s + 5) < .01 AS moved) AS way,
  generate_series(0, way.moved::int) AS part""",
    "technicians": """
WITH people AS (
  INSERT INTO parties_person (name, phone)
  SELECT '测量' || n, '' FROM generate_series(1, %(many)s / 28 + %(firms)s) AS n RETURNING id
), bound AS (
  SELECT id, firm_id, row_number() OVER () AS n FROM (
    SELECT id, firm_id, row_number() OVER (PARTITION BY firm_id ORDER BY id) AS place
    FROM registry_elevator) AS told WHERE place %% 28 = 1
), counted AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM people)
INSERT INTO filings_binding (form_id, elevator_id, person_id, firm_id, state, period, known_at,
  bound_by, unbound_by_office, unbound_reason)
SELECT gen_random_uuid(), bound.id, counted.id, bound.firm_id, 'bound',
  tstzrange(pg_temp.day(%(first)s::date - 100 + (bound.n %% 250)::int), NULL), now(), '{}', FALSE,
  '' FROM bound JOIN counted USING (n)""",
    "filed": """
INSERT INTO filings_firmfiling (form_id, number, firm_id, jurisdiction_id, state, content, faults,
  edition, filed_at, filed_by, checked_reason)
SELECT gen_random_uuid(), 'CM' || id, id, %(area)s, 'checked', '{"duty_phone": "", "staff": []}',
  '[]', 'bench', now(), '{}', '' FROM parties_organisation
WHERE name LIKE '测量维保%%' AND id %% 50 <> 7""",
    "licences": """
INSERT INTO filings_licence (firm_id, filing_id, item, level, number, period)
SELECT firm_id, id, 'traction', 'A1', 'L' || firm_id, daterange(%(first)s::date - 900,
  CASE WHEN firm_id %% 100 = 9 THEN %(last)s::date - 20 ELSE %(last)s::date + 900 END)
FROM filings_firmfiling""",
    "online": """
INSERT INTO telemetry_continuity (elevator_id, through, share, longest_gap_s, days_known)
SELECT id, %(last)s, round(pg_temp.u(id, %(seed)s + 6)::numeric / 5 + .8, 6), 60, 30
FROM registry_elevator WHERE pg_temp.u(id, %(seed)s + 7) < .6""",
    "due": """
INSERT INTO inspection_nextinspection (elevator_id, kind, due_on, warned, edition, reasons,
  worked_out_at)
SELECT id, 'periodic', %(last)s::date - 3 + (pg_temp.u(id, %(seed)s + 8) * 300)::int, 0, 'bench',
  '{}', now() FROM registry_elevator""",
    "visits": """
INSERT INTO maintenance_visit (uid, elevator_id, firm_id, kind, level, items, why, edition, state,
  due_on, sheet, version, begun_at, signed_at, counted_on, record_id, void_reason, made_at)
SELECT gen_random_uuid(), r.elevator_id, r.firm_id, 'maintenance', 'half_month', '[]', '{}',
  'bench', CASE WHEN left_out THEN 'planned' ELSE 'confirmed' END, due, '{}', 1,
  CASE WHEN NOT left_out THEN pg_temp.day(due - late) + interval '9 hours' END,
  CASE WHEN NOT left_out THEN pg_temp.day(due - late) + interval '9 hours'
    + make_interval(secs => 240 + floor(x * 4000)) END,
  CASE WHEN NOT left_out THEN due - late END,
  CASE WHEN NOT left_out THEN (SELECT max(id) FROM ledger_document) END, '', now()
FROM filings_responsibility r, generate_series(0, 23) AS h,
  LATERAL (SELECT %(first)s::date + 7 + h * 15 + (r.elevator_id %% 7)::int AS due,
    pg_temp.u(r.elevator_id * 64 + h, %(seed)s + 9) AS x,
    pg_temp.u(r.firm_id, %(seed)s + 10) AS habit) AS told,
  LATERAL (SELECT pg_temp.u(r.elevator_id * 64 + h, %(seed)s + 11) < habit * .2 AS left_out,
    CASE WHEN pg_temp.u(r.elevator_id * 64 + h, %(seed)s + 12) < habit * .2 THEN -2 ELSE 1
    END AS late) AS way
WHERE r.period @> told.due""",
    "looks": """
INSERT INTO supervision_look (visit_id, elevator_id, firm_id, jurisdiction_id, day, counted, codes,
  facts, weight, edition, looked_at)
SELECT id, elevator_id, firm_id, %(area)s, due_on, TRUE,
  CASE WHEN id %% 3 = 0 THEN '["fast"]'::jsonb ELSE '["thin", "always_normal"]' END, '{}', .5,
  'bench', now() FROM maintenance_visit WHERE pg_temp.u(id, %(seed)s + 13) < .02""",
    "rescues": """
INSERT INTO emergency_incident (number, elevator_id, kind, state, level, firm_id, began_at,
  opened_at, firm_told_at, arrived_at, freed_at, closed_at, cause, entries, drill)
SELECT 'CM' || n, e.id, 'entrapment',
  CASE WHEN pg_temp.u(n, %(seed)s + 14) < .05 THEN 'false_alarm' ELSE 'closed' END, '1', r.firm_id,
  began, began, began + interval '10 seconds',
  began + make_interval(secs => 300 + floor(pg_temp.u(n, %(seed)s + 15) * 1900)),
  began + interval '1 hour', began + interval '2 hours',
  (ARRAY['door', 'control', 'misuse', 'external', 'other', ''])[1 + (n %% 6)], 0, n %% 97 = 0
FROM generate_series(1, %(rescues)s) AS n,
  LATERAL (SELECT pg_temp.day(%(first)s) + make_interval(
    secs => floor(pg_temp.u(n, %(seed)s + 16) * 31536000)) AS began,
    1 + floor(pg_temp.u(n, %(seed)s + 17) * %(many)s)::bigint AS place) AS told
JOIN registry_elevator e ON e.id = (SELECT min(id) FROM registry_elevator) + told.place - 1
JOIN filings_responsibility r ON r.elevator_id = e.id
  AND r.period @> (began AT TIME ZONE 'Asia/Shanghai')::date""",
    "calls": """
INSERT INTO emergency_call (incident_id, technician_id, firm_id, level, state, called_at,
  answer_by, answered_at, reason, distance_m, travel_s, explanation)
SELECT i.id, (SELECT min(id) FROM parties_person), CASE WHEN step = 1 THEN i.firm_id
    ELSE pg_temp.firm((i.id * 17) %% %(firms)s) END, step::text,
  CASE WHEN x < .90 THEN 'done' WHEN x < .94 THEN 'declined' WHEN x < .98 THEN 'unanswered'
    ELSE 'stood_down' END, i.opened_at, i.opened_at + interval '180 seconds',
  CASE WHEN x < .94 THEN i.opened_at + make_interval(secs => 5 + floor(x * 150)) END, '', 1, 1,
  '{}'
FROM emergency_incident i, generate_series(1, 2) AS step,
  LATERAL (SELECT pg_temp.u(i.id * 4 + step, %(seed)s + 18) AS x) AS told
WHERE step = 1 OR pg_temp.u(i.id, %(seed)s + 19) < .1""",
    "reports": """
INSERT INTO emergency_report (incident_id, source, key, seen_at, received_at, facts)
SELECT id, (ARRAY['S01', 'S03', 'S04', 'S05'])[1 + (id %% 4)], 'CM' || id, opened_at, opened_at,
  '{}' FROM emergency_incident""",
    "faults": """
INSERT INTO faults_fault (number, elevator_id, jurisdiction_id, firm_id, "group", kind, state,
  stopped, began_at, opened_at, mended_at, cause, verified, signals, sightings, edition)
SELECT 'CM' || n, r.elevator_id, %(area)s, r.firm_id, 'door', 'door_closing',
  CASE WHEN n %% 40 = 0 THEN 'false' ELSE 'closed' END, n %% 9 <> 0, began, began,
  began + interval '2 hours', (ARRAY['equipment', 'maintenance', 'use', 'outside', ''])[1 + n %% 5],
  n %% 2 = 0, '[]', 1, 'bench'
FROM generate_series(1, %(faults)s) AS n,
  LATERAL (SELECT pg_temp.day(%(first)s) + make_interval(
    secs => floor(pg_temp.u(n, %(seed)s + 20) * 31536000)) AS began,
    1 + floor(power(pg_temp.u(n, %(seed)s + 21), 3) * %(many)s)::bigint AS place) AS told
JOIN filings_responsibility r
  ON r.elevator_id = (SELECT min(id) FROM registry_elevator) + told.place - 1
  AND r.period @> (began AT TIME ZONE 'Asia/Shanghai')::date""",
    "inspections": """
INSERT INTO inspection_inspection (form_id, number, elevator_id, kind, verdict, held_on,
  report_number, body_id, words, replace_reason, source, recorded_at, recorded_by)
SELECT gen_random_uuid(), 'CM' || n || '-' || look, (SELECT min(id) FROM registry_elevator)
  + (n * 8 %% %(many)s), 'periodic', CASE WHEN look = 1 THEN 'passed_after' WHEN fails THEN 'failed'
    WHEN pg_temp.u(n, %(seed)s + 23) < .03 THEN 'passed_after' ELSE 'passed' END,
  %(first)s::date + floor(pg_temp.u(n, %(seed)s + 24) * 330)::int + look * 20,
  'CM' || n || '-' || look, %(body)s, '', '', 'page', now(), '{}'
FROM generate_series(1, %(inspected)s) AS n,
  LATERAL (SELECT pg_temp.u(n, %(seed)s + 22) < .05 AS fails) AS told,
  generate_series(0, told.fails::int) AS look""",
    "checks": """
INSERT INTO supervision_check (number, form_id, kind, lead, lead_ref, state, organisation_id,
  jurisdiction_id, checklist, officers, unit_facts, elevators, answers, measures, opinion, remark,
  signed_at, signed_text, made_at, made_by, record_sha256, signatures, dropped_words, refusal)
SELECT 'CM' || id || '-' || n, gen_random_uuid(), 'routine', 'draw', '',
  CASE WHEN id %% 60 = 3 THEN 'refused' ELSE 'signed' END, id, %(area)s, '',
  '[{"person": 1, "name": "A", "card": "1"}, {"person": 2, "name": "B", "card": "2"}]',
  '{}', '[]', '{}', '[]', '', '',
  pg_temp.day(%(first)s::date + ((id * 13 + n * 120) %% 365)::int), '{}',
  now(), '{}', '', '[]', '', '{}'
FROM parties_organisation, generate_series(0, 2) AS n WHERE name LIKE '测量维保%%'""",
    "findings": """
INSERT INTO supervision_finding (check_made_id, item, weight, words, articles, files, at, by)
SELECT c.id, (ARRAY['records', 'door', 'staff'])[1 + (c.id + n) %% 3],
  CASE WHEN x < .02 THEN 'grave' WHEN x < .3 THEN 'breach' ELSE 'minor' END, '', '[]', '[]',
  c.signed_at, '{}'
FROM supervision_check c, generate_series(1, (c.id %% 4)::int) AS n,
  LATERAL (SELECT pg_temp.u(c.id * 8 + n, %(seed)s + 25) AS x) AS told""",
    "orders": """
INSERT INTO supervision_order (number, form_id, state, check_made_id, organisation_id,
  jurisdiction_id, content, edition, drafted_by_key, approved_by_key, signed_text, due_on, service,
  served_at, "case")
SELECT '测监特令〔2025〕第' || c.id || '号', gen_random_uuid(),
  CASE WHEN x < .2 THEN 'transferred' WHEN x < .25 THEN 'revoked' ELSE 'closed' END, c.id,
  c.organisation_id, %(area)s, '{}', 'bench', 'a', 'b', '{}', %(last)s, 'signed',
  c.signed_at + interval '1 day',
  CASE WHEN x < .2 THEN jsonb_build_object('outcome', jsonb_build_object('outcome',
    (ARRAY['fined', 'warned', 'no_penalty'])[1 + c.id %% 3], 'decided_on',
    (c.signed_at::date + 40)::text, 'veto', x < .02)) END
FROM supervision_check c, LATERAL (SELECT pg_temp.u(c.id, %(seed)s + 26) AS x) AS told
WHERE EXISTS (SELECT FROM supervision_finding f WHERE f.check_made_id = c.id
  AND f.weight <> 'minor')""",
    "grounds": """
INSERT INTO supervision_orderfinding (order_id, finding_id)
SELECT o.id, f.id FROM supervision_order o JOIN supervision_finding f USING (check_made_id)
WHERE f.weight <> 'minor'""",
    "complaints": """
INSERT INTO riders_publicreport (token, form_id, number, kind, topic, elevator_id,
  jurisdiction_id, firm_id, words, state, desk, level, made_at, promised_at, also, reopened,
  verdict, outside_number, outside_status, language, origin_hash, device_hash, edition)
SELECT 'CM' || n, gen_random_uuid(), 'CM' || n, CASE WHEN n %% 4 = 0 THEN 'fault' ELSE 'complaint'
  END, 'poor_maintenance', r.elevator_id, %(area)s, r.firm_id, '', 'closed', 'firm', 0, made, made,
  0, 0, (ARRAY['maintenance', 'other', 'not_true'])[1 + n %% 3], '', '', 'zh-hans', '', '', 'bench'
FROM generate_series(1, %(complaints)s) AS n,
  LATERAL (SELECT pg_temp.day(%(first)s) + make_interval(
    secs => floor(pg_temp.u(n, %(seed)s + 27) * 31536000)) AS made,
    1 + floor(power(pg_temp.u(n, %(seed)s + 28), 4) * %(many)s)::bigint AS place) AS told
JOIN filings_responsibility r
  ON r.elevator_id = (SELECT min(id) FROM registry_elevator) + told.place - 1
  AND r.period @> (made AT TIME ZONE 'Asia/Shanghai')::date""",
}
