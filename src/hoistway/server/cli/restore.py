"""`./hoistway restore FILE`: an installation as it was, in this home."""

import argparse
from pathlib import Path

from hoistway.foundation import clock
from hoistway.server import archive
from hoistway.server.config import load


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, help="a file written by ./hoistway backup")
    parser.add_argument("--force", action="store_true", help="move aside what is there")


def run(options: argparse.Namespace) -> int:
    """Restore into a home that does not run."""
    config = load()
    archive.read(config=config, source=options.file, force=options.force, now=clock.now())
    print(f"{config.home} now holds {options.file}.")
    return 0
