"""One night's work over the register of this home, as a program of its own: match, examine."""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from time import perf_counter
from types import SimpleNamespace
from typing import Any

import django

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.server import config


def main(argv: Sequence[str]) -> int:
    """Run the nightly match and examination; print what was done as one line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", default="", help="kind of finding whose rule is left out")
    options = parser.parse_args(argv)
    config.load()
    config.name_settings()
    django.setup()
    if options.without:
        _leave_out(options.without)
    print(json.dumps({"match": _timed(_match), "examine": _timed(_examine)}, default=str))
    return 0


def _leave_out(kind: str) -> None:
    """Let one rule of the book find nothing, to show that its errors then stay."""
    book: Any = importlib.import_module("hoistway.quality.rules.book")
    book.RULES[kind] = SimpleNamespace(judge=lambda **_: iter(()))


def _timed(work: Any) -> dict[str, Any]:
    began = perf_counter()
    told = work()
    return {"seconds": round(perf_counter() - began, 3), "told": str(told)[:2000]}


def _match() -> object:
    actions: Any = importlib.import_module("hoistway.quality.actions")
    return actions.match_register(now=clock.now(), by=PLATFORM, progress=_progress)


def _examine() -> object:
    actions: Any = importlib.import_module("hoistway.quality.actions")
    return actions.examine_all(now=clock.now(), by=PLATFORM, progress=_progress)


def _progress(*told: object) -> None:
    print(*told, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
