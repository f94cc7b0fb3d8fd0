"""`./hoistway bench maintenance`: schedules, phones, verifying, exports, each in a part."""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target
from hoistway.server.bench.parted import run_parts

PARTS = ("schedule", "sync", "verify", "export")

Part = tuple[dict[str, Any], list[Target]]


def run(options: argparse.Namespace) -> int:
    """Measure the parts that the options name; return 1 when a target was missed."""
    return run_parts(bench="maintenance", parts=PARTS, options=options)
