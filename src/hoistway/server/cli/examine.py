"""`./hoistway examine`: match, judge, correct and score the whole register, as every night."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(options: argparse.Namespace) -> int:
    """Examine; the status is 1 when it was refused."""
    return run_errand("examine", options)
