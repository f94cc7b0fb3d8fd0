"""How well records were gathered: pairs of records, by whether they share an identifier."""

from pathlib import Path
from typing import Any

import duckdb

from hoistway.server.bench.bounds import Rate

_LAID = """
CREATE TABLE true_of AS
    SELECT DISTINCT source, record, elevator AS label
    FROM read_ndjson($1, columns = {source: 'VARCHAR', record: 'VARCHAR', elevator: 'VARCHAR'})
    WHERE record IS NOT NULL;
"""
_WIDE, _PLAIN_SIGNS = "０１２３４５６７８９（）", "0123456789()"
_PLAIN = f"nullif(upper(replace(translate({{0}}, '{_WIDE}', '{_PLAIN_SIGNS}'), ' ', '')), '')"

_KNOWN = f"""
CREATE TABLE known AS
    SELECT key, label, cluster,
        {_PLAIN.format("register_number")} AS r, {_PLAIN.format("device_code")} AS d,
        {_PLAIN.format("certificate_number")} AS c, {_PLAIN.format("serial_number")} AS s
    FROM said JOIN true_of USING (source, record) JOIN found USING (source, record)
"""

_PAIRS = """
    SELECT coalesce(a.r = b.r, false) OR coalesce(a.d = b.d, false) OR coalesce(a.c = b.c, false)
           OR coalesce(a.s = b.s, false) AS shared,
           count(*) AS pairs,
           count(*) FILTER (WHERE a.{other} = b.{other}) AS hits
    FROM known a JOIN known b ON a.{same} = b.{same} AND a.key < b.key
    GROUP BY 1
"""


def pair_rates(*, city: duckdb.DuckDBPyConnection, truth: Path, found: Path) -> dict[str, Any]:
    """Return pair precision and recall: over all, with a shared identifier, and with none.

    `said` lies in the city already. A record that was not found counts as alone.
    """
    if not _has(city, "true_of"):
        city.execute(_LAID, [str(truth)])
    city.execute("DROP TABLE IF EXISTS known")
    city.execute(f"CREATE OR REPLACE TABLE found AS FROM '{found}'")
    city.execute(_KNOWN)
    recall = _rates(city, same="label", other="cluster")
    precision = _rates(city, same="cluster", other="label")
    return {"precision": precision, "recall": recall}


def _has(city: duckdb.DuckDBPyConnection, table: str) -> bool:
    rows = city.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = $1", [table])
    return rows.fetchone() is not None


def _rates(city: duckdb.DuckDBPyConnection, *, same: str, other: str) -> dict[str, Rate]:
    rows = city.execute(_PAIRS.format(same=same, other=other)).fetchall()
    by = {bool(shared): Rate(hits, pairs) for shared, pairs, hits in rows}
    shared, none = by.get(True, Rate(0, 0)), by.get(False, Rate(0, 0))
    return {
        "all": Rate(shared.hits + none.hits, shared.of + none.of),
        "shared_identifier": shared, "no_shared_identifier": none,
    }  # fmt: skip
