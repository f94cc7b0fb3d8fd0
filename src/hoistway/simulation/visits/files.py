"""A world of visits as files: what a platform knows, and apart from it the truth."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

from hoistway.simulation.visits.cast import MINUTE_MS, Errand, Job, honest, lifts_of
from hoistway.simulation.visits.fakes import TRICKS
from hoistway.simulation.visits.motion import samples_of

FAKED = 0.25
"""Share of faked visits. Chosen: enough of each kind for a bound; life has fewer."""

_KNOWN = 2_500  # Chosen: two rounds of every pair, so that a last visit can be copied.
_EACH_DAY, _SLOT_MS = 5, 95 * MINUTE_MS
_DAY_MS = 24 * 60 * MINUTE_MS
_FIRST_MS = 1_790_000_000_000


def write_visits(*, folder: Path, visits: int, seed: int, noise: float = 1.0) -> None:
    """Write `visits` visits of three months and their truth into a folder."""
    chance = Random(seed)
    jobs = _jobs(visits, noise, chance)
    folder.mkdir(parents=True, exist_ok=True)
    lifts = {job.lift.key: job.lift for job in jobs}.values()
    _write(
        folder / "elevators.ndjson",
        ({"elevator": x.key, "longitude": x.longitude, "latitude": x.latitude} for x in lifts),
    )
    _write(folder / "visits.ndjson", (_told(job) for job in jobs))
    _write(
        folder / "telemetry.ndjson",
        ({"visit": job.key, "samples": samples_of(job=job, chance=chance)} for job in jobs),
    )
    _write(folder / "truth.ndjson", ({"visit": job.key, "fake": job.fake} for job in jobs))


def _jobs(visits: int, noise: float, chance: Random) -> list[Job]:
    """Return visits in the order of their days; each pair of people keeps to its own corner."""
    lifts = sorted(
        lifts_of(count=max(20, visits // 6), chance=chance), key=lambda lift: lift.longitude
    )
    pairs = max(1, min(40, len(lifts) // 5))
    done: list[Job] = []
    for number in range(visits):
        turn, pair = divmod(number, pairs)
        day, slot = divmod(turn, _EACH_DAY)
        own = lifts[pair * len(lifts) // pairs : (pair + 1) * len(lifts) // pairs]
        begun = _FIRST_MS + day * _DAY_MS + slot * _SLOT_MS + chance.randint(0, 300_000)
        errand = Errand(number + 1, own[turn % len(own)], [2 * pair + 1, 2 * pair + 2], begun)
        job = honest(errand=errand, noise=noise, chance=chance)
        if chance.random() < FAKED:
            name = chance.choice(sorted(TRICKS))
            job.fake = name if TRICKS[name](job, done[-_KNOWN:], chance) else ""
        done.append(job)
    return done


def _told(job: Job) -> dict[str, object]:
    return {
        "visit": job.key, "elevator": job.lift.key, "crew": job.crew, "begun_ms": job.begun_ms,
        "ended_ms": job.ended_ms, "offset_ms": job.offset_ms, "longitude": job.longitude,
        "latitude": job.latitude, "accuracy_m": job.accuracy_m, "ticks": job.ticks,
        "values": job.values, "photos": job.photos,
    }  # fmt: skip


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
