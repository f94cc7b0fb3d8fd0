"""Lays a city's year into the real tables, or keeps the figures of its districts for today."""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from time import perf_counter
from typing import Any

import django

from hoistway.foundation import clock
from hoistway.server import config


def main(argv: Sequence[str]) -> int:
    """Do the one or the other; print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("lay", "keep"))
    parser.add_argument("--elevators", type=int, default=330_000)
    parser.add_argument("--firms", type=int, default=315)
    parser.add_argument("--seed", type=int, default=286)
    options = parser.parse_args(argv)
    config.load()
    config.name_settings()
    django.setup()
    began = perf_counter()
    if options.what == "lay":
        layout: Any = importlib.import_module("hoistway.server.bench.credit_layout")
        layout.lay_out(elevators=options.elevators, firms=options.firms, seed=options.seed)
    else:
        figures: Any = importlib.import_module("hoistway.reform.actions")
        figures.keep_figures(now=clock.now())
        weighing: Any = importlib.import_module("hoistway.supervision.actions.weighing")
        weighing.weigh_firms(now=clock.now())
    print(json.dumps({"seconds": round(perf_counter() - began, 1)}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
