"""`./hoistway export FOLDER`: everything the city owns, in open formats."""

import argparse
from pathlib import Path

import django

from hoistway.foundation import clock
from hoistway.server.config import load, name_settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--without-keys", action="store_true", help="leave the keys behind")


def run(options: argparse.Namespace) -> int:
    """Write the folder; a running installation may go on."""
    name_settings()
    django.setup()
    from hoistway.server.leaving.taking_away import take_away  # noqa: PLC0415 -- needs the settings

    manifest = take_away(
        config=load(), target=options.folder, now=clock.now(),
        with_keys=not options.without_keys, said=print,
    )  # fmt: skip
    rows = sum(table["rows"] for table in manifest["tables"])
    print(f"{options.folder}: {len(manifest['tables'])} tables, {rows} rows, "
          f"{len(manifest['files'])} files.")  # fmt: skip
    return 0
