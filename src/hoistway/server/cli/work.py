"""`./hoistway work`: do deferred tasks and sweep deadlines."""

import argparse

from hoistway.server.runner import run_process


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Run `hoistway.server.work`."""
    return run_process("work")
