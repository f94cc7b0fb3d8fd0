"""`./hoistway plates issue`: codes for registered elevators that have none."""

import argparse
from pathlib import Path

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="issue")
    issue = deeds.add_parser("issue", help="issue what is missing and list it as CSV")
    issue.add_argument("--jurisdiction", default="", metavar="CODE", help="only of this area")
    issue.add_argument("--csv", type=Path, metavar="FILE", help="where the list goes")
    issue.add_argument("--all", action="store_true", help="list every code in force, not only new")


def run(options: argparse.Namespace) -> int:
    """Issue the codes; the status is 1 when it was refused."""
    return run_errand("plates", options)
