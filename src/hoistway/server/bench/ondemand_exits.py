"""Every condition and every ground to leave of 330,000 elevators in the pilot, as every night.

Source: issue «eligibility and exits over 330,000 elevators ≤ 60 s a day, equal to an oracle».
"""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target, at_least, at_most
from hoistway.server.bench.pilot_night import night


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Return how long a night takes and in how many cases rule and oracle differ."""
    told, targets = night(part="exits", options=options)
    planted, found = told["planted"], told["night"]
    fell = abs(3 * planted - found["fell_back"])
    return told, [
        *targets,
        at_most(name="elevators not back on fixed", limit=0, measured=fell),
        at_least(name="cases opened", limit=3 * planted, measured=found["cases"]),
        at_most(name="again, cases", limit=0, measured=told["again"]["cases"]),
    ]
