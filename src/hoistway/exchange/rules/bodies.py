"""The body of a passage: its records as JSON, lines of JSON or CSV, with what stands beside."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from hoistway.exchange.rules.profile import Form
from hoistway.exchange.rules.values import placed

MEDIA = {
    "json": "application/json; charset=utf-8", "ndjson": "application/x-ndjson; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a body says of its passage."""

    number: str
    topic: str
    mode: str
    sequence: int
    first: int
    part: int
    parts: int
    drawn_at: str
    records: int

    def words(self) -> dict[str, Any]:
        """Return what a profile may name by `@`."""
        names = (
            "number", "topic", "mode", "sequence", "first", "part", "parts", "drawn_at", "records",
        )  # fmt: skip
        return {f"@{name}": getattr(self, name) for name in names}


def body_of(*, form: Form, head: Head, records: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the bytes of a passage. The same records and head are the same bytes.

    Example:
        >>> head = Head(number="a.1", topic="elevators", mode="full", sequence=1, first=1, part=1,
        ...     parts=1, drawn_at="", records=1)
        >>> body_of(form=Form(head={"batch": "@number"}), head=head, records=[{"n": 1}])
        b'{"batch":"a.1","records":[{"n":1}]}'
    """
    if form.kind == "csv":
        return _csv(records)
    if form.kind == "ndjson":
        return "".join(f"{_json(one)}\n" for one in records).encode()
    if not form.records:
        return _json(list(records)).encode()
    words = head.words()
    beside = {name: words.get(value, value) for name, value in form.head.items()}
    return _json(placed(path=form.records, value=list(records), beside=beside)).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _csv(records: Sequence[Mapping[str, Any]]) -> bytes:
    """Write a table with a byte-order mark, as the offices' spreadsheets open it."""
    text = io.StringIO()
    if records:
        writer = csv.DictWriter(text, fieldnames=list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return "\ufeff".encode() + text.getvalue().encode()


def digest_of(*, record: Mapping[str, Any]) -> str:
    """Return by what a record is known to read as before; what changes each time is left out."""
    return sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def records_in(*, kind: str, text: str, at: str) -> list[Any]:
    """Return the records of a body that came in, as JSON, lines of JSON or CSV.

    Raises: ValueError where it is neither.
    """
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    if kind == "ndjson":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    found = json.loads(text)
    for part in filter(None, at.split(".")):
        found = found.get(part, []) if isinstance(found, dict) else []
    return found if isinstance(found, list) else [found]
