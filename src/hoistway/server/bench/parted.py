"""A bench of several parts: each is a file `<bench>_<part>.py` with `measure(options=…)`."""

import argparse
import importlib
import importlib.util
import json
import sys
from collections.abc import Sequence
from typing import Any

from hoistway.server.bench import machine


def run_parts(*, bench: str, parts: Sequence[str], options: argparse.Namespace) -> int:
    """Measure the parts that the options name; return 1 when a target was missed."""
    wanted = [name.strip() for name in options.parts.split(",") if name.strip()]
    unknown = set(wanted) - set(parts)
    if unknown:
        print(f"hoistway: there is no part {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    results: dict[str, Any] = {}
    targets: list[dict[str, object]] = []
    for name in wanted:
        path = f"hoistway.server.bench.{bench}_{name}"
        if importlib.util.find_spec(path) is None:
            results[name] = {"skipped": "this part is not built"}
            continue
        told, found = importlib.import_module(path).measure(options=options)
        results[name] = told
        targets += [{"part": name, **one.told()} for one in found]
        for one in found:
            met = "met   " if one.met else "MISSED"
            print(f"{name}: {met} {one.name}: {one.measured} ({one.wanted})", file=sys.stderr)
    met_all = all(bool(one["met"]) for one in targets)
    settings = {k: v for k, v in vars(options).items() if k not in {"verb", "run"}}
    told_all = {
        "bench": bench, "ok": met_all, "settings": settings, **machine.told(),
        "targets": targets, "results": results,
    }  # fmt: skip
    print(json.dumps(told_all, default=str))
    return 0 if met_all else 1
