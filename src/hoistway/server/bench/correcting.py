"""Claims in, one night's work, and what stands in the register afterwards, read by HTTP."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hoistway.server.bench.bounds import Target, bound_at_least
from hoistway.server.bench.judging import Judge, Verdict
from hoistway.server.bench.scratch import Scratch, told_json
from hoistway.server.bench.truth import read_truth

PRECISION, RECALL = 0.999, 0.95
"""Issue: precision ≥ 99.9 % over every automatic change, recall ≥ 95 % of the certain ones."""

NIGHT = "hoistway.server.bench.night"
WAITING = "/quality/unplaced?export=csv"
CORRECTIONS = "/quality/corrections?export=csv"
REGISTER = "/elevators?export=csv&columns=code"


def measure(*, place: Scratch, claims: Path, truth: Path, without: str = ""
            ) -> tuple[dict[str, Any], list[Target]]:  # fmt: skip
    """Take the claims in, examine, export, judge; return what was found, and the targets."""
    taken = place.run("import", "register", str(claims), "--mapping", "hoistway-claims",
                      "--apply", "--json")  # fmt: skip
    imported = told_json(taken)
    night = place.run_module(NIGHT, "--without", without)
    examined = told_json(night)
    verdict = _read_back(place, claims, truth)
    counts = {n: imported[n] for n in ("rows", "accepted", "waiting") if n in imported}
    results: dict[str, Any] = {
        "import": {"seconds": taken.seconds, "peak_mb": taken.peak_mb, **counts},
        "night": {"seconds": night.seconds, "peak_mb": night.peak_mb, **examined},
        **verdict.told(),
    }  # fmt: skip
    return results, [
        bound_at_least(name="precision of changes", limit=PRECISION, rate=verdict.precision),
        bound_at_least(name="recall of certain errors", limit=RECALL, rate=verdict.recall),
    ]


def _read_back(place: Scratch, claims: Path, truth: Path) -> Verdict:
    """Return the verdict over the files that the signed-in regulator is given."""
    corrections, register = place.home / "corrections.csv", place.home / "elevators.csv"
    waiting = place.home / "waiting.csv"
    place.fetch(WAITING, waiting)
    place.fetch(CORRECTIONS, corrections)
    place.fetch(REGISTER, register)
    judge = Judge(truth=read_truth(truth=truth, claims=claims))
    return judge.verdict(
        register=_rows(register), corrections=_rows(corrections), waiting=_rows(waiting)
    )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: (value or "").removeprefix("'") for name, value in row.items()}
