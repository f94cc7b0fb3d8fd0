"""Candidates scored by splink (Fellegi and Sunter 1969), with the shares that we have counted."""

import logging
import re
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from hoistway.matching.aspects import ASPECTS, NAMES, Aspect
from hoistway.matching.lessons import FACTS, Lesson, Lessons
from hoistway.matching.policy import Policy

_SIDE = re.compile(r"\b([lr])\.([a-z_]+)\b")


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidate pairs of groups: per aspect the sum of weights and how many pairs of records say
    something, agree, differ; and the pair of records that speaks most for it. `lone` counts the
    groups of one source that had candidates at all.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    key_a: NDArray[np.int64]
    key_b: NDArray[np.int64]
    weights: NDArray[np.float64]
    known: NDArray[np.int32]
    agree: NDArray[np.int32]
    differ: NDArray[np.int32]
    lone: int


def score(*, city: duckdb.DuckDBPyConnection, lessons: Lessons, policy: Policy) -> Scored:
    """Return every candidate pair of groups with what its records say for and against it."""
    city.execute(
        "CREATE TABLE blocked AS SELECT f.key AS join_key_l, g.key AS join_key_r, '0' AS match_key"
        " FROM candidate JOIN grouped f ON f.grp = one JOIN grouped g ON g.grp = other"
    )
    city.execute(
        "CREATE TABLE scorable AS SELECT * FROM record WHERE key IN"
        " (SELECT join_key_l FROM blocked UNION SELECT join_key_r FROM blocked)"
    )
    engine = DuckDBAPI(connection=city)
    logging.getLogger("splink").setLevel(logging.WARNING)
    linker = Linker(engine.register("scorable"), _settings(lessons, policy))
    linker.table_management.register_blocked_pairs_for_predict(engine.register("blocked"))
    predicted = linker.inference.predict().physical_name
    found = city.sql(_by_groups(predicted, lessons, policy)).to_arrow_table()
    city.execute(f"DROP TABLE {predicted}")
    columns = {name: found[name].to_numpy() for name in ("one", "other", "key_a", "key_b")}
    lone = city.execute(_LONE).fetchall()[0][0]
    return Scored(**columns, **{name: _matrix(found, name) for name in _MATRICES}, lone=lone)


_LONE = """
    SELECT count(*) FROM team WHERE len(sources) = 1
    AND grp IN (SELECT one FROM candidate UNION SELECT other FROM candidate)
"""
_MATRICES = ("weights", "known", "agree", "differ")


def _matrix(found: pa.Table, which: str) -> Any:
    """Return the columns of all aspects side by side."""
    return np.column_stack([found[f"{which}_{name}"].to_numpy() for name in NAMES])


def _by_groups(predicted: str, lessons: Lessons, policy: Policy) -> str:
    """Return the SQL that gathers scored pairs of records by pairs of groups.

    splink gives the weight of each aspect, which tells the sign that had it. Pairs that weigh too
    little to be anybody's rival are left out; what `assignment` weighs is said here once more.
    """
    tallies = ", ".join(
        f"sum(mw_{lesson.name}) AS weights_{lesson.name},"
        f" (count(*) FILTER (mw_{lesson.name} <> 0))::INTEGER AS known_{lesson.name},"
        f" (count(*) FILTER ({_weighs(lesson, 'A')}))::INTEGER AS agree_{lesson.name},"
        f" (count(*) FILTER ({_weighs(lesson, 'D')}))::INTEGER AS differ_{lesson.name}"
        for lesson in lessons.aspects
    )
    means = {name: f"weights_{name} / greatest(known_{name}, 1)" for name in NAMES}
    facts = " + ".join(means[name] for name in FACTS)
    others = " + ".join(mean for name, mean in means.items() if name not in FACTS)
    return (
        "WITH gathered AS (SELECT least(f.grp, g.grp) AS one, greatest(f.grp, g.grp) AS other,"
        " first(key_l ORDER BY match_weight DESC, key_l, key_r) AS key_a,"
        f" first(key_r ORDER BY match_weight DESC, key_l, key_r) AS key_b, {tallies}"
        f" FROM {predicted} JOIN grouped f ON f.key = key_l JOIN grouped g ON g.key = key_r"
        " GROUP BY ALL) SELECT * FROM gathered"
        f" WHERE {others} + least({facts}, {lessons.most_facts!r}) >= {policy.least_bits!r}"
        " ORDER BY one, other"
    )


def _weighs(lesson: Lesson, sign: str) -> str:
    """Return the SQL condition that an aspect has the weight of a sign."""
    return f"abs(mw_{lesson.name} - ({lesson.weight(sign)!r})) < 1e-6"


def _settings(lessons: Lessons, policy: Policy) -> SettingsCreator:
    """Return splink's settings: our aspects as comparisons, our counted shares as m and u."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        probability_two_random_records_match=policy.same_share,
        comparisons=[
            _comparison(aspect, lesson)
            for aspect, lesson in zip(ASPECTS, lessons.aspects, strict=True)
        ],
        blocking_rules_to_generate_predictions=[block_on("key")],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def _comparison(aspect: Aspect, lesson: Lesson) -> dict[str, object]:
    """Return one aspect in splink's terms."""
    levels: list[dict[str, object]] = [
        {"sql_condition": _theirs(aspect.unknown), "label_for_charts": "U", "is_null_level": True}
    ]
    conditions = (aspect.agree, aspect.near, "ELSE")
    for sign, condition, same, other in zip(
        "AND", conditions, lesson.same, lesson.other, strict=True
    ):
        if condition:
            levels.append(
                {
                    "sql_condition": _theirs(condition),
                    "label_for_charts": sign,
                    "m_probability": same,
                    "u_probability": other,
                }
            )
    return {
        "output_column_name": aspect.name,
        "comparison_description": aspect.name,
        "comparison_levels": levels,
    }


def _theirs(condition: str) -> str:
    """Return a condition over `l` and `r` in splink's way: `l.door` is `door_l`."""
    return _SIDE.sub(r'"\2_\1"', condition)
