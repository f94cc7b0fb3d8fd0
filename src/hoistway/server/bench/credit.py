"""`./hoistway bench credit`: a city's year scored from its records, beside an oracle."""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target
from hoistway.server.bench.parted import run_parts

PARTS = ("year", "dashboards")

Part = tuple[dict[str, Any], list[Target]]


def run(options: argparse.Namespace) -> int:
    """Measure the parts that the options name; return 1 when a target was missed."""
    return run_parts(bench="credit", parts=PARTS, options=options)
