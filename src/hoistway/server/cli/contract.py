"""`./hoistway contract`: does the code still give the published contract of the API?"""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--write", action="store_true",
        help="freeze what the code gives, and list what came and went with today's date",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Compare, or write; the status is 1 when a comparison finds a gap."""
    return run_errand("contract", options)
