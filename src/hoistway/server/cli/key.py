"""`./hoistway key …`: which programs may call the API, as which source."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    opening = deeds.add_parser("open", help="let a program in; prints its key once")
    opening.add_argument("name", metavar="NAME")
    opening.add_argument(
        "--organisation", required=True, metavar="NAME|CODE", help="name or credit code"
    )
    opening.add_argument(
        "--source", default="", metavar="S",
        help="as which source it speaks; default: as the firm or use unit that it belongs to",
    )  # fmt: skip
    opening.add_argument(
        "--scope", default="claims", metavar="S,…",
        help="what it may do: claims, codes, hand_over_use_unit, hand_over_regulator, "
        "hand_over_technician, hand_over_inspector; default claims",
    )  # fmt: skip
    opening.add_argument(
        "--new-key", action="store_true", help="change the key of a program that is let in"
    )
    revoke = deeds.add_parser("revoke", help="shut a program out")
    revoke.add_argument("name", metavar="NAME")
    listing = deeds.add_parser("list", help="all programs")
    for one in (opening, listing):
        one.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do the deed; the status is 1 when it was refused."""
    return run_errand("key", options)
