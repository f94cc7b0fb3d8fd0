"""`./hoistway city`: simulate the demo city."""

import argparse

from hoistway.server.runner import run_process


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Run `hoistway.server.city`."""
    return run_process("city")
