"""The records of `claims.ndjson` as a table, each once, in its newest observation."""

from pathlib import Path

import duckdb

FOUR = ("supervision", "inspection", "approval", "firm")
"""The sources that are matched: 286号 二（一）."""

_TEXTS = {
    "register_number": "register_number", "device_code": "device_code",
    "certificate_number": "certificate_number", "made_by": "made_by",
    "serial_number": "serial_number", "model": "model", "district": "jurisdiction",
    "address": "address", "estate": "estate", "building": "building",
    "unit_number": "unit_number", "name": "name", "kind": "kind", "made_on": "made_on",
    "installed_on": "installed_on", "use_unit": "use_unit",
}  # fmt: skip
_NUMBERS = {
    "longitude": "DOUBLE", "latitude": "DOUBLE", "stops": "BIGINT", "rated_speed_mps": "DOUBLE",
    "rated_load_kg": "DOUBLE", "travel_m": "DOUBLE",
}  # fmt: skip


def lay_records(*, city: duckdb.DuckDBPyConnection, claims: Path) -> None:
    """Lay the records of the four sources into the table `said`, with a key each."""
    texts = ", ".join(f"fields->>'$.{field}' AS {name}" for name, field in _TEXTS.items())
    numbers = ", ".join(
        f"TRY_CAST(fields->>'$.{name}' AS {kind}) AS {name}" for name, kind in _NUMBERS.items()
    )
    city.execute(
        f"""
        CREATE TABLE said AS
        SELECT CAST(row_number() OVER (ORDER BY source, record) AS BIGINT) AS key, *
        FROM (
            SELECT source, record, {texts}, {numbers}
            FROM read_ndjson($1, columns = {{source: 'VARCHAR', record: 'VARCHAR',
                                             observed: 'VARCHAR', fields: 'JSON'}})
            WHERE split_part(source, ':', 1) IN {FOUR}
            QUALIFY row_number() OVER (PARTITION BY source, record ORDER BY observed DESC) = 1
        )
        """,
        [str(claims)],
    )
