"""`./hoistway bench register`: import, match, correct and search, each against its target."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoistway.server.bench import correcting, importing, machine, matching, searching
from hoistway.server.bench.bounds import Target
from hoistway.server.bench.scratch import scratch
from hoistway.simulation.registers.files import CLAIMS, TRUTH, write_world
from hoistway.simulation.registers.world import Settings

PARTS = ("import", "match", "correct", "search")
NOISES = {"all": (0.5, 1.0, 2.0)}

Part = tuple[dict[str, Any], list[Target]]


@dataclass(frozen=True, slots=True)
class World:
    """The files on which a run is judged."""

    folder: Path
    claims: Path
    truth: Path
    elevators: int
    noise: float | None


def run(options: argparse.Namespace) -> int:
    """Measure the parts that the options name; return 1 when a target was missed."""
    parts = [name.strip() for name in options.parts.split(",") if name.strip()]
    unknown = set(parts) - set(PARTS)
    if unknown:
        print(f"hoistway: there is no part {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    results: dict[str, Any] = {}
    targets: list[dict[str, object]] = []
    for noise in _noises(options):
        with _world(options, noise) as world:
            for name in parts:
                if noise != 1.0 and world.noise is not None and name in ("import", "search"):
                    continue
                told, found = _part(name, world, options)
                key = name if noise == 1.0 or world.noise is None else f"{name}_noise_{noise:g}"
                results[key] = told
                targets += [{"part": key, **one.told()} for one in found if _counts(key, name)]
                _say(key, found)
    print(json.dumps(_object(options, results, targets), default=str))
    return 0 if all(one["met"] for one in targets) else 1


def _counts(key: str, name: str) -> bool:
    """Return whether a part's targets decide: those at half and double noise are only told."""
    return key == name


def _noises(options: argparse.Namespace) -> tuple[float, ...]:
    return NOISES.get(options.noise) or (float(options.noise),)


def _object(
    options: argparse.Namespace, results: dict[str, Any], targets: list[dict[str, object]]
) -> dict[str, Any]:
    settings = {
        "elevators": options.elevators, "seed": options.seed, "noise": options.noise,
        "parts": options.parts, "without": options.without,
        "claims": str(options.claims or ""), "truth": str(options.truth or ""),
    }  # fmt: skip
    return {
        "bench": "register", "ok": all(one["met"] for one in targets), "settings": settings,
        **machine.told(), "targets": targets, "results": results,
    }  # fmt: skip


@contextmanager
def _world(options: argparse.Namespace, noise: float) -> Iterator[World]:
    """Give the files of the options, or those of a world made for the run."""
    with tempfile.TemporaryDirectory(prefix="hoistway-world-") as name:
        folder = Path(name)
        if options.claims and options.truth:
            elevators = _count(options.truth)
            yield World(folder, options.claims, options.truth, elevators, None)
            return
        settings = Settings(elevators=options.elevators, seed=options.seed, noise=noise)
        _say(f"world of {options.elevators:,} elevators, noise {noise:g}", [])
        write_world(settings=settings, folder=folder, tables=True)
        yield World(folder, folder / CLAIMS, folder / TRUTH, options.elevators, noise)


def _count(truth: Path) -> int:
    with truth.open("rb") as lines:
        return sum(b'"fields"' in line for line in lines)


def _part(name: str, world: World, options: argparse.Namespace) -> Part:
    if name == "match":
        return matching.measure(claims=world.claims, truth=world.truth, elevators=world.elevators)
    if not (world.folder / "register.csv").exists() and name in ("import", "search"):
        return {"skipped": "needs a world of its own, not given claims"}, []
    with scratch() as place:
        if name == "correct":
            return correcting.measure(
                place=place, claims=world.claims, truth=world.truth, without=options.without
            )
        if name == "import":
            return importing.measure(place=place, folder=world.folder, elevators=world.elevators)
        importing.fill(place=place, folder=world.folder)
        return searching.measure(
            place=place, folder=world.folder, elevators=world.elevators, seed=options.seed,
            seconds=options.seconds,
        )  # fmt: skip


def _say(what: str, targets: list[Target]) -> None:
    met = "".join(
        f"\n  {'met   ' if t.met else 'MISSED'} {t.name}: {t.measured} ({t.wanted})"
        for t in targets
    )
    print(f"{what}{met}", file=sys.stderr, flush=True)
