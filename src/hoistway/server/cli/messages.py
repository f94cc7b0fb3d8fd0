"""`./hoistway messages`: collect the sentences of the pages into the English catalogue."""

import argparse

from hoistway.server import catalogues
from hoistway.server.config import REPOSITORY

_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--check", action="store_true", help="change nothing, only say what lacks")


def run(options: argparse.Namespace) -> int:
    """Renew the catalogue, or check it; the status is 1 when a check finds a gap."""
    root = REPOSITORY / "src"
    if not options.check:
        path, catalogue = catalogues.renew(root)
        print(f"{path.relative_to(REPOSITORY)}: {len(catalogue)} sentences")
    found = catalogues.gaps(root)
    for gap in found[:_SHOWN]:
        print(f"  {gap}")
    if len(found) > _SHOWN:
        print(f"  … and {len(found) - _SHOWN} more")
    print(f"{len(found)} gaps in English" if found else "English is complete")
    return 1 if options.check and found else 0
