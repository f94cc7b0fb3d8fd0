"""`./hoistway load FOLDER`: what was exported, into an empty installation."""

import argparse
from pathlib import Path

from hoistway.server.config import load


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, help="a folder written by ./hoistway export")


def run(options: argparse.Namespace) -> int:
    """Fill a home that is empty and does not run."""
    from hoistway.server.leaving.bringing_in import bring_in  # noqa: PLC0415 -- the list of verbs

    config = load()
    manifest = bring_in(config=config, source=options.folder, said=print)
    print(f"{config.home} now holds {options.folder}, written at {manifest['written_at']}.")
    return 0
