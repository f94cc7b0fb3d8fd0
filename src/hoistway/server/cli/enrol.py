"""`./hoistway enrol FILE`: organisations, stations, people and accounts from one file."""

import argparse
from pathlib import Path

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="TOML (docs/operate/enrol.md)")
    parser.add_argument("--apply", action="store_true", help="write; without it nothing changes")
    parser.add_argument(
        "--passwords-to", type=Path, metavar="FILE",
        help="write the passwords of new accounts there (mode 0600) instead of printing them",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Take the file in; the status is 1 when any entry was refused."""
    return run_errand("enrol", options)
