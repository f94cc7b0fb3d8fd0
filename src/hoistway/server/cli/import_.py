"""`./hoistway import register FILE|FOLDER --mapping M.toml`: take the files of a register in."""

import argparse
import importlib
from datetime import date
from pathlib import Path

import django

from hoistway.server import config


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="register")
    register = kinds.add_parser("register", help="elevators from the files of a register")
    register.add_argument(
        "file", type=Path, metavar="FILE|FOLDER",
        help="a table (csv, xlsx, json, ndjson), or a folder of them: the oldest goes first",
    )  # fmt: skip
    register.add_argument(
        "--mapping", type=Path, required=True, metavar="M.toml",
        help="how the file is read: a mapping file, or the name of a shipped one",
    )  # fmt: skip
    register.add_argument("--source", default="", metavar="S", help="default: the mapping's own")
    register.add_argument(
        "--observed", type=date.fromisoformat, metavar="YYYY-MM-DD",
        help="the day on which it was so; default: the mapping, the file's name, its last change",
    )  # fmt: skip
    register.add_argument("--apply", action="store_true", help="write; without it nothing changes")
    register.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Take the files in; the status is 1 when no row could be used."""
    config.load()
    config.name_settings()
    django.setup()
    door = importlib.import_module("hoistway.server.cli.import_register")
    return int(door.take_in(options))
