"""The text that technicians sign: how it is composed, and how it is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hoistway.ledger.rules.canonical import NotCanonical, canonical, read_canonical
from hoistway.maintenance.rules.deeds import instant, is_sha256
from hoistway.maintenance.vocabulary import ItemResult, Level, SignInWay, VisitKind
from hoistway.maintenance.vocabulary.repairs import Urgency

SCHEMA = "hoistway.visit/1"
KEYS = frozenset(
    {
        "schema", "visit", "kind", "level", "edition", "policy", "elevator", "use_unit", "firm",
        "begun_at", "ended_at", "clock_offset_ms", "place", "way", "crew", "barrier", "lines",
        "parts", "photos", "remark", "repairs",
    }
)  # fmt: skip


class BadContent(ValueError):
    """Raised when a text is canonical and yet not the content of a visit; names the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewLine:
    """One technician as the signed text names them."""

    person: int
    name: str
    certificate: str
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item as the signed text answers it."""

    item: str
    zh: str
    result: ItemResult
    value: str
    unit: str
    note: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairLine:
    """What the signed text says is to be repaired."""

    item: str
    words: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A signed text, read; `said` is the whole of it, `text` its very bytes."""

    text: str
    said: Mapping[str, Any]
    visit: UUID
    kind: VisitKind
    level: Level | None
    begun_at: datetime
    ended_at: datetime
    clock_offset_ms: int
    way: SignInWay
    crew: tuple[CrewLine, ...]
    barrier: str
    lines: tuple[Line, ...]
    repairs: tuple[RepairLine, ...]

    def photos(self) -> set[str]:
        """Return every photo that the text names."""
        named = {one["sha256"] for one in self.said["photos"]}
        named |= {photo for line in self.lines for photo in line.photos}
        return named | ({self.barrier} if self.barrier else set())


def compose(*, facts: Mapping[str, Any], work: Mapping[str, Any]) -> str:
    """Return the canonical text of facts (elevator, use unit, firm) and the work on site."""
    return canonical(content={"schema": SCHEMA, **facts, **work})


def text_of(*, content: Any) -> str:
    """Return the text that was signed, from the content that a record keeps of it."""
    return canonical(content=content)


def read_content(*, text: str) -> Content:
    """Return the content of a signed text.

    Raises: NotCanonical, BadContent.
    """
    said = read_canonical(text=text)
    if not isinstance(said, Mapping) or set(said) != KEYS or said["schema"] != SCHEMA:
        raise BadContent("schema")
    try:
        return _read(text, said)
    except BadContent:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadContent(type(error).__name__) from None


def _read(text: str, said: Mapping[str, Any]) -> Content:
    begun, ended = instant(text=said["begun_at"]), instant(text=said["ended_at"])
    if begun is None or ended is None:
        raise BadContent("begun_at, ended_at")
    for part in ("elevator", "use_unit", "firm"):
        _strings(said[part], part)
    for part in ("edition", "policy", "remark"):
        _string(said[part], part)
    _parts_and_photos(said)
    return Content(
        text=text, said=said, visit=UUID(said["visit"]), kind=VisitKind(said["kind"]),
        level=None if said["level"] is None else Level(said["level"]), begun_at=begun,
        ended_at=ended, clock_offset_ms=_whole(said["clock_offset_ms"], "clock_offset_ms"),
        way=SignInWay(said["way"]), crew=tuple(_crew(one) for one in _rows(said["crew"])),
        barrier=_photo(said["barrier"], "barrier") if said["barrier"] is not None else "",
        lines=tuple(_line(one) for one in _rows(said["lines"])),
        repairs=tuple(_repair(one) for one in _rows(said["repairs"])),
    )  # fmt: skip


def _parts_and_photos(said: Mapping[str, Any]) -> None:
    for part in _rows(said["parts"]):
        for name in ("item", "name", "model", "serial_number"):
            _string(part[name], f"parts.{name}")
        _whole(part["quantity"], "parts.quantity")
    for photo in _rows(said["photos"]):
        _photo(photo["sha256"], "photos.sha256")
        _string(photo["item"], "photos.item")
        if instant(text=photo["taken_at"]) is None:
            raise BadContent("photos.taken_at")
    place = said["place"]
    if place is not None:
        for name in ("longitude", "latitude", "accuracy_m"):
            float(_string(str(place[name]), f"place.{name}"))


def _crew(said: Mapping[str, Any]) -> CrewLine:
    until = said["certificate_until"]
    return CrewLine(
        person=_whole(said["person"], "crew.person"), name=_string(said["name"], "crew.name"),
        certificate=_string(said["certificate"], "crew.certificate"),
        until=date.fromisoformat(until) if until else None,
    )  # fmt: skip


def _line(said: Mapping[str, Any]) -> Line:
    return Line(
        item=_string(said["item"], "lines.item"), zh=_string(said["zh"], "lines.zh"),
        result=ItemResult(said["result"]), value=_string(said["value"] or "", "lines.value"),
        unit=_string(said["unit"], "lines.unit"), note=_string(said["note"], "lines.note"),
        photos=tuple(_photo(one, "lines.photos") for one in said["photos"]),
    )  # fmt: skip


def _repair(said: Mapping[str, Any]) -> RepairLine:
    return RepairLine(
        item=_string(said["item"], "repairs.item"), words=_string(said["words"], "repairs.words"),
        urgency=Urgency(said["urgency"]),
    )  # fmt: skip


def _rows(said: object) -> Sequence[Mapping[str, Any]]:
    if not isinstance(said, list) or not all(isinstance(one, Mapping) for one in said):
        raise BadContent("a list of objects")
    return said


def _strings(said: object, where: str) -> None:
    if not isinstance(said, Mapping):
        raise BadContent(where)
    for name, value in said.items():
        if isinstance(value, Mapping):
            _strings(value, f"{where}.{name}")
        else:
            _string(value, f"{where}.{name}")


def _string(said: object, where: str) -> str:
    if not isinstance(said, str):
        raise BadContent(where)
    return said


def _whole(said: object, where: str) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise BadContent(where)
    return said


def _photo(said: object, where: str) -> str:
    if not is_sha256(said=said):
        raise BadContent(where)
    return str(said)


__all__ = [
    "KEYS", "SCHEMA", "BadContent", "Content", "CrewLine", "Line", "NotCanonical", "RepairLine",
    "compose", "read_content", "text_of",
]  # fmt: skip
