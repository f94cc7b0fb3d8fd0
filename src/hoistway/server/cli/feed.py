"""`./hoistway feed …`: which platforms may report by HTTP, and their keys."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    opening = deeds.add_parser("open", help="let a platform in; prints its key once")
    opening.add_argument("name", metavar="NAME")
    opening.add_argument(
        "--organisation", required=True, metavar="NAME|CODE", help="name or credit code"
    )
    opening.add_argument(
        "--new-key", action="store_true", help="change the key of a feed that is open"
    )
    revoke = deeds.add_parser("revoke", help="shut a platform out")
    revoke.add_argument("name", metavar="NAME")
    listing = deeds.add_parser("list", help="all platforms")
    cadence = deeds.add_parser("cadence", help="declare in which rhythm a platform reports")
    cadence.add_argument("name", metavar="NAME")
    for one in (opening, cadence):
        one.add_argument(
            "--seconds", type=int, metavar="N", help="the latest time between two reports"
        )
        one.add_argument("--kind", choices=["on_change", "heartbeat", "throttle"])
    for one in (opening, listing):
        one.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do the deed; the status is 1 when it was refused."""
    return run_errand("feed", options)
