"""`./hoistway bench public`: the page of a busy elevator, and an hour of reports under kills."""

import argparse
import importlib
import json
import sys
from typing import Any

from hoistway.server.bench import machine
from hoistway.server.bench.bounds import Target

PARTS = ("page", "reports")
"""Each part is a file `public_<part>.py` with `measure(options=…)`."""


def run(options: argparse.Namespace) -> int:
    """Measure the parts that the options name; return 1 when a target was missed."""
    wanted = [name.strip() for name in options.parts.split(",") if name.strip()]
    unknown = set(wanted) - set(PARTS)
    if unknown:
        print(f"hoistway: there is no part {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    results: dict[str, Any] = {}
    targets: list[tuple[str, Target]] = []
    for name in wanted:
        part = importlib.import_module(f"hoistway.server.bench.public_{name}")
        results[name], found = part.measure(options=options)
        targets += [(name, one) for one in found]
        for one in found:
            met = "met   " if one.met else "MISSED"
            print(f"{name}: {met} {one.name}: {one.measured} ({one.wanted})", file=sys.stderr)
    met_all = all(one.met for _, one in targets)
    told = {
        "bench": "public", "ok": met_all,
        "settings": {k: v for k, v in vars(options).items() if k not in {"verb", "run"}},
        **machine.told(),
        "targets": [{"part": name, **one.told()} for name, one in targets], "results": results,
    }  # fmt: skip
    print(json.dumps(told, default=str))
    return 0 if met_all else 1
