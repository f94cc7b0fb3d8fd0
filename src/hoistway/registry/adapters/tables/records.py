"""Tables as JSON: an array of records, or one record in a line; dotted paths are headings."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from hoistway.registry.adapters.tables.table import CannotRead, Table
from hoistway.registry.adapters.tables.workbook import plain_number
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.rows import Row, TypedNumber

_LINE_BYTES = 1_000_000
"""Most bytes of one record in a line. Chosen: a file without line ends must not fill the memory."""


@contextmanager
def open_array(*, path: Path, mapping: Mapping) -> Iterator[Table]:
    """Open a JSON document in which an array, at `file.items`, holds the records.

    Raises: CannotRead.
    """
    prefix = f"{mapping.file.items}.item" if mapping.file.items else "item"
    with path.open("rb") as file:
        rows = _array(file, prefix, path, _Flat(mapping))
        yield Table(header=mapping.headings(), rows=rows, position=file.tell)


def _array(file: BinaryIO, prefix: str, path: Path, flat: "_Flat") -> Iterator[Row]:
    try:
        number = 0
        for number, record in enumerate(ijson.items(file, prefix, use_float=True), start=1):
            yield flat.row(number, record)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        sentence = f"after record {number} it is no JSON: {str(error).splitlines()[0][:120]}."
        raise CannotRead(file=path.name, sentence=sentence) from None
    if number == 0:
        sentence = f"there are no records under «{prefix}»; file.items says where they are."
        raise CannotRead(file=path.name, sentence=sentence)


@contextmanager
def open_lines(*, path: Path, mapping: Mapping) -> Iterator[Table]:
    """Open a file with one JSON record in each line; a broken line costs itself only."""
    with path.open("rb") as file:
        rows = _lines(file, _Flat(mapping))
        yield Table(header=mapping.headings(), rows=rows, position=file.tell)


def _lines(file: BinaryIO, flat: "_Flat") -> Iterator[Row]:
    number = 0
    while line := file.readline(_LINE_BYTES):
        number += 1
        whole = line.endswith(b"\n") or len(line) < _LINE_BYTES
        while not whole:
            rest = file.readline(_LINE_BYTES)
            whole = not rest or rest.endswith(b"\n")
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        yield flat.row(number, record)


class _Flat:
    """Brings a record to the headings of a mapping, by any of their spellings."""

    def __init__(self, mapping: Mapping) -> None:
        self.paths = tuple(
            (heading, mapping.spellings.get(heading, ())) for heading in mapping.headings()
        )

    def row(self, line: int, record: object) -> Row:
        """Return the row of a record; what is none has no cells."""
        if not isinstance(record, dict):
            return Row(line=line, cells=())
        values: dict[str, object] = {}
        _flatten(record, "", values)
        cells = []
        for heading, others in self.paths:
            value = values.get(heading)
            if value is None and others:
                value = next((values[o] for o in others if values.get(o) is not None), None)
            cells.append(_cell(value))
        return Row(line=line, cells=tuple(cells))


def _flatten(record: dict[str, Any], path: str, values: dict[str, object]) -> None:
    for key, value in record.items():
        if isinstance(value, dict):
            _flatten(value, f"{path}{key}.", values)
        else:
            values[f"{path}{key}"] = value


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return TypedNumber(plain_number(value=value))
    if isinstance(value, list):
        return ",".join(str(one) for one in value if not isinstance(one, dict | list))
    return str(value)
