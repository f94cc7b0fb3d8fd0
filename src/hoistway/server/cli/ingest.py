"""`./hoistway ingest`: take telemetry in by HTTP and MQTT."""

import argparse

from hoistway.server.runner import run_process


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(options: argparse.Namespace) -> int:
    """Run `hoistway.server.ingest`."""
    return run_process("ingest")
