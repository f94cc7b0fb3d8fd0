"""`./hoistway sample verify FILE`: repeat a published draw."""

import argparse
from pathlib import Path

from hoistway.server.cli.errands import run_errand


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    verify = what.add_parser("verify", help="draw again by frame and seed, and compare")
    verify.add_argument("file", type=Path, metavar="FILE", help="the published draw (JSON)")


def run(options: argparse.Namespace) -> int:
    """Print whether the draw follows from its own frame and seed; exit 1 where it does not."""
    return run_errand("sample", options)
