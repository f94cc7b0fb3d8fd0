"""`./hoistway migrate`: bring the tables to the present form."""

import argparse

from hoistway.server.runner import run_process


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Run `hoistway.server.migrate`."""
    return run_process("migrate")
