"""`./hoistway bench scan`: the code page over a whole register, beside a bare Django view."""

import argparse
import csv
import gzip
import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import httpx

from hoistway.server.bench import importing, machine
from hoistway.server.bench.bounds import Target, at_most
from hoistway.server.bench.scratch import Scratch, free_port, scratch
from hoistway.server.bench.users import Answers, Ask, Crowd, ask_for
from hoistway.server.children import dying_with_parent
from hoistway.server.config import REPOSITORY, CannotStart
from hoistway.simulation.registers.files import write_world
from hoistway.simulation.registers.world import Settings

P95_MS, MOST_BYTES = 150.0, 40 * 1024
"""Issue: scan page p95 ≤ 150 ms server time with 330,000 elevators, ≤ 40 KiB."""

USERS, PAUSE_S = 20, 1.0
"""Who scans at once. Chosen: 20 a second are a city's scans of a bad night, not of a quiet one."""

_SCANNED = 5000
_READY_S = 60.0
_LOADED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


class Phones:
    """Browsers of passengers: no account, no cookie."""

    def __init__(self, *, pages: str) -> None:
        self.pages = pages

    def browsers(self, count: int) -> list[httpx.Client]:
        """Return so many of them."""
        return [httpx.Client(base_url=self.pages, timeout=60.0) for _ in range(count)]


def run(options: argparse.Namespace) -> int:
    """Measure, print one line of JSON, and return 1 when a target was missed."""
    with tempfile.TemporaryDirectory(prefix="hoistway-world-") as name, scratch() as place:
        folder = Path(name)
        world = Settings(elevators=options.elevators, seed=options.seed, noise=1.0)
        write_world(settings=world, folder=folder, tables=True)
        importing.fill(place=place, folder=folder)
        paths = _plated(place, folder)
        results, targets = _measured(place, paths, options)
    told = {
        "bench": "scan", "ok": all(one.met for one in targets),
        "settings": {
            "elevators": options.elevators, "seed": options.seed, "seconds": options.seconds,
            "users": USERS, "pause_s": PAUSE_S, "plates": len(paths),
        },
        **machine.told(), "targets": [one.told() for one in targets], "results": results,
    }  # fmt: skip
    print(json.dumps(told, default=str))
    return 0 if told["ok"] else 1


def _plated(place: Scratch, folder: Path) -> list[str]:
    """Issue every plate and return the paths printed on them."""
    file = folder / "plates.csv"
    done = place.run("plates", "issue", "--csv", str(file), "--all")
    if done.status:
        raise CannotStart(sentence=f"issuing plates failed: {done.complained}")
    with file.open(encoding="utf-8", newline="") as rows:
        return [urlsplit(row["address"]).path for row in csv.DictReader(rows)]


def _measured(
    place: Scratch, paths: list[str], options: argparse.Namespace
) -> tuple[dict[str, Any], list[Target]]:
    chance = Random(options.seed)
    asked = chance.sample(paths, min(len(paths), _SCANNED))
    ours = _scanned(place.pages, asked, options)
    with bare_view(place) as pages:
        bare = _scanned(pages, asked, options)
    heaviest = max(_weight(place.pages, path) for path in asked[:10])
    p95, bare_p95 = ours.p95_ms() or 0.0, bare.p95_ms() or 1e-9
    results = {
        "page": ours.told(), "bare_view": bare.told(), "bytes": heaviest,
        "times_bare_view": round(p95 / bare_p95, 2),
    }  # fmt: skip
    return results, [
        at_most(name="scan page, p95 ms", limit=P95_MS, measured=p95),
        at_most(name="scan page with all it loads, bytes", limit=MOST_BYTES, measured=heaviest),
        at_most(name="failures", limit=0, measured=len(ours.failed) + len(bare.failed)),
    ]


def _scanned(pages: str, paths: list[str], options: argparse.Namespace) -> Answers:
    crowd = Crowd(users=USERS, pause_s=PAUSE_S, seed=options.seed)
    asks = [Ask("scan", path) for path in paths]
    ask_for(place=Phones(pages=pages), crowd=crowd, asks=asks, seconds=2.0)
    return ask_for(place=Phones(pages=pages), crowd=crowd, asks=asks, seconds=options.seconds)


def _weight(pages: str, path: str) -> int:
    """Return the bytes of a page as it travels, plain, with its files by gzip."""
    page = httpx.get(pages + path).text
    files = {httpx.get(pages + one).content for one in set(_LOADED.findall(page))}
    return len(page.encode()) + sum(min(len(one), len(gzip.compress(one))) for one in files)


@contextmanager
def bare_view(place: Scratch) -> Iterator[str]:
    """Serve the bare view over the same database inside the block."""
    with peer(place, "bare_view") as pages:
        yield pages


@contextmanager
def peer(place: Scratch, name: str) -> Iterator[str]:
    """Serve a peer of `peers` over the same database inside the block."""
    port = free_port()
    module = f"hoistway.server.bench.peers.{name}"
    process = subprocess.Popen(
        [sys.executable, "-m", module, place.database_url(), str(port)],
        env=place.environment, cwd=REPOSITORY, preexec_fn=dying_with_parent(signal.SIGTERM),
    )  # fmt: skip
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    until = monotonic() + _READY_S
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise CannotStart(sentence="the peer did not start")
