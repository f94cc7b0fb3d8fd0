"""A year laid into the real tables, gathered and scored; its records and scores as files."""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.db import connection

from hoistway.server import config

_RULES = "hoistway.credit.rules"


def main(argv: Sequence[str]) -> int:
    """Lay the year out, score every firm, write the files; print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--elevators", type=int, default=330_000)
    parser.add_argument("--firms", type=int, default=315)
    parser.add_argument("--seed", type=int, default=286)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(argv)
    config.load()
    config.name_settings()
    django.setup()
    layout: Any = importlib.import_module("hoistway.server.bench.credit_layout")
    laid = layout.lay_out(elevators=options.elevators, firms=options.firms, seed=options.seed)
    told = score_year(out=options.out, first=layout.FIRST, last=layout.LAST)
    export(out=options.out, first=layout.FIRST, last=layout.LAST)
    print(json.dumps({"laid_s": laid, **told}))
    return 0


def score_year(*, out: Path, first: Any, last: Any) -> dict[str, Any]:
    """Score every firm by every edition, timed by the platform's own; write one line for each."""
    rules = {
        name: importlib.import_module(f"{_RULES}.{name}")
        for name in ("model", "facts", "scoring", "shrinkage")
    }
    counted: Any = importlib.import_module("hoistway.credit.queries.facts")
    seconds = {}
    with (out / "scores.ndjson").open("w", encoding="utf-8") as file:
        for edition in rules["model"].model_names():
            began = perf_counter()
            model = rules["model"].model_named(edition=edition)
            found = counted.gather(first=first, last=last, model=model)
            gathered = perf_counter() - began
            city = rules["shrinkage"].city_facts(subjects=found.values(), model=model)
            scored = [
                (facts, rules["scoring"].score(facts=facts, city=city, model=model))
                for facts in found.values()
            ]
            seconds[edition] = {
                "gathered_s": round(gathered, 2), "all_s": round(perf_counter() - began, 2),
                "firms": len(scored),
                "pooled": sum(one.pooled_with != () for _, one in scored),
            }  # fmt: skip
            for facts, one in scored:
                line = {"facts": rules["facts"].as_json(facts=facts), "scored": asdict(one)}
                file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    return {"editions": seconds}


def export(*, out: Path, first: Any, last: Any) -> None:
    """Write the records of the year as csv, instants in seconds since 1970, days as ISO text."""
    with connection.cursor() as cursor:
        raw: Any = cursor.connection
        for name, statement in _FILES.items():
            with (
                (out / f"{name}.csv").open("wb") as file,
                raw.cursor().copy(f"COPY ({statement}) TO STDOUT WITH (FORMAT csv)") as copy,
            ):
                for block in copy:
                    file.write(block)
    said = {"first": first.isoformat(), "last": last.isoformat()}
    (out / "period.json").write_text(json.dumps(said), encoding="utf-8")


def _s(column: str) -> str:
    return f"extract(epoch FROM {column})::numeric(14, 3)"


_FILES = {
    "elevators": "SELECT id, kind, use_state, device_code, certificate_number, serial_number, "
    "made_by, model, registered_on, longitude, use_unit_id FROM registry_elevator",
    "responsible": "SELECT elevator_id, firm_id, lower(period), upper(period) "
    "FROM filings_responsibility",
    "technicians": "SELECT firm_id, person_id, (lower(period) AT TIME ZONE 'Asia/Shanghai')::date, "
    "(upper(period) AT TIME ZONE 'Asia/Shanghai')::date FROM filings_binding "
    "WHERE state IN ('bound', 'unbound')",
    "licences": "SELECT firm_id, lower(period), upper(period) FROM filings_licence",
    "firms": "SELECT o.id, o.phone, f.id IS NOT NULL, f.content ->> 'duty_phone' "
    "FROM parties_organisation o LEFT JOIN filings_firmfiling f "
    "ON f.firm_id = o.id AND f.state = 'checked' WHERE o.kind = 'firm'",
    "online": "SELECT elevator_id, share FROM telemetry_continuity WHERE share IS NOT NULL",
    "due": "SELECT elevator_id, due_on FROM inspection_nextinspection WHERE due_on IS NOT NULL",
    "incidents": f"SELECT id, elevator_id, firm_id, kind, state, {_s('opened_at')}, "
    f"{_s('firm_told_at')}, {_s('arrived_at')}, cause, drill FROM emergency_incident",
    "calls": f"SELECT id, incident_id, firm_id, level, state, {_s('called_at')}, "
    f"{_s('answer_by')}, {_s('answered_at')} FROM emergency_call",
    "reports": "SELECT incident_id, source FROM emergency_report",
    "visits": "SELECT v.elevator_id, v.firm_id, v.kind, v.state, v.due_on, v.counted_on, "
    f"{_s('v.begun_at')}, {_s('v.signed_at')}, l.codes FROM maintenance_visit v "
    "LEFT JOIN supervision_look l ON l.visit_id = v.id",
    "faults": f"SELECT id, elevator_id, firm_id, state, stopped, {_s('began_at')}, cause, verified "
    "FROM faults_fault",
    "inspections": "SELECT id, elevator_id, kind, verdict, held_on, replaces_id "
    "FROM inspection_inspection",
    "checks": f"SELECT id, organisation_id, state, {_s('signed_at')} FROM supervision_check",
    "findings": "SELECT id, check_made_id, item, weight FROM supervision_finding",
    "orders": f"SELECT id, organisation_id, state, {_s('served_at')}, "
    "\"case\" #>> '{outcome,outcome}', \"case\" #>> '{outcome,decided_on}', "
    "\"case\" #>> '{outcome,veto}' FROM supervision_order",
    "grounds": "SELECT order_id, finding_id FROM supervision_orderfinding",
    "complaints": "SELECT id, elevator_id, firm_id, kind, verdict, joined_id, "
    f"{_s('made_at')} FROM riders_publicreport",
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
