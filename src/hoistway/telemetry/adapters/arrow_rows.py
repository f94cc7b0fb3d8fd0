"""Rows of an Arrow IPC stream as JSON objects, so that one reader judges every form."""

from typing import Any

import msgspec
import pyarrow as pa

MOST_ROWS = 50_000
"""Chosen: four times what a body of NDJSON of the same size holds."""

_TOLD_AS_NULL = frozenset({"people"})


class NoStreamError(Exception):
    """Carries why the bytes are no Arrow stream that could be read."""


def rows_of_stream(*, body: bytes) -> list[tuple[int, bytes]]:
    """Return the rows of a stream with their numbers from 1; empty cells are absent fields.

    Raises: NoStreamError.
    """
    rows: list[tuple[int, bytes]] = []
    try:
        with pa.ipc.open_stream(pa.py_buffer(body)) as stream:
            for batch in stream:
                if len(rows) + batch.num_rows > MOST_ROWS:
                    raise NoStreamError(f"It has more than {MOST_ROWS} rows.")
                batch.validate(full=True)
                rows += [
                    (len(rows) + number, _encoded(row))
                    for number, row in enumerate(batch.to_pylist(), start=1)
                ]
    except (pa.ArrowException, OSError, ValueError, TypeError, OverflowError) as error:
        raise NoStreamError(f"{str(error)[:200]}.") from None
    return rows


def _encoded(row: dict[str, Any]) -> bytes:
    told = {
        name: value for name, value in row.items() if value is not None or name in _TOLD_AS_NULL
    }
    return msgspec.json.encode(told, enc_hook=str)
