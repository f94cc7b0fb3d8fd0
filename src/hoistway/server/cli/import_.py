"""`./hoistway import register FILE --mapping M.toml`: take the file of a register in."""

import argparse
import importlib
from pathlib import Path

import django

from hoistway.server import config


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="register")
    register = kinds.add_parser("register", help="elevators from the file of a register")
    register.add_argument("file", type=Path, metavar="FILE")
    register.add_argument(
        "--mapping", type=Path, required=True, metavar="M.toml",
        help="how the file is read: a mapping file, or the name of a shipped one",
    )  # fmt: skip
    register.add_argument("--source", default="", metavar="S", help="default: the mapping's own")
    register.add_argument("--apply", action="store_true", help="write; without it nothing changes")
    register.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Take the file in; the status is 1 when no row could be used."""
    config.load()
    config.name_settings()
    django.setup()
    door = importlib.import_module("hoistway.server.cli.import_register")
    return int(door.take_in(options))
