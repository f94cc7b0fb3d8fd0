"""Pairs that share a number: found, compared and judged by the million."""

import duckdb
import pyarrow as pa

from hoistway.matching.aspects import ASPECTS
from hoistway.matching.judging import Certainty, is_listed_twice, judged
from hoistway.matching.policy import Policy

_NUMBERS = ("register_number", "device_code", "certificate_number", "serial")

SIGNS = "concat(" + ", ".join(aspect.sql() for aspect in ASPECTS) + ")"
"""The SQL expression of all signs of a pair of records `l` and `r`."""


def judge_numbers(*, city: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make the table `pair` of all pairs that share a number, with verdict and rivals weighed.

    A number that many records of one source bear is passed over. Two records of one source are
    one elevator only where that is proved: one source lists an elevator once.
    """
    city.execute(_shared_numbers(policy.crowded))
    city.execute(
        f"CREATE TABLE compared AS SELECT a, b, l.source AS source_a, r.source AS source_b,"
        f" {SIGNS} AS signs FROM shared JOIN record l ON l.key = a JOIN record r ON r.key = b"
    )
    city.execute("DROP TABLE shared")
    city.register("verdict", _verdicts(city, policy))
    city.execute(
        "CREATE TABLE judged AS SELECT a, b, source_a, source_b, signs, strength, reason,"
        " CASE WHEN source_a <> source_b OR certainty = 'no' THEN certainty"
        " WHEN twice THEN 'proved' WHEN certainty = 'certain' THEN 'twice' ELSE 'ask' END"
        " AS certainty FROM compared JOIN verdict USING (signs)"
    )
    city.unregister("verdict")
    city.execute("DROP TABLE compared")
    city.execute(_WITH_RIVALS, [policy.number_margin])
    city.execute("DROP TABLE judged")


def _shared_numbers(crowded: int) -> str:
    """Return the SQL that pairs records with a number in common."""
    borne = " UNION ALL ".join(
        f"SELECT key, source, '{name[0]}' || {name} AS number FROM record WHERE {name} IS NOT NULL"
        for name in _NUMBERS
    )
    return f"""
        CREATE TABLE shared AS
        WITH borne AS ({borne}),
        telling AS (
            SELECT number FROM (SELECT number, count(*) AS n FROM borne GROUP BY number, source)
            GROUP BY number HAVING max(n) <= {crowded} AND sum(n) BETWEEN 2 AND 16
        ),
        named AS (SELECT key, number FROM borne SEMI JOIN telling USING (number))
        SELECT DISTINCT l.key AS a, r.key AS b FROM named l JOIN named r
        ON l.number = r.number AND l.key < r.key
    """


def _verdicts(city: duckdb.DuckDBPyConnection, policy: Policy) -> pa.Table:
    """Return the verdict on each combination of signs that occurs."""
    seen = [row[0] for row in city.execute("SELECT DISTINCT signs FROM compared").fetchall()]
    found = [judged(signs=signs, policy=policy) for signs in seen]
    return pa.table(
        {
            "signs": pa.array(seen, pa.string()),
            "certainty": pa.array([str(verdict.certainty) for verdict in found], pa.string()),
            "reason": pa.array([verdict.reason for verdict in found], pa.string()),
            "twice": pa.array([is_listed_twice(signs=signs) for signs in seen], pa.bool_()),
            "strength": pa.array([verdict.strength for verdict in found], pa.int32()),
        }
    )


_WITH_RIVALS = f"""
    CREATE TABLE pair AS
    WITH seen AS (
        SELECT a AS mine, b AS yours, source_b AS source, strength FROM judged
        WHERE source_a <> source_b AND certainty <> '{Certainty.NO}'
        UNION ALL
        SELECT b, a, source_a, strength FROM judged
        WHERE source_a <> source_b AND certainty <> '{Certainty.NO}'
    ),
    twice AS (
        SELECT a AS one, b AS other FROM judged WHERE certainty IN ('twice', 'proved')
        UNION ALL SELECT b, a FROM judged WHERE certainty IN ('twice', 'proved')
    ),
    rivalled AS (
        SELECT DISTINCT l.mine, l.yours FROM seen l JOIN seen r
        ON l.mine = r.mine AND l.source = r.source AND l.yours <> r.yours
        WHERE r.strength > l.strength - ?
        AND NOT EXISTS (SELECT 1 FROM twice WHERE one = l.yours AND other = r.yours)
    )
    SELECT a, b, source_a, source_b, signs, strength,
        CASE WHEN certainty = 'twice' THEN 'ask' WHEN certainty = 'proved' THEN 'certain'
             WHEN certainty = 'certain' AND (f.mine IS NOT NULL OR g.mine IS NOT NULL) THEN 'ask'
             ELSE certainty END AS certainty,
        CASE WHEN certainty IN ('twice', 'proved') THEN 'listed_twice'
             WHEN certainty = 'certain' AND (f.mine IS NOT NULL OR g.mine IS NOT NULL)
             THEN 'several_elevators' ELSE reason END AS reason
    FROM judged
    LEFT JOIN rivalled f ON f.mine = a AND f.yours = b
    LEFT JOIN rivalled g ON g.mine = b AND g.yours = a
"""
