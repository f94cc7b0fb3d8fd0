"""Matches the records of a world, as a program of its own, so that its memory can be told."""

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet

from hoistway.matching.record import TABLE
from hoistway.matching.whole import Workplace, match_all
from hoistway.server.bench.records import lay_records


def main(claims: Path, out: Path) -> None:
    """Read the claims, match them, and write source, record and cluster of each."""
    began = perf_counter()
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 2, "memory_limit": "3000MB", "temp_directory": str(out.parent)
    }  # fmt: skip
    with duckdb.connect(config=settings) as city:
        lay_records(city=city, claims=claims)
        columns = ", ".join(TABLE.names)
        rows: pa.Table = city.execute(f"SELECT {columns} FROM said ORDER BY key").to_arrow_table()
        table = rows.cast(TABLE)
        read_s = perf_counter() - began
        with tempfile.TemporaryDirectory() as folder:
            matched = match_all(table=table, workplace=Workplace(folder=Path(folder)))
        seconds = perf_counter() - began - read_s
        city.register("clusters", matched.clusters)
        named: pa.Table = city.execute(
            "SELECT source, record, cluster FROM said JOIN clusters USING (key)"
        ).to_arrow_table()
    parquet.write_table(named, out)
    print(
        json.dumps(
            {"records": table.num_rows, "read_s": round(read_s, 3), "match_s": round(seconds, 3),
             "edition": matched.edition}
        )
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
