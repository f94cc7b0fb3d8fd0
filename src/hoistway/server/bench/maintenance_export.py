"""A firm's year as a file, written by the job, its progress watched."""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target, at_most
from hoistway.server.bench.maintenance_schedule import CHILD
from hoistway.server.bench.scratch import scratch, told_json

FIRM_VISITS = 24_000
"""Visits of the firm that is exported. Chosen: a year of a thousand elevators."""


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Return how long a year took, how often it told its progress, and the targets."""
    visits = min(FIRM_VISITS, options.elevators)
    with scratch() as place:
        told = told_json(place.run_module(CHILD, "export", "--elevators", str(visits)))
    return told, [
        at_most(name="rows missing", limit=0, measured=visits - told["rows"]),
        at_most(name="longest wait for progress, s", limit=10.0, measured=told["longest_wait_s"]),
    ]
