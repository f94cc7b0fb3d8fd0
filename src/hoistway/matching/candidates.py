"""Groups of records that may be one elevator though no number says so: those of one place."""

import duckdb

from hoistway.matching.policy import Policy

_CELL = 0.003
"""Degrees. Chosen: about 300 m, twice the reach of `aspects.SAME_SPOT_M`; two grids, half apart."""


def find_candidates(*, city: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make `stranger`, the pairs of groups of one place that share a source, and `candidate`.

    A candidate pair shares a place, a maker's serial but for one sign, or a question that was left
    open; it shares no source, so that both can be one elevator. Reads `record`, `grouped`, `pair`.
    """
    city.execute(_BLOCKS, [policy.crowded_place])
    city.execute(
        "CREATE TABLE neighbour AS SELECT DISTINCT l.grp AS one, r.grp AS other"
        " FROM block l JOIN block r ON l.place = r.place AND l.grp < r.grp"
        " UNION SELECT least(f.grp, g.grp), greatest(f.grp, g.grp) FROM pair"
        " JOIN grouped f ON f.key = a JOIN grouped g ON g.key = b"
        " WHERE certainty = 'ask' AND f.grp <> g.grp"
    )
    city.execute("DROP TABLE block")
    city.execute(
        "CREATE TABLE team AS SELECT grp, list(DISTINCT source ORDER BY source) AS sources"
        " FROM grouped JOIN record USING (key) GROUP BY grp"
    )
    city.execute(
        "CREATE TABLE candidate AS SELECT one, other FROM neighbour"
        " JOIN team f ON f.grp = one JOIN team g ON g.grp = other"
        " WHERE NOT list_has_any(f.sources, g.sources)"
    )
    city.execute(_STRANGERS, [policy.lessons])
    city.execute("DROP TABLE neighbour")


_BLOCKS = f"""
    CREATE TABLE block AS
    WITH spot AS (
        SELECT key, house, longitude / {_CELL} AS x, latitude / {_CELL} AS y FROM record
        WHERE longitude IS NOT NULL AND latitude IS NOT NULL AND house IS NOT NULL
    ),
    said AS (
        SELECT key, 'd' || door AS place FROM record WHERE door IS NOT NULL
        UNION ALL SELECT key, 'e' || estate || '/' || house FROM record
            WHERE estate IS NOT NULL AND house IS NOT NULL
        UNION ALL SELECT key, 's' || left(serial, len(serial) - 1) FROM record
            WHERE len(serial) >= 6
        UNION ALL SELECT key, 's' || substr(serial, 2) FROM record WHERE len(serial) >= 6
        UNION ALL SELECT key, concat('g', floor(x), '/', floor(y), '/', house) FROM spot
        UNION ALL SELECT key, concat('h', round(x), '/', round(y), '/', house) FROM spot
    ),
    placed AS (SELECT DISTINCT grp, place FROM said JOIN grouped USING (key)),
    shared AS (SELECT place FROM placed GROUP BY place HAVING count(*) BETWEEN 2 AND ?)
    SELECT grp, place FROM placed SEMI JOIN shared USING (place)
"""

_STRANGERS = """
    CREATE TABLE stranger AS
    WITH apart AS (
        SELECT one, other FROM neighbour JOIN team f ON f.grp = one JOIN team g ON g.grp = other
        WHERE list_has_any(f.sources, g.sources) AND len(f.sources) > 1 AND len(g.sources) > 1
    ),
    met AS (
        SELECT one AS mine, other AS yours FROM apart UNION ALL SELECT other, one FROM apart
    ),
    drawn AS (
        SELECT mine, arg_min(yours, ((mine * 7919 + yours * 104729) % 1000003, yours)) AS yours
        FROM met GROUP BY mine
    )
    SELECT mine AS one, yours AS other FROM drawn
    ORDER BY (mine * 7919 + yours * 104729) % 1000003, mine, yours LIMIT ?
"""
"""Each group meets one neighbour, drawn by its number: in large estates there are many more pairs,
and they are less alike, than where most elevators stand."""
