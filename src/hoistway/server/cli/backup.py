"""`./hoistway backup FILE`: one file with everything that cannot be made again."""

import argparse
from pathlib import Path

from hoistway.foundation import clock
from hoistway.server import archive
from hoistway.server.config import load


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, help="the file to write; it will hold the keys too")


def run(options: argparse.Namespace) -> int:
    """Write the backup; a running installation may go on."""
    size = archive.write(config=load(), target=options.file, now=clock.now())
    print(f"{options.file}: {size / 1e6:.1f} MB. It holds all keys: keep it as you keep them.")
    return 0
