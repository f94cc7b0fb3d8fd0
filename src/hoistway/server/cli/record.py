"""`./hoistway record …`: verify kept records, bundle one for a court, give digests away."""

import argparse
from pathlib import Path

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    verify = deeds.add_parser("verify", help="true, false, and why")
    verify.add_argument("what", metavar="FILE|ID", help="a record, a court bundle, or a number")
    _kept(verify)
    bundle = deeds.add_parser("bundle", help="all by which a court checks a record")
    bundle.add_argument("what", metavar="ID", help="the record's number")
    bundle.add_argument("--out", type=Path, required=True, metavar="FILE", help="the zip file")
    digests = deeds.add_parser("digests", help="the daily digests: write or check them all")
    digests.add_argument("--out", type=Path, metavar="FILE", help="write them for safe keeping")
    _kept(digests)


def _kept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--digests", type=Path, metavar="FILE", help="digests that somebody else has kept"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(options: argparse.Namespace) -> int:
    """Do it; the status is 1 when something is not true, or was refused."""
    return run_errand("record", options)
