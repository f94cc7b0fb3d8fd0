"""Every condition of 330,000 elevators on their way in, as every night; and the rule's oracle.

Source: issue «eligibility over 330,000 elevators ≤ 60 s a day, equal to an oracle».
"""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target, at_most
from hoistway.server.bench.pilot_night import night


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Return how long a night takes and in how many cases rule and oracle differ."""
    told, targets = night(part="eligibility", options=options)
    missed = abs(3 * told["planted"] - told["night"]["changes"])
    return told, [*targets, at_most(name="lost conditions not found", limit=0, measured=missed)]
