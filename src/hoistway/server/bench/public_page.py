"""Part `page` of `./hoistway bench public`: the code of one busy elevator, asked for by all.

The installation and the phones share two cores; each phone asks anew as soon as it was answered.
The peer is a bare Django view of the same rows in one process (`peers/bare_view.py`).
"""

import argparse
import asyncio
from typing import Any

import httpx

from hoistway.server.bench.bounds import Target, at_least, at_most, percentile
from hoistway.server.bench.scanning import bare_view
from hoistway.server.bench.scratch import Scratch, scratch, told_json
from hoistway.server.bench.wire import Heard, hammer

RATE, P95_MS = 500.0, 300.0
"""Issue: a busy elevator's code page 500 requests a second on two cores; answers within 300 ms."""

PHONES = 24
"""Chosen: who stands in one lobby; more only wait longer."""

ELEVATORS = 60
_CHILD = "hoistway.server.bench.public_child"


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Ask for one page for some seconds and return the rate and the targets."""
    with scratch() as place:
        town = told_json(place.run_module(_CHILD, "lay", str(ELEVATORS), str(options.seed), "k"))
        path = town["paths"][next(iter(town["lifts"].values()))[0]]
        told = _measured(place, path, seconds=options.seconds)
    ours = told["page"]
    return told, [
        at_least(name="requests a second", limit=RATE, measured=ours["per_s"]),
        at_most(name="page, p95 ms", limit=P95_MS, measured=ours["p95_ms"]),
        at_most(name="answers that are not 200", limit=0, measured=ours["other"]),
    ]


def _measured(place: Scratch, path: str, *, seconds: float) -> dict[str, Any]:
    def asked(pages: str, **headers: str) -> dict[str, Any]:
        asyncio.run(hammer(pages=pages, path=path, phones=4, seconds=1.0))
        heard = asyncio.run(
            hammer(pages=pages, path=path, phones=PHONES, seconds=seconds, **headers)
        )
        return _told(heard, seconds)

    tag = httpx.get(place.pages + path).headers.get("ETag", "")
    told = {"page": asked(place.pages), "not_modified": asked(place.pages, If_None_Match=tag)}
    with bare_view(place) as pages:
        told["bare_view"] = asked(pages)
    told["times_bare_view"] = round(told["page"]["per_s"] / told["bare_view"]["per_s"], 2)
    return told


def _told(heard: Heard, seconds: float) -> dict[str, Any]:
    p50, p95 = (percentile(values=heard.seconds, share=share) or 0.0 for share in (0.5, 0.95))
    return {
        "per_s": round(len(heard.seconds) / seconds, 1), "p50_ms": round(p50 * 1000, 1),
        "p95_ms": round(p95 * 1000, 1), "statuses": heard.statuses, "broken": heard.broken,
        "other": len(heard.seconds) - heard.statuses.get(200, 0) + heard.broken,
        "body_bytes": heard.body_bytes,
    }  # fmt: skip
