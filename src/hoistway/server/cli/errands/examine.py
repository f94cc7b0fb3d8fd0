"""Examines the whole register and tells people and programs what came of it."""

import argparse
import sys
import time
from dataclasses import asdict

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.quality.actions import examine_register
from hoistway.quality.vocabulary import FindingKind
from hoistway.server.cli.errands import print_json


def do(options: argparse.Namespace) -> int:
    """Examine all and print how much was corrected and asked, kind by kind."""
    began = time.perf_counter()
    night = examine_register(now=clock.now(), by=PLATFORM, progress=_progress)
    seconds, tally = round(time.perf_counter() - began, 1), night.tally
    print(
        f"{tally.elevators:,} elevators in {seconds} s: {sum(tally.corrected.values()):,} values "
        f"corrected, {sum(tally.opened.values()):,} findings opened, {tally.gone:,} gone; "
        f"{night.matches.entered:,} elevators entered, {night.matches.placed:,} records placed, "
        f"{night.matches.merged:,} rows merged."
    )
    for kind in FindingKind:
        corrected, opened = tally.corrected[str(kind)], tally.opened[str(kind)]
        if corrected or opened:
            print(f"{corrected:>8,} corrected {opened:>8,} opened  {kind.en}")
    if options.json:
        print_json({"ok": True, "seconds": seconds, **asdict(night.matches), **tally.as_json()})
    return 0


def _progress(step: str, done: int, total: int) -> None:
    print(f"{step}: {done:,} of {total:,}", file=sys.stderr, flush=True)
