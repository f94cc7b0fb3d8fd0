"""The city's register from a file: dry, applied, and again, while pages are asked for."""

from pathlib import Path
from typing import Any

from hoistway.server.bench.bounds import Target, at_most, seconds_for
from hoistway.server.bench.machine import Measured
from hoistway.server.bench.peers import copy_and_sql
from hoistway.server.bench.scratch import Scratch, told_json
from hoistway.server.bench.users import Ask, Crowd, asking

DRY_S, APPLIED_S = 180.0, 480.0
"""Issue: dry run ≤ 3 minutes, applied ≤ 8 minutes over 330,000 rows."""

PAGE_MS = 200.0
READERS = Crowd(users=4, pause_s=1.0, seed=1)
"""Who reads meanwhile. Chosen: a district's desk at work."""

PAGES = (
    Ask("list", "/elevators"), Ask("list", "/elevators?q=花园"), Ask("home", "/g/"),
    Ask("quality", "/quality/"),
)  # fmt: skip


def fill(*, place: Scratch, folder: Path) -> None:
    """Import `register.csv` once, as the ground of another part."""
    told_json(_import(place, folder, ("--apply",)))


def measure(*, place: Scratch, folder: Path, elevators: int) -> tuple[dict[str, Any], list[Target]]:
    """Import `register.csv` three times and return what was measured, and the targets."""
    runs: dict[str, Any] = {}
    with asking(place=place, crowd=READERS, asks=PAGES) as answers:
        for name, words in (("dry", ()), ("applied", ("--apply",)), ("again", ("--apply",))):
            runs[name] = _told(_import(place, folder, words))
    peer = copy_and_sql.run(url=place.database_url(), file=str(folder / "register.csv"))
    applied = runs["applied"]
    rows_a_second = applied["rows"] / max(applied["seconds"], 1e-9)
    again = runs["again"]
    changes = again["created"] + again["changed"]
    dry_s = seconds_for(limit=DRY_S, elevators=elevators)
    applied_s = seconds_for(limit=APPLIED_S, elevators=elevators)
    results = {
        **runs, "rows_a_second": round(rows_a_second, 1), "pages": answers.told(),
        "copy_and_sql": peer,
        "times_copy_and_sql": round(applied["seconds"] / max(float(str(peer["seconds"])), 1e-9), 1),
    }  # fmt: skip
    return results, [
        at_most(name="import dry run, s", limit=dry_s, measured=runs["dry"]["seconds"]),
        at_most(name="import applied, s", limit=applied_s, measured=applied["seconds"]),
        at_most(name="same file again, changes", limit=0, measured=changes),
        at_most(name="pages meanwhile, p95 ms", limit=PAGE_MS, measured=answers.p95_ms()),
        at_most(name="pages meanwhile, failures", limit=0, measured=len(answers.failed)),
    ]


def _import(place: Scratch, folder: Path, words: tuple[str, ...]) -> Measured:
    return place.run(
        "import", "register", str(folder / "register.csv"), "--mapping",
        str(folder / "register.toml"), *words, "--json",
    )  # fmt: skip


def _told(done: Measured) -> dict[str, Any]:
    told = told_json(done)
    kept = ("rows", "accepted", "refused", "created", "changed", "unchanged", "older", "waiting")
    return {
        "seconds": done.seconds, "peak_mb": done.peak_mb, "status": done.status,
        **{name: told[name] for name in kept if name in told},
    }  # fmt: skip
