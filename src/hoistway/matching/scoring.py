"""Candidates scored by splink (Fellegi and Sunter 1969), with the shares that we have counted."""

import logging
import re
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from hoistway.matching.aspects import ASPECTS, NAMES, Aspect
from hoistway.matching.lessons import Lesson, Lessons
from hoistway.matching.policy import Policy

_SIDE = re.compile(r"\b([lr])\.([a-z_]+)\b")


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidate pairs of groups: per aspect the sum of weights and how many pairs of records say
    something, agree, differ; and the pair of records that speaks most for it.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    key_a: NDArray[np.int64]
    key_b: NDArray[np.int64]
    weights: NDArray[np.float64]
    known: NDArray[np.int32]
    agree: NDArray[np.int32]
    differ: NDArray[np.int32]


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
    found = city.sql(_by_groups(predicted, lessons)).to_arrow_table()
    columns = {name: found[name].to_numpy() for name in ("one", "other", "key_a", "key_b")}
    return Scored(
        **columns,
        weights=np.column_stack([found[f"w_{name}"].to_numpy() for name in NAMES]),
        known=np.column_stack([found[f"k_{name}"].to_numpy() for name in NAMES]).astype(np.int32),
        agree=np.column_stack([found[f"a_{name}"].to_numpy() for name in NAMES]).astype(np.int32),
        differ=np.column_stack([found[f"d_{name}"].to_numpy() for name in NAMES]).astype(np.int32),
    )


def _by_groups(predicted: str, lessons: Lessons) -> str:
    """Return the SQL that gathers scored pairs of records by pairs of groups.

    splink gives the weight of each aspect, which tells the sign that had it.
    """
    tallies = ", ".join(
        f"sum(mw_{lesson.name}) AS w_{lesson.name},"
        f" count(*) FILTER (mw_{lesson.name} <> 0) AS k_{lesson.name},"
        f" count(*) FILTER ({_weighs(lesson, 'A')}) AS a_{lesson.name},"
        f" count(*) FILTER ({_weighs(lesson, 'D')}) AS d_{lesson.name}"
        for lesson in lessons.aspects
    )
    return (
        "SELECT least(f.grp, g.grp) AS one, greatest(f.grp, g.grp) AS other,"
        " first(key_l ORDER BY match_weight DESC, key_l, key_r) AS key_a,"
        f" first(key_r ORDER BY match_weight DESC, key_l, key_r) AS key_b, {tallies}"
        f" FROM {predicted} JOIN grouped f ON f.key = key_l JOIN grouped g ON g.key = key_r"
        " GROUP BY ALL ORDER BY one, other"
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
