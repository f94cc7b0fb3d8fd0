"""What a signed record says on a few lines, for whoever is to confirm it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import ItemResult

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noticed:
    """One item of a record that is not simply in order: its code, words, result and note."""

    item: str
    zh: str
    result: ItemResult
    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A record in brief; `items` counts what was answered, `noticed` is all but normal and N/A."""

    begun_at: datetime | None
    ended_at: datetime | None
    crew: tuple[str, ...]
    items: int
    noticed: tuple[Noticed, ...]
    parts: tuple[str, ...]
    remark: str
    photos: int

    @property
    def abnormal(self) -> int:
        """How many items are to be repaired."""
        return sum(one.result is ItemResult.ABNORMAL for one in self.noticed)


def summary_of(*, visit: Visit) -> Summary:
    """Return the record of a visit in brief; the record is loaded by the caller.

    A visit without a record gives an empty summary, a text of another shape what can be read.
    """
    body = json.loads(visit.record.body) if visit.record else {}
    return _summary(body.get("content") or {})


def summary_of_text(*, text: object) -> Summary:
    """Return a text in brief that the first of a crew has signed and that is no record yet."""
    return _summary(json.loads(text) if isinstance(text, str) else {})


def _summary(said: Said) -> Summary:
    lines = said.get("lines") or []
    return Summary(
        begun_at=_instant(said.get("begun_at")), ended_at=_instant(said.get("ended_at")),
        crew=tuple(str(one.get("name", "")) for one in said.get("crew") or []),
        items=len(lines), noticed=tuple(_noticed(one) for one in lines if _tells(one)),
        parts=tuple(_part(one) for one in said.get("parts") or []),
        remark=str(said.get("remark") or ""), photos=len(said.get("photos") or []),
    )  # fmt: skip


_QUIET = frozenset({str(ItemResult.NORMAL), str(ItemResult.NOT_APPLICABLE)})


def _tells(line: Said) -> bool:
    return str(line.get("result")) not in _QUIET or bool(line.get("note"))


def _noticed(line: Said) -> Noticed:
    value = f"{line.get('value') or ''} {line.get('unit') or ''}".strip()
    return Noticed(
        item=str(line.get("item", "")), zh=str(line.get("zh", "")),
        result=ItemResult(str(line.get("result"))), value=value if line.get("value") else "",
        note=str(line.get("note") or ""),
    )  # fmt: skip


def _part(part: Said) -> str:
    named = " ".join(filter(None, (str(part.get("name", "")), str(part.get("model") or ""))))
    return f"{named} × {part.get('quantity', 1)}"


def _instant(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
