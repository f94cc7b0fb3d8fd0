"""All schedules of a city worked out: for the first time, again, and after a day's visits."""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target, at_most, seconds_for
from hoistway.server.bench.scratch import scratch, told_json

LIMIT_S = 60.0
"""Issue: 330,000 schedules recomputed in at most 60 s."""

CHILD = "hoistway.server.bench.upkeep_child"


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Return how long the work took and what it changed, and the targets."""
    with scratch() as place:
        done = place.run_module(
            CHILD, "schedule", "--elevators", str(options.elevators), "--history",
            str(options.history),
        )  # fmt: skip
        told = told_json(done)
    limit = seconds_for(limit=LIMIT_S, elevators=options.elevators)
    told["peak_mb"] = done.peak_mb
    return told, [
        at_most(name="recomputed after a day, s", limit=limit, measured=told["day"]["seconds"]),
        at_most(name="recomputed again, s", limit=limit, measured=told["again"]["seconds"]),
        at_most(name="again, changes", limit=0, measured=told["again"]["changes"]),
        at_most(name="schedules missing", limit=0, measured=told["missing"]),
    ]
