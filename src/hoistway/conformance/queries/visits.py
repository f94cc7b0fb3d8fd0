"""Visits as a firm's system would send them: what would be refused, without writing anything."""

import json
from collections.abc import Iterable, Iterator

from hoistway.conformance.queries.asked import Asked
from hoistway.conformance.rules.maintenance import judged_visits
from hoistway.conformance.rules.report import Judged, RowFault
from hoistway.conformance.rules.rows import Row


def examine_visits(*, rows: Iterable[Row], asked: Asked) -> Judged:
    """Return what would be refused of these rows, row by row."""
    read = list(rows)
    faults = [fault for row in read for fault in _faults(row)]
    return judged_visits(rows=len(read), faults=faults, policy=asked.policy)


def _faults(row: Row) -> Iterator[RowFault]:
    try:
        told = json.loads(row.raw)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        yield RowFault(
            row=row.number, code="not_an_object", zh="这一行不是一个 JSON 对象。",
            en="The row is not one JSON object.", mend_zh="每次维保写成一行 JSON 对象。",
            mend_en="Write one visit as one JSON object on a line.",
            raw=row.raw[:200].decode("utf-8", "replace"),
        )  # fmt: skip
