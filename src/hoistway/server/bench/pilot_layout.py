"""A city of elevators in the pilot, every fact of theirs laid down by set-based SQL."""

import importlib
import sys
from datetime import datetime
from time import perf_counter
from typing import Any

from django.db import connection

from hoistway.foundation.periods import local_day

FIRMS = 40
"""Chosen: about as many as maintain most elevators of a large city."""

PLANT_EACH = 1000
"""One elevator in so many loses each of the conditions on the night. Chosen: a bad day."""

LAPSED, SILENT, FAILED, RISEN = 1, 2, 3, 4
"""Which elevator of a thousand it is whose cover ended, and so on."""


def lay_out(*, elevators: int, state: str, now: datetime) -> int:
    """Lay down so many elevators in a state of their way; return how many of each are planted."""
    began = perf_counter()
    values = _parties(now) | {"many": elevators, "state": state, "each": PLANT_EACH} | {
        "lapsed": LAPSED, "silent": SILENT, "failed": FAILED, "risen": RISEN, "firms": FIRMS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for step in _STEPS:
            cursor.execute(step, values)
        for table in _TABLES:
            cursor.execute(f"ANALYZE {table}")
    print(f"laid out in {perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return elevators // PLANT_EACH


def _parties(now: datetime) -> dict[str, Any]:
    actions: Any = importlib.import_module("hoistway.parties.actions")
    kinds: Any = importlib.import_module("hoistway.parties.vocabulary").OrganisationKind
    queries: Any = importlib.import_module("hoistway.parties.queries")
    area = queries.jurisdictions().filter(code="310106").get()
    told: dict[str, Any] = {"area": area.pk, "now": now, "today": local_day(at=now)}
    named = [(f"firm{n}", kinds.FIRM) for n in range(FIRMS)]
    for name, kind in (*named, ("unit", kinds.USE_UNIT), ("body", kinds.INSPECTION_BODY),
                       ("insurer", kinds.INSURER)):  # fmt: skip
        row = actions.enrol(kind=kind, jurisdiction=area, name=f"测量{name}", name_en=name)
        told[name] = row.pk
    return told


_TABLES = (
    "registry_elevator", "ondemand_elevatorpilot", "ondemand_elevatorpilotstep",
    "ondemand_condition", "yearplans_yearplan", "yearplans_yearplanline", "telemetry_presence",
    "telemetry_continuity", "insurance_cover", "inspection_inspection", "faults_fault",
    "inspection_nextinspection", "filings_responsibility", "maintenance_elevatorregime",
)  # fmt: skip

_ELEVATORS = """
INSERT INTO registry_elevator (register_number, device_code, certificate_number, serial_number,
  unit_number, name, address, estate, building, kind, catalogue, use_state, place_kind,
  jurisdiction_id, street_code, street, firm_id, use_unit_id, datum, floor_labels,
  made_by, model, made_on, registered_on, other_facts, provenance, recorded_at)
SELECT '3' || lpad(n::text, 19, '0'), '', '', '', '', n || '号梯', '测量路' || n,
  '测量苑' || n / 12, '', '3110', '2014', 'in_use', 'residential', %(area)s, '', '',
  %(firm0)s + n %% %(firms)s, %(unit)s, 'none', '{}', '品牌' || n %% 20, '',
  date '2005-01-01' + (n %% 5000)::int, date '2005-06-01' + (n %% 5000)::int, '{}', '{}', %(now)s
FROM generate_series(1, %(many)s) AS n
"""

_PERIOD = """
INSERT INTO ondemand_pilotperiod (edition, legal_basis, document_number, first_day, last_day,
  invented, opened_at, opened_by, cut_words)
VALUES ('286-2020', '测量', '测量〔1〕号', %(today)s::date - 300, %(today)s::date + 300, true,
  %(now)s, '{}', '')
"""

_FIRM_PILOTS = """
INSERT INTO ondemand_firmpilot (number, period_id, firm_id, state, plan, website, website_read,
  published_at, submitted_at, listed_at, facts)
SELECT 'CL-' || n, (SELECT max(id) FROM ondemand_pilotperiod), %(firm0)s + n, 'listed', '{}', '',
  '{}', %(now)s - interval '250 days', %(now)s - interval '280 days',
  %(now)s - interval '260 days', '[]'
FROM generate_series(0, %(firms)s - 1) AS n
"""

_FILING = """
INSERT INTO filings_elevatorfiling (form_id, number, elevator_id, firm_id, jurisdiction_id, kind,
  state, contract_number, period, technicians, promise_min, remark, faults, edition, unit_answer,
  answered_reason, rivals, consents, filed_at, filed_by, checked_reason)
SELECT gen_random_uuid(), 'CL1', min(id), %(firm0)s, %(area)s, 'start', 'checked', '1',
  daterange(%(today)s::date - 900, NULL), '{}', 30, '', '[]', 'bench', 'asked', '', '{}', '[]',
  %(now)s, '{}', ''
FROM registry_elevator
"""

_RESPONSIBILITY = """
INSERT INTO filings_responsibility (elevator_id, firm_id, filing_id, period, decided_at)
SELECT e.id, e.firm_id, (SELECT max(id) FROM filings_elevatorfiling),
  daterange(%(today)s::date - 900, NULL), %(now)s
FROM registry_elevator e
"""

_PILOTS = """
INSERT INTO ondemand_elevatorpilot (elevator_id, firm_pilot_id, jurisdiction_id, use_unit_id,
  state, proposed_at, consented_at, submitted_at, listed_at, provisional_clause, ended_clause)
SELECT e.id, p.id, e.jurisdiction_id, e.use_unit_id, %(state)s, %(now)s - interval '230 days',
  %(now)s - interval '225 days', %(now)s - interval '220 days',
  CASE WHEN %(state)s = 'listed' THEN %(now)s - interval '200 days' END, '', ''
FROM registry_elevator e JOIN ondemand_firmpilot p ON p.firm_id = e.firm_id ORDER BY e.id
"""

_CONSENTS = """
INSERT INTO ondemand_elevatorpilotstep (pilot_id, form_id, deed, words, facts, edition, at, by)
SELECT id, gen_random_uuid(), 'consented', '', jsonb_build_object('unit', use_unit_id),
  '286-2020', consented_at, '{}'
FROM ondemand_elevatorpilot
"""

_CONDITIONS = """
INSERT INTO ondemand_condition (pilot_id, clause, holds, facts, since, checked_on)
SELECT p.id, clause, true, '{"ground": "met"}', %(today)s::date - 200, %(today)s::date - 1
FROM ondemand_elevatorpilot p, unnest(ARRAY['period', 'firm_listed', 'answered_for', 'consent',
  'online', 'insured', 'year_plan', 'inspected']) AS clause
"""

_PLANS = """
INSERT INTO yearplans_yearplan (uid, elevator_id, firm_id, version, annex, state, first_day,
  last_day, visits, facts, need, changes, thin, edition, made_at, made_by, adopted_at, adopted_by)
SELECT gen_random_uuid(), e.id, e.firm_id, 1, 'A', 'proposed', %(today)s::date - 200,
  %(today)s::date + 164, 12, '{}', '{}', '[]', false, 'bench', %(now)s - interval '210 days',
  '{}', %(now)s - interval '205 days', '{}'
FROM registry_elevator e
"""

_LINES = """
INSERT INTO yearplans_yearplanline (plan_id, item, way, days, months, reason, values)
SELECT p.id, item, 'site', 30, 0, 'rule_level', '{}'
FROM yearplans_yearplan p, unnest(ARRAY['A-1-01', 'A-1-02', 'A-2-01']) AS item
"""

_ADOPTED = "UPDATE yearplans_yearplan SET state = 'superseded'"

_REGIMES = """
INSERT INTO maintenance_elevatorregime (elevator_id, regime, since, plan_uid, edition, last_day,
  lines, at_once)
SELECT elevator_id, 'on_demand', first_day, uid, edition, last_day, '[]', false
FROM yearplans_yearplan WHERE %(state)s = 'listed'
"""

_PRESENCE = """
INSERT INTO telemetry_presence (elevator_id, first_seen, last_seen, state, clock_skew_ms, source,
  cadence_s)
SELECT id, %(now)s - interval '300 days',
  %(now)s - CASE WHEN id %% %(each)s = %(silent)s THEN interval '361 hours'
            ELSE interval '20 seconds' END, 'live', 0, 0, 60
FROM registry_elevator
"""

_CONTINUITY = """
INSERT INTO telemetry_continuity (elevator_id, through, share, longest_gap_s, days_known)
SELECT id, %(today)s::date - 1, 0.955 + (id %% 45) / 1000.0, id %% 7200, 30 FROM registry_elevator
"""

_UPTIME = """
INSERT INTO telemetry_uptime (name, began_at, last_at)
VALUES ('intake', %(now)s - interval '300 days', %(now)s)
"""

_POLICY = """
INSERT INTO insurance_policy (form_id, number, insurer_id, holder_kind, holder_name, period,
  sum_insured_fen, state, source, entered_at, entered_by)
SELECT gen_random_uuid(), 'CL' || n, %(insurer)s, 'use_unit', '测量',
  daterange(%(today)s::date - 300, %(today)s::date + 65), 500000000, 'in_force', 'page', %(now)s,
  '{}'
FROM generate_series(1, 500) AS n
"""

_COVERS = """
INSERT INTO insurance_cover (policy_id, elevator_id, period)
SELECT (SELECT min(id) FROM insurance_policy) + e.id %% 500, e.id,
  daterange(%(today)s::date - 300, CASE WHEN e.id %% %(each)s = %(lapsed)s THEN %(today)s::date
            ELSE %(today)s::date + 65 END)
FROM registry_elevator e
"""

_INSPECTIONS = """
INSERT INTO inspection_inspection (form_id, number, elevator_id, kind, verdict, held_on,
  report_number, body_id, words, replace_reason, source, recorded_at, recorded_by)
SELECT gen_random_uuid(), 'CL' || id, id, 'periodic',
  CASE WHEN id %% %(each)s = %(failed)s THEN 'failed' ELSE 'passed' END,
  %(today)s::date - CASE WHEN id %% %(each)s = %(failed)s THEN 0 ELSE 100 END, 'CL' || id,
  %(body)s, '', '', 'page', %(now)s, '{}'
FROM registry_elevator
"""

_NEXT = """
INSERT INTO inspection_nextinspection (elevator_id, kind, due_on, warned, edition, reasons,
  worked_out_at)
SELECT id, 'periodic', %(today)s::date + 265, 0, 'bench', '{}', %(now)s FROM registry_elevator
"""

_FAULTS = """
INSERT INTO faults_fault (number, elevator_id, jurisdiction_id, firm_id, use_unit_id, "group",
  kind, state, stopped, began_at, opened_at, mended_at, cause, verified, signals, sightings,
  edition)
SELECT 'CL' || e.id || '-' || n, e.id, e.jurisdiction_id, e.firm_id, e.use_unit_id, 'door',
  'door_closing', 'closed', true, began, began, began + interval '2 hours',
  CASE WHEN n %% 5 = 4 THEN 'use' ELSE 'equipment' END, true, '[]', 1, 'bench'
FROM registry_elevator e, LATERAL generate_series(1, CASE WHEN e.id %% %(each)s = %(risen)s THEN 18
    ELSE (e.id * 7919 %% 5)::int END) AS n,
  LATERAL (SELECT %(now)s - CASE WHEN e.id %% %(each)s = %(risen)s
    THEN interval '1 day' * (n * 9) ELSE interval '1 day' * (1 + (e.id * 31 + n * 977) %% 560)
    END AS began) AS at
"""

_STEPS = (
    _ELEVATORS, _PERIOD, _FIRM_PILOTS, _FILING, _RESPONSIBILITY, _PILOTS, _CONSENTS, _CONDITIONS,
    _PLANS, _LINES, _ADOPTED, _REGIMES, _PRESENCE, _CONTINUITY, _UPTIME, _POLICY, _COVERS,
    _INSPECTIONS, _NEXT, _FAULTS,
)  # fmt: skip
