"""`./hoistway bench api`: what programs may ask of the API, on two cores, while it is killed.

Parts: `bulk` sends claims in batches, `single` asks and writes one thing at a time at a fixed
rate; both then go on while the processes of the pages are killed, and in the end every write that
was ever sent must stand once. The peer is a bare Django Ninja of the same rows
(`peers/bare_ninja.py`): no key, no scope, no idempotency, no history.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hoistway.server.bench import machine
from hoistway.server.bench.api_crowd import Load, Programs
from hoistway.server.bench.bounds import Target, at_least, at_most
from hoistway.server.bench.scanning import peer
from hoistway.server.bench.scratch import Scratch, scratch, told_json
from hoistway.server.bench.syncing import kill_web

LINES_PER_S, CALLS_PER_S, P95_MS = 1_000.0, 200.0, 300.0
"""Issue: 1,000 writes a second in batches, 200 single requests a second on two cores. The bound of
the answers is Chosen: that of every page."""

KEPT_UP = 0.98
"""Share of the wanted rate that counts as reached. Chosen: the last calls end after the clock."""

CORES = 2

_CHILD = "hoistway.server.bench.api_child"


def run(options: argparse.Namespace) -> int:
    """Measure and print one line of JSON; return 1 when a target was missed."""
    with _on_two_cores() as cores:
        results = _measured(options, cores)
    targets = _targets(results)
    for one in targets:
        met = "met   " if one.met else "MISSED"
        print(f"{met} {one.name}: {one.measured} ({one.wanted})", file=sys.stderr)
    met_all = all(one.met for one in targets)
    told = {
        "bench": "api", "ok": met_all, "cores": cores,
        "settings": {k: v for k, v in vars(options).items() if k not in {"verb", "run"}},
        **machine.told(), "targets": [one.told() for one in targets], "results": results,
    }  # fmt: skip
    print(json.dumps(told, default=str))
    return 0 if met_all else 1


@contextmanager
def _on_two_cores() -> Iterator[dict[str, list[int]]]:
    """Keep what is started inside on two cores; the programs that ask run on the others."""
    mine = sorted(os.sched_getaffinity(0))
    told = {"platform": mine[:CORES], "programs": mine[CORES:] or mine}
    os.sched_setaffinity(0, mine[:CORES])
    try:
        yield told
    finally:
        os.sched_setaffinity(0, mine)


def _measured(options: argparse.Namespace, cores: dict[str, list[int]]) -> dict[str, Any]:
    with scratch(without="nats,ingest,watch") as place:
        lay = ("lay", str(options.elevators), str(options.seed))
        town = told_json(place.run_module(_CHILD, *lay))
        os.sched_setaffinity(0, cores["programs"])
        programs = Programs(pages=place.pages, town=town, seed=options.seed)
        calm = Load(
            lines=round(LINES_PER_S * options.seconds), batch=options.batch,
            calls_per_s=CALLS_PER_S, seconds=options.seconds,
        )  # fmt: skip
        told = asyncio.run(_calm(programs, calm))
        told["under_kills"] = asyncio.run(_killed(programs, calm, Path(place.home)))
        told["stands"] = _counted(place, programs)
        os.sched_setaffinity(0, cores["platform"])
        with peer(place, "bare_ninja") as pages:
            os.sched_setaffinity(0, cores["programs"])
            told["peer"] = _beside(Programs(pages=pages, town=town, seed=options.seed + 1), calm)
    for part in ("bulk", "single"):
        told[f"{part}_times_peer"] = round(
            told[part]["per_s"] / max(told["peer"][part]["per_s"], 1e-9), 3
        )
    return told


async def _calm(programs: Programs, load: Load) -> dict[str, Any]:
    await programs.warm_up()
    bulk = await programs.send_batches(load=load)
    single = await programs.ask_singly(load=load)
    return {"bulk": bulk.told(), "single": single.told()}


async def _killed(programs: Programs, load: Load, home: Path) -> dict[str, Any]:
    killer = asyncio.create_task(kill_web(home, load.seconds))
    bulk, single = await asyncio.gather(
        programs.send_batches(load=load.half()), programs.ask_singly(load=load.half())
    )
    return {"kills": await killer, "bulk": bulk.told(), "single": single.told()}


def _counted(place: Scratch, programs: Programs) -> dict[str, Any]:
    """Compare what programs were answered with what stands."""
    stands = told_json(place.run_module(_CHILD, "count"))
    claims, faults = set(stands.pop("claims")), stands.pop("faults")
    sent_faults = programs.reported
    return {
        **stands, "lines_acknowledged": len(programs.said), "writes_acknowledged": len(sent_faults),
        "sent_again": programs.again, "refused": programs.refused[:20],
        "lost": len(programs.said - claims) + len(sent_faults - set(faults)),
        "doubled": stands["claims_rows"] - len(claims) + len(faults) - len(set(faults)),
    }  # fmt: skip


def _beside(bare: Programs, load: Load) -> dict[str, Any]:
    told: dict[str, Any] = asyncio.run(_calm(bare, load.flat_out()))
    return {"name": "bare Django Ninja", **told}


def _targets(told: dict[str, Any]) -> list[Target]:
    stands = told["stands"]
    return [
        at_least(name="lines a second, in batches", limit=LINES_PER_S,
                 measured=told["bulk"]["per_s"]),
        at_least(name="single calls a second", limit=CALLS_PER_S * KEPT_UP,
                 measured=told["single"]["per_s"]),
        at_most(name="single call, p95 ms", limit=P95_MS, measured=told["single"]["p95_ms"]),
        at_most(name="lost", limit=0, measured=stands["lost"]),
        at_most(name="doubled", limit=0, measured=stands["doubled"]),
        at_most(name="refused", limit=0, measured=len(stands["refused"])),
        at_least(name="processes killed", limit=1, measured=told["under_kills"]["kills"]),
    ]  # fmt: skip
