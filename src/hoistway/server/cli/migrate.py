"""`./hoistway migrate`: bring the tables to the present form."""

import argparse

from hoistway.server import packages
from hoistway.server.config import load
from hoistway.server.runner import run_process


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Fetch what npm brings where it is not there yet, then run `hoistway.server.migrate`."""
    packages.fetch(config=load(), say=print)
    return run_process("migrate")
