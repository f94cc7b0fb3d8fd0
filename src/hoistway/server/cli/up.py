"""`./hoistway up`: an installation for real use, without invented data."""

import argparse

from hoistway.server.config import load
from hoistway.server.start import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--lan", action="store_true", default=None, help="HTTPS for phones nearby")


def run(options: argparse.Namespace) -> int:
    """Run until Ctrl-C or SIGTERM."""
    return start(config=load(**({"lan": True} if options.lan else {})))
