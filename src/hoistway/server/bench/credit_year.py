"""A year of a city scored for all its firms, every count and every score repeated by an oracle."""

import argparse
import json
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from hoistway.server.bench.bounds import Target, at_least, at_most, seconds_for
from hoistway.server.bench.credit_oracle import scores
from hoistway.server.bench.credit_recount import recount
from hoistway.server.bench.scratch import scratch, told_json
from hoistway.server.config import REPOSITORY

LIMIT_S = 300.0
"""Issue: a year of 330,000 elevators scored for 315 firms in at most five minutes on two cores."""

_SHOWN = 20


def measure(*, options: argparse.Namespace) -> tuple[dict[str, Any], list[Target]]:
    """Return how long counting and scoring took, and where the oracle says otherwise."""
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        return _measured(options, options.out)
    with tempfile.TemporaryDirectory(prefix="hoistway-credit-") as folder:
        return _measured(options, Path(folder))


def _measured(options: argparse.Namespace, out: Path) -> tuple[dict[str, Any], list[Target]]:
    with scratch() as place:
        lighten(url=place.database_url())
        done = place.run_module(
            "hoistway.server.bench.credit_child", "--elevators", str(options.elevators), "--firms",
            str(options.firms), "--seed", str(options.seed), "--out", str(out),
        )  # fmt: skip
        told = told_json(done)
    began = perf_counter()
    judged = judge(folder=out, editions=_tables())
    told |= judged | {"oracle_s": round(perf_counter() - began, 1), "peak_mb": done.peak_mb}
    ours = told["editions"]["hoistway-2026"]
    limit = seconds_for(limit=LIMIT_S, elevators=options.elevators)
    return told, [
        at_most(name="counted and scored, s", limit=limit, measured=ours["all_s"]),
        at_least(name="firms scored", limit=options.firms, measured=ours["firms"]),
        at_least(name="firms of a split fleet found", limit=2, measured=ours["pooled"]),
        at_most(name="counts otherwise", limit=0, measured=judged["counts_otherwise"]),
        at_most(name="scores otherwise", limit=0, measured=judged["scores_otherwise"]),
    ]


def _tables() -> dict[str, dict[str, Any]]:
    """Return the editions as their files say them, read as anybody would."""
    folder = REPOSITORY / "src" / "hoistway" / "credit" / "standards" / "editions"
    return {
        file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.toml")
    }


def lighten(*, url: str) -> list[str]:
    """Take foreign keys and look-up indexes off the visits, so that a year is laid in minutes.

    Returns the statements that make the indexes again. Counting reads the table once and uses
    none but the index by elevator, which stays.
    """
    with psycopg.connect(url, autocommit=True) as owner:
        keys = owner.execute(
            "SELECT conname FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid = 'maintenance_visit'::regclass"
        ).fetchall()
        for (name,) in keys:
            owner.execute(f'ALTER TABLE maintenance_visit DROP CONSTRAINT "{name}"'.encode())
        found = owner.execute(
            "SELECT c.relname, pg_get_indexdef(c.oid) "
            "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE i.indrelid = 'maintenance_visit'::regclass AND NOT i.indisunique "
            "AND c.relname <> 'visit_by_elevator'"
        ).fetchall()
        for name, _statement in found:
            owner.execute(f'DROP INDEX "{name}"'.encode())
        return [str(statement) for _name, statement in found]


def judge(*, folder: Path, editions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Recount every fact from the csv files and rescore every firm; say what differs."""
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with (folder / "scores.ndjson").open(encoding="utf-8") as file:
        for line in file:
            one = json.loads(line)
            lines[one["scored"]["edition"]].append(one)
    counts: list[object] = []
    others: list[object] = []
    compared = 0
    for edition, said in sorted(lines.items()):
        recounted = recount(folder=folder, limits=editions[edition]["limits"])
        for one in said:
            compared += len(recounted[one["facts"]["organisation"]])
            counts += _counts_otherwise(edition, one["facts"], recounted)
        again = scores(editions[edition], [one["facts"] for one in said])
        others += [
            [edition, one["facts"]["organisation"]]
            for one in said
            if _told(one["scored"]) != again[one["facts"]["organisation"]]
        ]
    return {
        "counts_compared": compared, "counts_otherwise": len(counts),
        "scores_compared": sum(map(len, lines.values())), "scores_otherwise": len(others),
        "otherwise": [*counts[:_SHOWN], *others[:_SHOWN]],
    }  # fmt: skip


def _counts_otherwise(
    edition: str, facts: dict[str, Any], recounted: dict[int, dict[str, Any]]
) -> list[object]:
    said = {**facts["counts"], **{key: list(held) for key, held in facts["samples"].items()}}
    again = recounted[facts["organisation"]]
    return [
        [edition, facts["organisation"], key, said.get(key, 0), again.get(key, 0)]
        for key in sorted(said.keys() | again.keys())
        if (said.get(key) or 0) != (again.get(key) or 0)
    ]


def _told(scored: dict[str, Any]) -> dict[str, Any]:
    return {
        "total": scored["total"], "grade": scored["grade"],
        "points": {
            one["indicator"]: one["points"] if one["applies"] else None for one in scored["points"]
        },
    }  # fmt: skip
