"""Part `reports` of `./hoistway bench public`: an hour of reports with photos, under kills.

Telemetry of the city runs meanwhile: every lift of the small city once a second, as many samples
as 24,000 quiet lifts send by their heartbeats. The web processes are killed; whoever was answered
must stand, once.
"""

import argparse
import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

from hoistway.server.bench.bounds import Target, at_most, percentile
from hoistway.server.bench.public_crowd import Hour, Public
from hoistway.server.bench.scratch import Scratch, scratch, told_json
from hoistway.server.bench.syncing import kill_web

REPORTS, SECONDS, P95_MS = 10_000, 3600.0, 300.0
"""Issue: 10,000 reports in an hour with photos while telemetry runs, p95 <= 300 ms."""

ELEVATORS = 400
"""Chosen: so few that reports of one elevator meet each other."""

_CHILD = "hoistway.server.bench.public_child"


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Let the public report, in the share of an hour that `--scale` says; return the targets."""
    with scratch(without="", trusted_proxies="127.0.0.1/32") as place:
        lay = (_CHILD, "lay", str(ELEVATORS), str(options.seed), "bench")
        town = told_json(place.run_module(*lay))
        hour = Hour(
            pages=place.pages, intake=place.intake, seed=options.seed,
            reports=max(20, round(REPORTS * options.scale)), seconds=SECONDS * options.scale,
        )  # fmt: skip
        public = Public(hour=hour, town=town)
        kills = asyncio.run(_with_kills(public, place))
        stands = told_json(place.run_module(_CHILD, "count"))
    told = _told(public, stands, kills)
    return told, [
        at_most(
            name="report with a photo, p95 ms", limit=P95_MS, measured=told["report"]["p95_ms"]
        ),
        at_most(name="form, p95 ms", limit=P95_MS, measured=told["form"]["p95_ms"]),
        at_most(name="lost", limit=0, measured=told["lost"]),
        at_most(name="doubled", limit=0, measured=told["doubled"]),
        at_most(name="refused", limit=0, measured=len(public.failed)),
    ]


async def _with_kills(public: Public, place: Scratch) -> int:
    killer = asyncio.create_task(kill_web(Path(place.home), public.hour.seconds))
    await public.report()
    return await killer


def _told(public: Public, stands: dict[str, Any], kills: int) -> dict[str, Any]:
    kept = Counter(stands["forms"])
    return {
        "reports": public.hour.reports, "seconds": public.hour.seconds, "kills": kills,
        "sent_again": public.again, "samples": public.samples,
        "telemetry_failed": len(public.telemetry_failed),
        "telemetry_last_failure": public.telemetry_failed[-1:],
        **{sort: _times(values) for sort, values in sorted(public.answered.items())},
        "lost": len(public.acknowledged - set(kept))
        + max(0, len(public.acknowledged) - stands["photos"]),
        "doubled": sum(kept.values()) - len(kept)
        + max(0, stands["photos"] - len(public.acknowledged)),
        "failed": public.failed[:20],
    }  # fmt: skip


def _times(values: list[float]) -> dict[str, Any]:
    p50, p95 = (percentile(values=values, share=share) or 0.0 for share in (0.5, 0.95))
    return {"answers": len(values), "p50_ms": round(p50 * 1000, 1), "p95_ms": round(p95 * 1000, 1)}
