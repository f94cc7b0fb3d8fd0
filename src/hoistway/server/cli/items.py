"""`./hoistway items`: the items of the rule as this house holds them, for an outside comparison."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON object with every item")


def run(options: argparse.Namespace) -> int:
    """Print the items with edition, SHA-256 and whether a person has confirmed them."""
    return run_errand("items", options)
