"""The desks of a whole city, opened again and again over HTTP by a signed-in regulator."""

import argparse
from typing import Any

import psycopg

from hoistway.server.bench.bounds import Target, at_most
from hoistway.server.bench.credit_year import lighten
from hoistway.server.bench.scratch import scratch, told_json
from hoistway.server.bench.users import Ask, Crowd, ask_for

LIMIT_MS = 300.0
"""Issue: dashboards answer within 300 ms at the 95th percentile."""

SECONDS = 40.0
"""How long each desk is asked for. Chosen: some hundred answers of each."""

_READERS = Crowd(users=2, pause_s=0.2, seed=286)
"""Chosen: two people at the same desk, each reading a moment before the next look."""

DESKS = (
    Ask("wall", "/city/wall"), Ask("districts", "/reform"), Ask("overview", "/g/"),
    Ask("oversight", "/oversight"), Ask("frequency", "/g/frequency"), Ask("orders", "/orders"),
    Ask("checks", "/checks"), Ask("bulletin", "/credit"),
)  # fmt: skip

_CHILD = "hoistway.server.bench.credit_dashboards_child"


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Return how long the desks took over a year of a city laid into the real tables."""
    size = ("--elevators", str(options.elevators), "--firms", str(options.firms),
            "--seed", str(options.seed))  # fmt: skip
    with scratch() as place:
        dropped = lighten(url=place.database_url())
        laid = told_json(place.run_module(_CHILD, "lay", *size))
        with psycopg.connect(place.database_url(), autocommit=True) as owner:
            for statement in dropped:
                owner.execute(statement.encode())
            owner.execute(b"ANALYZE")
        kept = told_json(place.run_module(_CHILD, "keep", *size))
        told: dict[str, Any] = {}
        targets = []
        for desk in DESKS:
            ask_for(place=place, crowd=_READERS, asks=[desk], seconds=2)
            answers = ask_for(place=place, crowd=_READERS, asks=[desk], seconds=SECONDS)
            told[desk.sort] = answers.told()
            targets += [
                at_most(name=f"{desk.sort}, p95 ms", limit=LIMIT_MS, measured=answers.p95_ms()),
                at_most(name=f"{desk.sort}, failed", limit=0, measured=len(answers.failed)),
            ]
    return {"laid": laid, "kept": kept, "desks": told}, targets
