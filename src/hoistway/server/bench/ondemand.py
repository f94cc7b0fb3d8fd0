"""`./hoistway bench ondemand`: a year of plans, who may enter, who must leave, each in a part."""

import argparse

from hoistway.server.bench.parted import run_parts

PARTS = ("year", "eligibility", "exits")


def run(options: argparse.Namespace) -> int:
    """Measure the parts that the options name; return 1 when a target was missed."""
    return run_parts(bench="ondemand", parts=PARTS, options=options)
