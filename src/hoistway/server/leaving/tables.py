"""Tables as files: one gzipped CSV each (RFC 4180, UTF-8, first line names the columns).

An empty cell is NULL, `""` an empty text; JSON, ranges and arrays stand as PostgreSQL writes
them. Rows come in the order of their keys, so that equal tables make equal files.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from hoistway.server.leaving.dictionary import LEFT_BEHIND

_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""
_COLUMNS = """
SELECT a.attname FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0
AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
"""
_KEY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a
ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)
"""
_STRICT_KEYS = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid
"""
_SEQUENCES = """
SELECT s.relname, t.relname, a.attname FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE s.relkind = 'S' ORDER BY 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table as a file: its columns, how many rows, and the hash of the text unpacked."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


def names_of(link: Connection[Any]) -> list[str]:
    """Return the tables that belong to the city, by name."""
    return [name for (name,) in link.execute(_TABLES) if name not in LEFT_BEHIND]


def write_table(link: Connection[Any], name: str, folder: Path) -> Table:
    """Write a table into `folder/NAME.csv.gz`."""
    columns = tuple(column for (column,) in link.execute(_COLUMNS, [f'"{name}"']))
    key = [column for (column,) in link.execute(_KEY, [f'"{name}"'])] or list(columns)
    order = sql.SQL(", ").join(map(sql.Identifier, key))
    question = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER)")
    digest = hashlib.sha256()
    target = folder / f"{name}.csv.gz"
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 1, file, mtime=0) as packed,
        link.cursor() as cursor,
    ):
        with cursor.copy(question.format(_listed(columns), sql.Identifier(name), order)) as copy:
            for block in copy:
                digest.update(block)
                packed.write(block)
        rows = cursor.rowcount
    return Table(name=name, columns=columns, rows=rows, sha256=digest.hexdigest())


def read_table(link: Connection[Any], table: Table, folder: Path) -> None:
    """Fill an emptied table from its file. Raises: ValueError when the file was altered."""
    order = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER MATCH)")
    asked = order.format(sql.Identifier(table.name), _listed(table.columns))
    digest = hashlib.sha256()
    with (
        gzip.open(folder / f"{table.name}.csv.gz", "rb") as packed,
        link.cursor() as cursor,
    ):
        with cursor.copy(asked) as copy:
            while block := packed.read(1 << 20):
                digest.update(block)
                copy.write(block)
        rows = cursor.rowcount
    if (rows, digest.hexdigest()) != (table.rows, table.sha256):
        raise ValueError(f"{table.name} differs from its hash")


def fill(
    link: Connection[Any], tables: list[Table], folder: Path, said: Callable[[str], None]
) -> None:
    """Replace what the tables hold by the files, and move each counter behind its last row.

    Their triggers rest meanwhile: what is brought in happened elsewhere and is not done again.
    """
    every = sql.SQL(", ").join(sql.Identifier(table.name) for table in tables)
    for table in tables:
        _let_triggers(link, table.name, rest=True)
    link.execute(sql.SQL("TRUNCATE {}").format(every))
    for table in _after_what_they_name(link, tables):
        read_table(link, table, folder)
        said(f"{table.name}: {table.rows} rows")
    link.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        _let_triggers(link, table.name, rest=False)
    _move_counters(link, {table.name for table in tables})


def _after_what_they_name(link: Connection[Any], tables: list[Table]) -> list[Table]:
    """Return the tables so that each comes after those whose rows it must find there."""
    named: dict[str, set[str]] = {table.name: set() for table in tables}
    for name, target in link.execute(_STRICT_KEYS):
        named.setdefault(name.strip('"'), set()).add(target.strip('"'))
    by_name = {table.name: table for table in tables}
    order = TopologicalSorter(named).static_order()
    return [by_name[name] for name in order if name in by_name]


def _listed(columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _let_triggers(link: Connection[Any], name: str, *, rest: bool) -> None:
    order = "ALTER TABLE {} DISABLE TRIGGER USER" if rest else "ALTER TABLE {} ENABLE TRIGGER USER"
    link.execute(sql.SQL(order).format(sql.Identifier(name)))


def _move_counters(link: Connection[Any], tables: set[str]) -> None:
    for counter, table, column in link.execute(_SEQUENCES).fetchall():
        if table in tables:
            order = sql.SQL("SELECT setval({}, coalesce(max({}), 0) + 1, false) FROM {}")
            link.execute(order.format(counter, sql.Identifier(column), sql.Identifier(table)))
