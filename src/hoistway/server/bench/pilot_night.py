"""What both nightly parts of `./hoistway bench ondemand` share: the child and its targets."""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target, at_least, at_most, seconds_for
from hoistway.server.bench.scratch import scratch, told_json

LIMIT_S = 60.0
"""Issue: eligibility and exits of 330,000 elevators within 60 s a day."""

CITY = 330_000
CHILD = "hoistway.server.bench.pilot_child"
IN_ORDER, ALONE = 0.20, 0.01
"""Chosen: so many cases in order, and so many of each clause alone, that equality says much."""


def night(*, part: str, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Return what a night cost and found, and the targets that every part has."""
    elevators = options.elevators or CITY
    with scratch() as place:
        done = place.run_module(
            CHILD, part, "--elevators", str(elevators), "--seed", str(options.seed)
        )
        told = told_json(done)
    told["peak_mb"] = done.peak_mb
    limit, oracle = seconds_for(limit=LIMIT_S, elevators=elevators), told["oracle"]
    alone = min(oracle["one_clause_alone"].values(), default=0)
    return told, [
        at_most(name="one night, s", limit=limit, measured=told["night"]["seconds"]),
        at_most(name="again, changes", limit=0, measured=told["again"]["changes"]),
        at_most(name="oracle differs, cases", limit=0, measured=oracle["differs"]),
        at_least(name="cases in order", limit=IN_ORDER, measured=_share(oracle, "in_order")),
        at_least(name="rarest clause alone", limit=ALONE, measured=alone / oracle["cases"]),
    ]


def _share(oracle: dict[str, Any], name: str) -> float:
    return round(float(oracle[name]) / float(oracle["cases"]), 4)
