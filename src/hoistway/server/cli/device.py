"""`./hoistway device …`: which monitoring terminals may report, and their secrets."""

import argparse
from pathlib import Path

from hoistway.server import config, secrets
from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    bind = deeds.add_parser("bind", help="let terminals of elevators in; prints each secret once")
    bind.add_argument("numbers", nargs="*", metavar="REGISTER", help="register numbers")
    bind.add_argument("--from", dest="file", type=Path, help="a file with one number per line")
    rotate = deeds.add_parser("rotate", help="print a new secret; the old one is worth nothing")
    revoke = deeds.add_parser("revoke", help="shut a terminal out for good")
    for one in (rotate, revoke):
        one.add_argument("device", metavar="ID")
    cadence = deeds.add_parser("cadence", help="declare in which rhythm a terminal reports")
    cadence.add_argument("device", metavar="ID")
    cadence.add_argument("--seconds", type=int, required=True, metavar="N")
    cadence.add_argument(
        "--kind", choices=["on_change", "heartbeat", "throttle"], default="heartbeat"
    )
    listing = deeds.add_parser("list", help="all terminals")
    for one in (bind, rotate, listing):
        one.add_argument("--json", action="store_true", help="end with one line of JSON")
    deeds.add_parser("issuer", help="print the key that a NATS of your own must trust")


def run(options: argparse.Namespace) -> int:
    """Do the deed; the status is 1 when something was refused."""
    if options.deed == "issuer":
        print(secrets.keep(home=config.load().home).nats_issuer_public)
        return 0
    return run_errand("device", options)
