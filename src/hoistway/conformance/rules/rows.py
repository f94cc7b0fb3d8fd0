"""A file as it would be sent: one JSON object per line, a JSON list, or a table with a heading.

Example:
    >>> [row.raw for row in rows_of(body=b'{"a": 1}\\n\\n{"a": 2}')]
    [b'{"a": 1}', b'{"a": 2}']
    >>> [row.raw for row in rows_of(body=b'elevator,floor,occupied,codes\\n31,3,true,1 41')]
    [b'{"elevator": "31", "floor": 3, "occupied": true, "codes": [1, 41]}']
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

TEXTS = frozenset({"schema", "elevator", "at", "received_at", "power", "registerNumber"})
"""Columns of a table that stay words though they look like numbers."""

_LISTS = frozenset({"codes"})
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the number under which its sender knows it: a line, or its place in a list."""

    number: int
    raw: bytes


def rows_of(*, body: bytes) -> Iterator[Row]:
    """Return the rows of a body, whichever of the three forms it has."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    start = body.lstrip()[:1]
    if start == b"[":
        yield from _listed(body)
    elif start == b"{" or not start:
        yield from _lines(body)
    else:
        yield from _table(body)


def _lines(body: bytes) -> Iterator[Row]:
    for number, line in enumerate(body.split(b"\n"), start=1):
        if line.strip():
            yield Row(number, line.strip())


def _listed(body: bytes) -> Iterator[Row]:
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        yield from _lines(body)
        return
    for number, row in enumerate(rows, start=1):
        yield Row(number, json.dumps(row, ensure_ascii=False).encode())


def _table(body: bytes) -> Iterator[Row]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    lines = csv.DictReader(io.StringIO(text, newline=""))
    for row in lines:
        told = {
            name.strip(): _cell(name.strip(), value.strip())
            for name, value in row.items()
            if name and isinstance(value, str) and value.strip()
        }
        yield Row(lines.line_num, json.dumps(told, ensure_ascii=False).encode())


def _cell(name: str, value: str) -> object:
    if name in TEXTS:
        return value
    if name in _LISTS:
        return [_number(one) for one in value.replace(";", " ").split()]
    if value.lower() in _WORDS:
        return _WORDS[value.lower()]
    return _number(value)


def _number(value: str) -> object:
    try:
        return int(value)
    except ValueError:
        pass
    try:
        number = float(value)
    except ValueError:
        return value
    return number if number == number and abs(number) != float("inf") else value
