"""One night of a city in the pilot, and the same night again, as a program of its own."""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any

import django

from hoistway.foundation import clock
from hoistway.server import config

STATES = {"eligibility": "submitted", "exits": "listed"}
"""In which state the elevators stand whose night is measured."""


def main(argv: Sequence[str]) -> int:
    """Lay the city out and do a night's work twice; print what was measured as one line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=sorted(STATES))
    parser.add_argument("--elevators", type=int, default=330_000)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=286)
    options = parser.parse_args(argv)
    config.load()
    config.name_settings()
    django.setup()
    beside: Any = importlib.import_module("hoistway.server.bench.pilot_beside")
    layout: Any = importlib.import_module("hoistway.server.bench.pilot_layout")
    oracle = beside.PARTS[options.part](count=options.cases, seed=options.seed)
    print(f"beside the oracle: {oracle}", file=sys.stderr, flush=True)
    now = clock.now()
    planted = layout.lay_out(elevators=options.elevators, state=STATES[options.part], now=now)
    work = {"eligibility": _entries, "exits": _exits}[options.part]
    night, again = _timed(work, now), _timed(work, now)
    told = {"planted": planted, "night": night, "again": again, "oracle": oracle}
    print(json.dumps(told, default=str))
    return 0


def _entries(now: datetime) -> None:
    actions: Any = importlib.import_module("hoistway.ondemand.actions.conditions")
    actions.keep_conditions(pilot_ids=None, now=now)


def _exits(now: datetime) -> None:
    """Do what the nightly tasks do: every condition, every firm, every ground to leave."""
    actions: Any = importlib.import_module("hoistway.ondemand.actions.exits")
    actions.end_periods(now=now)
    actions.find_firm_exits(now=now)
    actions.find_exits(now=now)


def _timed(work: Callable[[datetime], None], now: datetime) -> dict[str, Any]:
    before, began = _kept(), perf_counter()
    work(now)
    seconds = round(perf_counter() - began, 2)
    after = _kept()
    return {"seconds": seconds} | {name: after[name] - before[name] for name in after}


def _kept() -> dict[str, int]:
    models: Any = importlib.import_module("hoistway.ondemand.models")
    provisional = models.ElevatorPilot.objects.filter(state="provisional")
    return {
        "changes": models.ConditionChange.objects.count(), "cases": models.ExitCase.objects.count(),
        "warnings": models.ExitWarning.objects.count(), "fell_back": provisional.count(),
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
