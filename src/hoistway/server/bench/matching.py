"""The nightly match over four sources, beside splink alone, judged pair by pair."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from hoistway.server.bench.bounds import Rate, Target, at_most, bound_at_least, seconds_for
from hoistway.server.bench.machine import measured
from hoistway.server.bench.pairing import pair_rates
from hoistway.server.bench.records import lay_records
from hoistway.server.bench.scratch import told_json
from hoistway.server.config import load

MATCH_S = 600.0
PRECISION, RECALL = 0.999, 0.97
"""Issue: ≤ 10 minutes, pair precision ≥ 99.9 %, recall ≥ 97 %."""

PROGRAMS = {
    "hoistway": "hoistway.server.bench.match_child",
    "splink_alone": "hoistway.server.bench.peers.splink_alone",
}


def measure(*, claims: Path, truth: Path, elevators: int, peer: bool = True
            ) -> tuple[dict[str, Any], list[Target]]:  # fmt: skip
    """Match the records of the claims, and return what was measured, and the targets."""
    results: dict[str, Any] = {}
    with (
        tempfile.TemporaryDirectory() as name,
        duckdb.connect(config={"temp_directory": name}) as city,
    ):
        folder = Path(name)
        lay_records(city=city, claims=claims)
        for program, module in PROGRAMS.items():
            if program != "hoistway" and not peer:
                continue
            results[program] = _run(module, claims, truth, folder, city)
    ours = results["hoistway"]
    limit = seconds_for(limit=MATCH_S, elevators=elevators)
    targets = [
        at_most(name="match, s", limit=limit, measured=ours["match_s"]),
        bound_at_least(name="pair precision", limit=PRECISION, rate=_of(ours, "precision")),
        bound_at_least(name="pair recall", limit=RECALL, rate=_of(ours, "recall")),
    ]
    return results, targets


def _of(told: dict[str, Any], what: str) -> Rate:
    return Rate(told[what]["all"]["hits"], told[what]["all"]["of"])


def _run(
    module: str, claims: Path, truth: Path, folder: Path, city: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    out = folder / "found.parquet"
    command = (sys.executable, "-m", module, str(claims), str(out))
    done = measured(command=command, environment=load().environment(), folder=folder)
    told = told_json(done)
    rates = pair_rates(city=city, truth=truth, found=out)
    printed = {what: {name: rate.told() for name, rate in by.items()} for what, by in rates.items()}
    return {**told, "seconds": done.seconds, "peak_mb": done.peak_mb, **printed}
