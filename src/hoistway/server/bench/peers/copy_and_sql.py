"""COPY and SQL: the same rows into one plain table, kept apart from ours, with the same key.

It checks nothing but types: no reasons, no history, no places, no search. That is its advantage.
"""

import csv
import sys
from time import perf_counter

import psycopg

_TABLE = "bench_copy_and_sql"


def run(*, url: str, file: str) -> dict[str, object]:
    """Copy the file into a text table, insert it typed and keyed, and return what it took."""
    with open(file, encoding="utf-8", newline="") as rows:
        head = next(csv.reader(rows))
    columns = [f"c{number}" for number in range(len(head))]
    key = columns[head.index("注册代码")]
    began = perf_counter()
    with psycopg.connect(url, autocommit=False) as connection:
        connection.execute(f"CREATE TEMP TABLE raw ({', '.join(f'{c} text' for c in columns)})")
        connection.execute(f"CREATE TABLE {_TABLE} (LIKE raw, PRIMARY KEY ({key}))")
        with (
            connection.cursor().copy("COPY raw FROM STDIN (FORMAT csv, HEADER true)") as copy,
            open(file, "rb") as source,
        ):
            for line in _whole(source.read().splitlines(keepends=True), len(head)):
                copy.write(line)
        done = connection.execute(
            f"INSERT INTO {_TABLE} SELECT * FROM raw WHERE {key} ~ '^[0-9]{{4}}' "
            f"ON CONFLICT ({key}) DO NOTHING"
        )
        connection.commit()
        seconds = perf_counter() - began
        connection.execute(f"DROP TABLE {_TABLE}")
    return {"seconds": round(seconds, 3), "rows": done.rowcount}


def _whole(lines: list[bytes], cells: int) -> list[bytes]:
    """Return the lines with as many cells as the head; COPY stops at any other."""
    return [line for line in lines if line.count(b",") == cells - 1]


if __name__ == "__main__":
    import json

    print(json.dumps(run(url=sys.argv[1], file=sys.argv[2])))
