"""`./hoistway bench plates`: plates drawn by the worker, downloaded, read by a stranger's decoder.

Everything goes through the front door: a register is imported, plates are issued by the command,
a regulator asks for a batch at the page, follows it there and downloads its file.
"""

import argparse
import csv
import io
import json
import re
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from typing import Any
from uuid import uuid4

import httpx

from hoistway.server import fonts
from hoistway.server.bench import importing, machine
from hoistway.server.bench.bounds import Rate, Target, at_most, bound_at_least
from hoistway.server.bench.plate_wear import DPI, can_read, rasterised, read, worn
from hoistway.server.bench.scratch import LEFT_OUT, Scratch, scratch, told_json
from hoistway.server.config import CannotStart
from hoistway.simulation.registers.files import write_world
from hoistway.simulation.registers.world import Settings

WITHIN_S = 60.0
"""Issue on the code, A8: 10,000 plates within a minute, with progress; fewer in proportion."""

_OF = 10_000
_SPARE = 1.15
"""Elevators made for one plate. Chosen: the tables of a world hold five bad rows in a hundred."""

_READ, _TIMES, _READABLE = 40, 5, 0.95
"""Plates read of the batch, how often each is worn, and the bound that the rate must reach.
Chosen: one look in twenty may need a second one."""

_LOOK_S = 0.1
_BOARD_MM, _PLATE_MM = (1220.0, 2440.0), (100.0, 150.0)
_FIRST_MM, _STEP_MM = (40.0, 67.0), (104.0, 154.0)
"""Board, plate, the first plate's corner and the step, as measured on the board with a rule."""

_MODULE_PX = 61.0 / 41 * DPI / 25.4
_CODE_PX = (
    19.5 * DPI / 25.4 + 4 * _MODULE_PX, 22.2 * DPI / 25.4 + 4 * _MODULE_PX, 33 * _MODULE_PX,
)  # fmt: skip
"""Left, top and side of the dark modules on a plate."""

