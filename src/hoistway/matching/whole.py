"""The nightly whole: all records of all sources, gathered into elevators."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log2
from pathlib import Path

import duckdb
import pyarrow as pa

from hoistway.matching.assignment import Assignment, Found
from hoistway.matching.candidates import find_candidates
from hoistway.matching.grouping import Groups
from hoistway.matching.judging import judged
from hoistway.matching.lessons import Lessons, learn, probability
from hoistway.matching.numbered import judge_numbers
from hoistway.matching.policy import POLICY, Policy
from hoistway.matching.preparing import prepared
from hoistway.matching.scoring import score

Progress = Callable[[str, float], None]
"""Told the name of each step and the share of the work that is done."""

LINKS = pa.schema(
    [
        ("key_a", pa.int64()),
        ("key_b", pa.int64()),
        ("certainty", pa.string()),
        ("probability", pa.float64()),
        ("reason", pa.string()),
        ("agree", pa.list_(pa.string())),
        ("against", pa.list_(pa.string())),
    ]
)
"""A pair of records, `certain` or `ask`; the rule that decided and the aspects for and against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What the matching may use: a folder for what does not fit, threads, and memory in MB."""

    folder: Path
    threads: int = 2
    memory_mb: int = 3_000


@dataclass(frozen=True, slots=True)
class Matched:
    """The links, the cluster of every record (`key`, `cluster`: its least key), and the lessons."""

    links: pa.Table
    clusters: pa.Table
    lessons: Lessons
    edition: str


def match_all(
    *,
    table: pa.Table,
    workplace: Workplace,
    policy: Policy = POLICY,
    progress: Progress = lambda _step, _share: None,
) -> Matched:
    """Return which records are one elevator: certain links, questions, and the clusters they make.

    The table has the columns of `record.TABLE`, one row for each record of each source, in any
    order. In a cluster no source speaks twice, unless that is proved. The same table gives the
    same answer.
    """
    progress("prepare", 0.0)
    records = prepared(table=table)
    groups = _each_alone(records)
    with _city(records, workplace) as city:
        del records
        progress("numbers", 0.2)
        judge_numbers(city=city, policy=policy)
        for a, b in _certain(city, "source_a = source_b"):
            groups.join(a, b, proved=True)
        refused = groups.join_all(_certain(city, "source_a <> source_b"))
        _lay_down(city, groups)
        progress("places", 0.4)
        find_candidates(city=city, policy=policy)
        lessons = learn(city=city, policy=policy)
        progress("score", 0.5)
        scored = score(city=city, lessons=lessons, policy=policy)
        progress("assign", 0.7)
        found = Assignment(
            scored=scored, groups=groups, policy=policy, most_facts=lessons.most_facts
        ).settle()
        progress("links", 0.9)
        links = pa.concat_tables(
            [_numbered_links(city, groups, lessons, policy, set(refused)), _other_links(found)]
        )
        progress("done", 1.0)
        return Matched(links.sort_by([("key_a", "ascending"), ("key_b", "ascending")]),
                       _clusters(groups), lessons, policy.edition)  # fmt: skip


def _city(records: pa.Table, workplace: Workplace) -> duckdb.DuckDBPyConnection:
    """Return a database that holds the prepared records and keeps within its means."""
    city = duckdb.connect(
        config={
            "threads": workplace.threads,
            "memory_limit": f"{workplace.memory_mb}MB",
            "temp_directory": str(workplace.folder),
            "preserve_insertion_order": False,
        }
    )
    city.register("prepared", records)
    city.execute("CREATE TABLE record AS SELECT * FROM prepared ORDER BY key")
    city.unregister("prepared")
    return city


def _each_alone(records: pa.Table) -> Groups:
    return Groups(dict(zip(records["key"].to_pylist(), records["source"].to_pylist(), strict=True)))


def _certain(city: duckdb.DuckDBPyConnection, which: str) -> list[tuple[int, int]]:
    """Return the certain pairs, the strongest first."""
    return city.execute(
        f"SELECT a, b FROM pair WHERE certainty = 'certain' AND {which}"
        " ORDER BY strength DESC, a, b"
    ).fetchall()


def _lay_down(city: duckdb.DuckDBPyConnection, groups: Groups) -> None:
    """Write the groups into the table `grouped`."""
    city.register("clusters", _clusters(groups))
    city.execute("CREATE TABLE grouped AS SELECT key, cluster AS grp FROM clusters ORDER BY key")
    city.unregister("clusters")


def _clusters(groups: Groups) -> pa.Table:
    keys = groups.keys()
    return pa.table(
        {
            "key": pa.array(keys, pa.int64()),
            "cluster": pa.array((groups.of(key) for key in keys), pa.int64()),
        }
    )


def _numbered_links(
    city: duckdb.DuckDBPyConnection,
    groups: Groups,
    lessons: Lessons,
    policy: Policy,
    refused: set[tuple[int, int]],
) -> pa.Table:
    """Return the links of pairs that share a number; a question that was answered is left out."""
    prior = log2(policy.same_share / (1.0 - policy.same_share))
    rows = city.execute(
        "SELECT a, b, certainty, reason, signs FROM pair WHERE certainty <> 'no' ORDER BY a, b"
    ).fetchall()
    links: dict[str, list[object]] = {name: [] for name in LINKS.names}
    for a, b, certainty, reason, signs in rows:
        if (a, b) in refused:
            certainty, reason = "ask", "listed_twice"
        if certainty == "ask" and groups.of(a) == groups.of(b):
            continue
        verdict = judged(signs=signs, policy=policy)
        bits = lessons.bits(signs=signs) + prior
        row = (a, b, certainty, probability(bits=bits), reason, verdict.agree, verdict.against)
        for column, value in zip(links.values(), row, strict=True):
            column.append(value)
    return pa.table(links, schema=LINKS)


def _other_links(found: list[Found]) -> pa.Table:
    """Return the links of pairs that share no number."""
    rows = [
        (
            link.key_a, link.key_b, "certain" if link.certain else "ask",
            link.probability, link.reason, list(link.agree), list(link.against),
        )
        for link in found
    ]  # fmt: skip
    columns = zip(*rows, strict=True) if rows else [[] for _ in LINKS.names]
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, LINKS, strict=True)],
        schema=LINKS,
    )
