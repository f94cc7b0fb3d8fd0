"""`./hoistway watch`: judge and keep telemetry."""

import argparse

from hoistway.server.runner import run_process


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Run `hoistway.server.watch`."""
    return run_process("watch")
