"""`./hoistway explain pilot CODE` and `explain credit FIRM`: each clause or point with facts."""

import argparse
from datetime import date

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    topics = parser.add_subparsers(dest="topic", required=True, metavar="TOPIC")
    pilot = topics.add_parser("pilot", help="the on-demand pilot: each clause, facts, verdict")
    pilot.add_argument(
        "code", metavar="CODE",
        help="register number, code or rescue number of an elevator; credit code, pilot number "
        "or name of a firm",
    )  # fmt: skip
    pilot.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="default: today")
    pilot.add_argument("--json", action="store_true", help="one JSON object as the last line")
    credit = topics.add_parser("credit", help="a firm's score: each point, counts, records")
    credit.add_argument("code", metavar="FIRM", help="credit code, name or pilot number of a firm")
    credit.add_argument("--round", metavar="R", help="number of a round; default: the latest")
    credit.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(options: argparse.Namespace) -> int:
    """Print it; the status is 1 where a clause fails, or nothing is known of the code."""
    return run_errand("explain", options)
