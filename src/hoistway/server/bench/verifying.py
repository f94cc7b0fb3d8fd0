"""Part `verify` of `./hoistway bench maintenance`: records with planted forgeries, all verified.

Each record carries two technicians' signatures; each is held against its own text, its place in
the elevator's chain, the platform's signature, and the digest of its day, counted anew. One in two
hundred was changed after its crew had signed: all of them must be found, and nothing else.
"""

from typing import Any

from hoistway.server.bench.scratch import Scratch, told_json

RECORDS = 10_000
SECONDS = 10.0
"""Wanted by the issue: so many records verified within so many seconds."""


def measure(*, place: Scratch, records: int = RECORDS, seed: int = 286) -> dict[str, Any]:
    """Return what keeping and verifying took in this installation, and whether `ok`."""
    done = place.run_module("hoistway.server.bench.verify_child", str(records), str(seed))
    told = told_json(done)
    per_second = told["records"] / max(told["verify_s"], 0.001)
    clean = told["found"] == told["planted"] and told["falsely_accused"] == 0
    return {
        **told, "per_second": round(per_second), "peak_mb": done.peak_mb,
        "ok": clean and told["planted"] > 0 and per_second >= RECORDS / SECONDS,
    }  # fmt: skip