_LIST = "/g/plates/batches"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a batch that was asked for."""

    seconds: float
    steps: int
    file: Path


def run(options: argparse.Namespace) -> int:
    """Measure; return 1 when a target was missed."""
    with tempfile.TemporaryDirectory(prefix="hoistway-plates-") as name:
        folder = Path(name)
        settings = Settings(elevators=int(options.count * _SPARE), seed=options.seed, noise=1.0)
        write_world(settings=settings, folder=folder, tables=True)
        without = ",".join(part for part in LEFT_OUT.split(",") if part != "work")
        with scratch(without=without) as place:
            importing.fill(place=place, folder=folder)
            place.run("plates", "issue", "--csv", str(folder / "issued.csv"))
            drawn = _ask(place, options.count, folder)
            results, targets = _judged(drawn, folder, options)
            results["peer"] = _peer(place, folder, results["plates_per_s"])
    told = {
        "bench": "plates", "ok": all(target.met for target in targets),
        "settings": {"count": options.count, "seed": options.seed}, **machine.told(),
        "targets": [target.told() for target in targets], "results": results,
    }  # fmt: skip
    print(json.dumps(told))
    return 0 if told["ok"] else 1


def _ask(place: Scratch, count: int, folder: Path) -> Drawn:
    """Ask for a batch at the page, follow it to its end, and download it."""
    with place.signed_in() as client:
        client.get(_LIST)
        form = {
            "form_id": str(uuid4()), "layout": "sheet", "estate": "", "most": str(count),
            "csrfmiddlewaretoken": client.cookies.get("csrftoken", ""),
        }  # fmt: skip
        began = perf_counter()
        page = client.post(_LIST, data=form, headers={"Referer": place.pages})
        if page.status_code != httpx.codes.OK or "/batches/" not in str(page.url):
            raise CannotStart(sentence=f"the batch was answered {page.status_code}")
        here, seen = str(page.url), set()
        while 'data-step="open"' in (text := client.get(f"{here}/live").text):
            seen.add(_far(text))
            _tell(_far(text), count)
            sleep(_LOOK_S)
        seconds = perf_counter() - began
    print(file=sys.stderr)
    file = folder / "batch.zip"
    if place.fetch(f"{here}/file", file) != httpx.codes.OK or not zipfile.is_zipfile(file):
        raise CannotStart(sentence=f"the batch was not drawn: {text[:800]}")
    return Drawn(seconds=round(seconds, 2), steps=len(seen), file=file)


def _far(text: str) -> int:
    found = re.search(r"(\d+) / \d+", text)
    return int(found.group(1)) if found else 0


def _tell(done: int, count: int) -> None:
    print(f"\r{done:>7,} / {count:,} plates", end="", file=sys.stderr, flush=True)


def _judged(
    drawn: Drawn, folder: Path, options: argparse.Namespace
) -> tuple[dict[str, Any], list[Target]]:
    with zipfile.ZipFile(drawn.file) as bound:
        listed = bound.read("list.csv")
        boards = {name: bound.read(name) for name in bound.namelist() if name.endswith(".pdf")}
    (folder / "list.csv").write_bytes(listed)
    rows = list(csv.reader(io.StringIO(listed.decode("utf-8-sig"))))[1:]
    with (folder / "issued.csv").open(encoding="utf-8", newline="") as file:
        issued = {row[2] for row in list(csv.reader(file))[1:]}
    wrong = len({row[7] for row in rows} - issued) + abs(len({row[7] for row in rows}) - len(rows))
    limit = WITHIN_S * max(1.0, options.count / _OF)
    results: dict[str, Any] = {
        "plates": len(rows), "seconds": drawn.seconds, "progress_steps_seen": drawn.steps,
        "plates_per_s": round(len(rows) / drawn.seconds, 1), "boards": len(boards),
        "bytes_per_plate": sum(map(len, boards.values())) // max(1, len(rows)),
    }  # fmt: skip
    targets = [
        at_most(name=f"{options.count} plates, s", limit=limit, measured=drawn.seconds),
        at_most(name="plates missing", limit=0, measured=abs(options.count - len(rows))),
        at_most(name="plates twice or never issued", limit=0, measured=wrong),
    ]
    if can_read():
        plain, spoilt = _decoded(boards, rows, Random(options.seed))
        results["read"] = {"plain": plain.told(), "turned_blurred_covered": spoilt.told()}
        targets += [
            at_most(name="plain plates not read", limit=0, measured=plain.of - plain.hits),
            bound_at_least(name="worn plates read", limit=_READABLE, rate=spoilt),
        ]
    return results, targets


def _decoded(boards: dict[str, bytes], rows: list[list[str]], chance: Random) -> tuple[Rate, Rate]:
    """Read some plates off their boards, as they are and worn."""
    good = spoilt = 0
    picked = chance.sample(rows, min(_READ, len(rows)))
    for name, _page, row, column, _number, _register, _place, address, _missing in picked:
        crop = _around(int(row) - 1, int(column) - 1)
        plate = rasterised(pdf=boards[name], crop_mm=crop)
        good += read(plate) == [address]
        seen = (read(worn(plate, box=_CODE_PX, chance=chance)) for _ in range(_TIMES))
        spoilt += sum(one == [address] for one in seen)
    return Rate(good, len(picked)), Rate(spoilt, _TIMES * len(picked))


def _around(row: int, column: int) -> tuple[float, float, float, float]:
    """Return how much of a board lies left of, below, right of and above a plate, in mm."""
    left, top = _FIRST_MM[0] + column * _STEP_MM[0], _FIRST_MM[1] + row * _STEP_MM[1]
    right = _BOARD_MM[0] - left - _PLATE_MM[0]
    return left, _BOARD_MM[1] - top - _PLATE_MM[1], right, top


def _peer(place: Scratch, folder: Path, ours: float) -> dict[str, Any]:
    """Let typst draw some boards of the same list; its strongest variant counts."""
    told = [
        told_json(
            place.run_module(
                "hoistway.server.bench.peers.typst_boards", str(folder / "list.csv"),
                str(fonts.folder(home=place.home)), variant,
            )
        )
        for variant in ("stroke", "image")
    ]  # fmt: skip
    best = max(float(one["plates_per_s"]) for one in told)
    return {"typst": told, "times_faster": round(ours / best, 2)}
