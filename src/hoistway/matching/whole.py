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
        refused = _gather_numbered(city, groups)
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
        clusters = _clusters(groups)
        numbered = _numbered_links(city, clusters, lessons, policy, refused)
        links = pa.concat_tables([numbered, _other_links(found)])
        progress("done", 1.0)
        links = links.sort_by([("key_a", "ascending"), ("key_b", "ascending")])
        return Matched(links, clusters, lessons, policy.edition)


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


def _gather_numbered(city: duckdb.DuckDBPyConnection, groups: Groups) -> list[tuple[int, int]]:
    """Join the certain pairs, write the table `grouped`, and return the pairs that were refused."""
    for a, b in city.execute("SELECT a, b FROM pair WHERE strength < 0").fetchall():
        groups.keep_apart(a, b)
    for a, b in _certain(city, "source_a = source_b"):
        groups.join(a, b, proved=True)
    refused = groups.join_all(_certain(city, "source_a <> source_b"))
    _lay_down(city, groups)
    return refused


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
    clusters: pa.Table,
    lessons: Lessons,
    policy: Policy,
    refused: list[tuple[int, int]],
) -> pa.Table:
    """Return the links of pairs that share a number; a question that was answered is left out."""
    city.register("told", _told(city, lessons, policy))
    city.register("clusters", clusters)
    city.register("refused", _pairs(refused))
    links: pa.Table = city.sql(_LINKS).to_arrow_table().cast(LINKS)
    return links


def _told(city: duckdb.DuckDBPyConnection, lessons: Lessons, policy: Policy) -> pa.Table:
    """Return probability and aspects of each combination of signs that occurs."""
    seen = [row[0] for row in city.execute("SELECT DISTINCT signs FROM pair").fetchall()]
    prior = log2(policy.same_share / (1.0 - policy.same_share))
    verdicts = [judged(signs=signs, policy=policy) for signs in seen]
    chances = [probability(bits=lessons.bits(signs=signs) + prior) for signs in seen]
    return pa.table(
        {
            "signs": pa.array(seen, pa.string()),
            "probability": pa.array(chances, pa.float64()),
            "agree": pa.array([list(each.agree) for each in verdicts], pa.list_(pa.string())),
            "against": pa.array([list(each.against) for each in verdicts], pa.list_(pa.string())),
        }
    )


def _pairs(pairs: list[tuple[int, int]]) -> pa.Table:
    return pa.table(
        {name: pa.array([pair[at] for pair in pairs], pa.int64()) for at, name in enumerate("ab")}
    )


_LINKS = """
    WITH held AS (
        SELECT a, b, signs, reason, certainty = 'certain' AND r.a IS NULL AS certain,
            r.a IS NOT NULL AS refused
        FROM pair LEFT JOIN refused r USING (a, b) WHERE certainty <> 'no'
    )
    SELECT a AS key_a, b AS key_b, CASE WHEN certain THEN 'certain' ELSE 'ask' END AS certainty,
        probability, CASE WHEN refused THEN 'several_elevators' ELSE reason END AS reason,
        agree, against
    FROM held JOIN told USING (signs)
    JOIN clusters f ON f.key = a JOIN clusters g ON g.key = b
    WHERE certain OR f.cluster <> g.cluster
"""
"""The links of pairs that share a number, from `pair`, `refused`, `told` and `clusters`."""


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
