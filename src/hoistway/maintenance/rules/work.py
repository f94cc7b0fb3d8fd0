"""What was done in a visit, read from the signed record or from the sheet as it stands so far.

The reader is lenient: what a text does not say is empty, so that an old or a damaged record can
still be looked at. Whether a record is whole is judged by `completeness`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoistway.maintenance.vocabulary import ItemResult, SignInWay

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was found of one item; who said it and when is known of the sheet only."""

    item: str
    zh: str = ""
    result: ItemResult | None = None
    value: str = ""
    unit: str = ""
    note: str = ""
    photos: tuple[str, ...] = ()
    name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSaid:
    """A part that was replaced."""

    item: str
    name: str
    model: str
    serial_number: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSaid:
    """A photo by its SHA-256, for an item or for the whole."""

    sha256: str
    item: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewSaid:
    """One of the crew with the certificate held on the day."""

    person: int
    name: str
    certificate: str
    certificate_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairSaid:
    """What the crew found to be repaired."""

    item: str
    words: str
    urgency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One visit's work; numbers of the place stay as text, as they were signed."""

    begun_at: datetime | None = None
    ended_at: datetime | None = None
    clock_offset_ms: int = 0
    way: SignInWay | None = None
    longitude: str = ""
    latitude: str = ""
    accuracy_m: str = ""
    barrier: str = ""
    crew: tuple[CrewSaid, ...] = ()
    lines: tuple[Line, ...] = ()
    parts: tuple[PartSaid, ...] = ()
    photos: tuple[PhotoSaid, ...] = ()
    remark: str = ""
    repairs: tuple[RepairSaid, ...] = ()


def signed_work(*, content: Said) -> Work:
    """Return the work that a signed content tells (`hoistway.visit/1`)."""
    place = _map(content.get("place"))
    return Work(
        begun_at=instant(content.get("begun_at")), ended_at=instant(content.get("ended_at")),
        clock_offset_ms=_int(content.get("clock_offset_ms")), way=_way(content.get("way")),
        longitude=_text(place.get("longitude")), latitude=_text(place.get("latitude")),
        accuracy_m=_text(place.get("accuracy_m")), barrier=_text(content.get("barrier")),
        crew=tuple(_crew(one) for one in _maps(content.get("crew"))),
        lines=tuple(_line(_text(one.get("item")), one) for one in _maps(content.get("lines"))),
        parts=tuple(_part(one) for one in _maps(content.get("parts"))),
        photos=tuple(_photo(one) for one in _maps(content.get("photos"))),
        remark=_text(content.get("remark")),
        repairs=tuple(_repair(one) for one in _maps(content.get("repairs"))),
    )  # fmt: skip


def work_so_far(*, sheet: Said) -> Work:
    """Return what the phones have said until now of a visit that nobody has signed."""
    begin = _map(sheet.get("begin"))
    place = _map(begin.get("place"))
    lines = _map(sheet.get("lines"))
    return Work(
        begun_at=instant(begin.get("at")), clock_offset_ms=_int(begin.get("clock_offset_ms")),
        way=_way(begin.get("way")), longitude=_text(place.get("longitude")),
        latitude=_text(place.get("latitude")), accuracy_m=_text(place.get("accuracy_m")),
        lines=tuple(_line(code, _map(lines[code])) for code in sorted(lines)),
        parts=tuple(_part(one) for one in _maps(sheet.get("parts"))),
        photos=tuple(_photo(one) for one in _maps(sheet.get("photos"))),
        remark=_text(sheet.get("remark")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What two phones said otherwise of one item; all versions are kept."""

    item: str
    versions: tuple[Line, ...]


def conflicts_of(*, sheet: Said) -> tuple[Conflict, ...]:
    """Return what is unresolved between two phones, in the order of the items' codes."""
    kept, lines = _map(sheet.get("conflicts")), _map(sheet.get("lines"))
    return tuple(
        Conflict(
            item=code,
            versions=tuple(
                _line(code, one) for one in (_map(lines.get(code)), *_maps(kept[code])) if one
            ),
        )
        for code in sorted(kept)
    )  # fmt: skip


def phones_of(*, sheet: Said) -> tuple[tuple[str, datetime | None], ...]:
    """Return whose phones work on the visit and when each said something last."""
    return tuple(
        (_text(one.get("name")), instant(one.get("last_at")))
        for one in map(_map, _map(sheet.get("phones")).values())
    )


def photos_in(*, sheet: Said) -> frozenset[str]:
    """Return the SHA-256 of every photo that the phones have reported."""
    return frozenset(_text(one.get("sha256")) for one in _maps(sheet.get("photos")))


def instant(said: object) -> datetime | None:
    """Return an instant written by RFC 3339, None where the text is none or has no offset."""
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return at if at.tzinfo else None


def _line(code: str, said: Said) -> Line:
    result = _text(said.get("result"))
    return Line(
        item=code, zh=_text(said.get("zh")), value=_text(said.get("value")),
        result=ItemResult(result) if result in set(ItemResult) else None,
        unit=_text(said.get("unit")), note=_text(said.get("note")),
        photos=tuple(_text(one) for one in said.get("photos") or ()),
        name=_text(said.get("name")), at=instant(said.get("at")),
    )  # fmt: skip


def _part(said: Said) -> PartSaid:
    return PartSaid(
        item=_text(said.get("item")), name=_text(said.get("name")),
        model=_text(said.get("model")), serial_number=_text(said.get("serial_number")),
        quantity=_int(said.get("quantity")) or 1,
    )  # fmt: skip


def _photo(said: Said) -> PhotoSaid:
    return PhotoSaid(
        sha256=_text(said.get("sha256")), item=_text(said.get("item")),
        taken_at=instant(said.get("taken_at")),
    )  # fmt: skip


def _crew(said: Said) -> CrewSaid:
    return CrewSaid(
        person=_int(said.get("person")), name=_text(said.get("name")),
        certificate=_text(said.get("certificate")),
        certificate_until=_text(said.get("certificate_until")),
    )  # fmt: skip


def _repair(said: Said) -> RepairSaid:
    return RepairSaid(
        item=_text(said.get("item")), words=_text(said.get("words")),
        urgency=_text(said.get("urgency")),
    )  # fmt: skip


def _way(said: object) -> SignInWay | None:
    return SignInWay(str(said)) if str(said) in set(SignInWay) else None


def _map(said: object) -> Said:
    return said if isinstance(said, Mapping) else {}


def _maps(said: object) -> tuple[Said, ...]:
    many = said if isinstance(said, Sequence) and not isinstance(said, str) else ()
    return tuple(one for one in many if isinstance(one, Mapping))


def _text(said: object) -> str:
    return "" if said is None else str(said)


def _int(said: object) -> int:
    return said if isinstance(said, int) else 0
