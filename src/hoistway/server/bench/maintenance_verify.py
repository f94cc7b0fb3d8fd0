"""Part `verify` of `./hoistway bench maintenance`, in an installation of its own."""

import argparse
from typing import Any

from hoistway.server.bench import verifying
from hoistway.server.bench.bounds import Target, at_most
from hoistway.server.bench.scratch import scratch


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Verify ten thousand records with planted forgeries, and return the targets."""
    with scratch() as place:
        told = verifying.measure(place=place, seed=options.seed)
    missed = told["planted"] - told["found"]
    return told, [
        at_most(name="seconds for 10,000 records", limit=verifying.SECONDS,
                measured=round(told["verify_s"] * verifying.RECORDS / told["records"], 2)),
        at_most(name="forgeries missed", limit=0, measured=missed),
        at_most(name="falsely accused", limit=0, measured=told["falsely_accused"]),
    ]  # fmt: skip
