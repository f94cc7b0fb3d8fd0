"""Part `sync` of `./hoistway bench maintenance`, in an installation of its own."""

import argparse
from typing import Any

from hoistway.server.bench.bounds import Target, at_most
from hoistway.server.bench.scratch import scratch
from hoistway.server.bench.syncing import P95_S, measure_in


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Let a morning's visits arrive, in the share that `--scale` says, and return the targets."""
    with scratch() as place:
        told = measure_in(place=place, scale=options.scale, seed=options.seed)
    return told, [
        at_most(name="sync, p95 ms", limit=P95_S * 1000, measured=told["sync_p95_ms"]),
        at_most(name="lost", limit=0, measured=told["lost"]),
        at_most(name="doubled", limit=0, measured=told["doubled"]),
        at_most(name="failures", limit=0, measured=len(told["failed"])),
        at_most(name="seconds of the morning", limit=told["within_s"], measured=told["seconds"]),
    ]
