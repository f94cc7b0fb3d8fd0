"""A city of elevators with their past visits, and the work over it, as a program of its own."""

import argparse
import csv
import importlib
import io
import json
import sys
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from time import perf_counter
from typing import Any
from uuid import uuid4

import django
from django.db import connection

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.server import config

_GAP_DAYS = 15


def main(argv: Sequence[str]) -> int:
    """Lay the city out and do one part over it; print what was measured as one line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=("schedule", "export"))
    parser.add_argument("--elevators", type=int, default=330_000)
    parser.add_argument("--history", type=int, default=2, help="past visits of each elevator")
    options = parser.parse_args(argv)
    config.load()
    config.name_settings()
    django.setup()
    history = options.history if options.part == "schedule" else 1
    firm = _lay_out(elevators=options.elevators, history=history)
    told = _schedule(options.elevators) if options.part == "schedule" else _export(firm)
    print(json.dumps(told, default=str))
    return 0


def _lay_out(*, elevators: int, history: int) -> int:
    """Clone one elevator and one signed visit; every fifteenth was visited on the same day."""
    began = perf_counter()
    parties: Any = importlib.import_module("hoistway.parties.actions")
    words: Any = importlib.import_module("hoistway.parties.vocabulary")
    queries: Any = importlib.import_module("hoistway.parties.queries")
    area = queries.jurisdictions().filter(code="310106").get()
    firm = parties.enrol(
        kind=words.OrganisationKind.FIRM, jurisdiction=area, name="测量维保", name_en="Bench firm"
    )
    with connection.cursor() as cursor:
        cursor.execute(_ELEVATORS, [area.pk, firm.pk, elevators])
        cursor.execute("SELECT min(id) FROM registry_elevator")
        first = int(cursor.fetchone()[0])
    document = _document(first)
    today = local_day(at=clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            _VISITS,
            {
                "document": document, "today": today, "history": history, "gap": _GAP_DAYS,
                "firm": firm.pk,
            },
        )  # fmt: skip
        for table in ("registry_elevator", "maintenance_visit"):
            cursor.execute(f"ANALYZE {table}")
    print(f"laid out in {perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return int(firm.pk)


_ELEVATORS = """
INSERT INTO registry_elevator (register_number, device_code, certificate_number, serial_number,
  unit_number, name, address, estate, building, kind, catalogue, use_state, place_kind,
  jurisdiction_id, street_code, street, firm_id, longitude, latitude, datum, floor_labels,
  made_by, model, made_on, other_facts, provenance, recorded_at)
SELECT '3' || lpad(n::text, 19, '0'), '', '', '', '', n || '号梯', '测量路' || n, '', '',
  CASE WHEN n %% 12 = 0 THEN '3310' ELSE '3110' END, '2014', 'in_use', 'residential', %s, '', '',
  %s, 121.2 + (n %% 700) / 1000.0, 31.0 + (n %% 500) / 1000.0, 'wgs84', '{}', '', '',
  date '2000-01-01' + (n %% 9000)::int, '{}', '{}', now()
FROM generate_series(1, %s) AS n
"""

_VISITS = """
INSERT INTO maintenance_visit (uid, elevator_id, firm_id, kind, level, edition, state, sheet,
  version, counted_on, record_id, void_reason, made_at)
SELECT gen_random_uuid(), e.id, %(firm)s, 'maintenance',
  CASE WHEN h = 0 THEN 'year' ELSE 'half_month' END, 'bench', 'confirmed', '{}', 1,
  %(today)s::date - (e.id %% %(gap)s)::int - (%(history)s - 1 - h) * %(gap)s,
  %(document)s, '', now()
FROM registry_elevator e, generate_series(0, %(history)s - 1) AS h
"""

_DAY = """
INSERT INTO maintenance_visit (uid, elevator_id, firm_id, kind, level, edition, state, sheet,
  version, counted_on, record_id, void_reason, made_at)
SELECT gen_random_uuid(), elevator_id, firm_id, 'maintenance', level, 'bench', 'confirmed', '{}',
  1, %s, %s, '', now()
FROM maintenance_visit WHERE state = 'planned' AND due_on <= %s
"""


def _document(elevator_id: int) -> int:
    ledger: Any = importlib.import_module("hoistway.ledger.actions")
    words: Any = importlib.import_module("hoistway.ledger.vocabulary")
    lines: list[dict[str, Any]] = [
        {"item": f"A-1-{n:02d}", "zh": "", "result": "normal", "value": None, "unit": "",
         "note": "", "photos": [], "part": None}
        for n in range(1, 32)
    ]  # fmt: skip
    now = clock.now()
    document = ledger.keep_document(
        elevator_id=elevator_id, kind=words.DocumentKind.VISIT_RECORD,
        content={"schema": "hoistway.record/1", "content": {"lines": lines}},
        keep_until=local_day(at=now) + timedelta(days=1826), now=now,
    )  # fmt: skip
    return int(document.pk)


def _schedule(elevators: int) -> dict[str, Any]:
    actions: Any = importlib.import_module("hoistway.maintenance.actions.schedules")
    models: Any = importlib.import_module("hoistway.maintenance.models")
    now = clock.now()
    first = _timed(actions, now)
    again = _timed(actions, now)
    tomorrow = now + timedelta(days=1)
    document = models.Visit.objects.exclude(record=None).values_list("record_id", flat=True)[0]
    day = local_day(at=tomorrow)
    with connection.cursor() as cursor:
        cursor.execute(_DAY, [day, document, day])
        signed = cursor.rowcount
    after = _timed(actions, tomorrow)
    missing = elevators - models.Schedule.objects.exclude(next_due_on=None).count()
    return {"first": first, "again": again, "day": after, "signed": signed, "missing": missing}


def _timed(actions: Any, now: object) -> dict[str, Any]:
    began = perf_counter()
    count = actions.work_out_schedules(elevator_ids=None, now=now)
    seconds = round(perf_counter() - began, 2)
    changes = count.schedules + count.planned + count.withdrawn
    return {"seconds": seconds, "changes": changes, "told": str(count)}


def _export(firm: int) -> dict[str, Any]:
    actions: Any = importlib.import_module("hoistway.maintenance.actions.exports")
    queries: Any = importlib.import_module("hoistway.maintenance.queries.exports")
    live: list[float] = []
    tell = actions._tell

    def heard(key: int) -> None:
        live.append(perf_counter())
        tell(key)

    actions._tell = heard
    now, began = clock.now(), perf_counter()
    office = Actor(ActorKind.PERSON, "office", 1, "firm_office", firm)
    export = actions.ask_year_export(
        year=local_day(at=now).year, form_id=uuid4(), now=now, by=office
    )
    outcome = actions.work_on_export(export_id=export.pk, now=now)
    actions.end_export(export_id=export.pk, outcome=outcome, now=clock.now())
    seconds = perf_counter() - began
    export.refresh_from_db()
    path = queries.file_of_export(export=export)
    with zipfile.ZipFile(path) as bound, bound.open("visits.csv") as told:
        rows = sum(1 for _ in csv.reader(io.TextIOWrapper(told, "utf-8-sig"))) - 1
    waits = [b - a for a, b in pairwise(live)]
    return {
        "visits": export.visits, "rows": rows, "seconds": round(seconds, 2),
        "visits_a_second": round(export.visits / seconds), "bytes": path.stat().st_size,
        "told": len(live), "longest_wait_s": round(max(waits, default=0.0), 2),
        "by": PLATFORM.name,
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
