"""`./hoistway app …`: partners' apps in which people sign in with their account here."""

import argparse

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    opening = deeds.add_parser("open", help="let an app in; prints its client id and secret once")
    opening.add_argument("name", metavar="NAME")
    opening.add_argument(
        "--organisation", required=True, metavar="NAME|CODE", help="name or credit code"
    )
    opening.add_argument(
        "--return-to", required=True, action="append", metavar="URL",
        help="where it takes people back to; once for each address",
    )  # fmt: skip
    opening.add_argument(
        "--public", action="store_true", help="it keeps no secret: a phone's app, a browser's page"
    )
    renew = deeds.add_parser("renew", help="a new secret; the old one is worth nothing at once")
    close = deeds.add_parser("close", help="shut it out; its tokens are worth nothing at once")
    for one in (renew, close):
        one.add_argument("name", metavar="NAME")
    listing = deeds.add_parser("list", help="all apps")
    for one in (opening, renew, listing):
        one.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do the deed; the status is 1 when it was refused."""
    return run_errand("app", options)
