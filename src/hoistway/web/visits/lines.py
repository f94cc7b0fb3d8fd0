"""The checklist of a visit as its page shows it: by place, each value against its limit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.dossier.visit import VisitPortrait
from hoistway.maintenance.models import Repair, VisitPhoto
from hoistway.maintenance.queries.standards import (
    Item,
    fit_of,
    items_by_code,
    limit_words,
    number_of,
)
from hoistway.maintenance.queries.visit import Line, PartSaid, PhotoSaid
from hoistway.maintenance.vocabulary import ItemPlace, ItemResult
from hoistway.maintenance.vocabulary.limits import Fit
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.parts.gauge import gauge
from hoistway.web.parts.stack import stack
from hoistway.web.parts.tones import Tone

RESULT_TONES: dict[ItemResult, Tone] = {
    ItemResult.NORMAL: "safe", ItemResult.ADJUSTED: "active", ItemResult.REPLACED: "active",
    ItemResult.ABNORMAL: "caution", ItemResult.NOT_APPLICABLE: "quiet",
}  # fmt: skip
_PLACES = list(ItemPlace)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """A photo as the page shows it; without `url` its bytes are not here yet."""

    sha256: str
    url: str
    label: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One item; `limit` and `drawn` only where the rule names a limit."""

    code: str
    name: str
    asks: str
    result: ItemResult | None
    tone: Tone
    value: str
    limit: str
    fit: Fit | None
    drawn: SafeString | str
    note: str
    said_by: str
    photos: tuple[PhotoRow, ...]
    parts: tuple[str, ...]
    repair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """The items of one place, in the order of the walk."""

    place: str
    rows: tuple[LineRow, ...]
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The checklist with its figures; `drawn` is the bar of its results."""

    groups: tuple[PlaceGroup, ...]
    answered: int
    total: int
    drawn: SafeString
    legend: tuple[tuple[Tone, str], ...]


def checked(*, portrait: VisitPortrait) -> Checked:
    """Return the checklist of a visit: what was answered, and while it is open what is not."""
    photos = photo_rows(portrait=portrait)
    repairs = {row.item: row for row in portrait.repairs if row.found_in_id == portrait.visit.pk}
    lines = {line.item: line for line in portrait.work.lines}
    for item in portrait.checklist:
        lines.setdefault(item.code, Line(item=item.code, zh=item.zh))
    rows = [
        (_place(line.item), _row(line, photos, _parts(portrait, line.item), repairs))
        for line in sorted(lines.values(), key=lambda line: (_place(line.item), line.item))
    ]
    groups = tuple(
        _group(_PLACES[number] if number < len(_PLACES) else None, [row for _n, row in found])
        for number, found in groupby(rows, key=lambda pair: pair[0])
    )
    return _summed(groups)


def _summed(groups: tuple[PlaceGroup, ...]) -> Checked:
    found = [row.result for group in groups for row in group.rows]
    counts = [(found.count(one), RESULT_TONES[one], word(one)) for one in ItemResult]
    return Checked(
        groups=groups, answered=sum(group.answered for group in groups), total=len(found),
        drawn=stack(parts=counts, total=len(found)),
        legend=tuple((tone, f"{name} {count}") for count, tone, name in counts if count),
    )  # fmt: skip


def _place(code: str) -> int:
    item = items_by_code().get(code)
    return _PLACES.index(item.place) if item else len(_PLACES)


def _group(place: ItemPlace | None, rows: list[LineRow]) -> PlaceGroup:
    return PlaceGroup(
        place=word(place) if place else _("制造单位要求的项目"), rows=tuple(rows),
        answered=sum(row.result is not None for row in rows),
    )  # fmt: skip


def _row(
    line: Line, photos: Mapping[str, PhotoRow], parts: Iterable[PartSaid],
    repairs: Mapping[str, Repair],
) -> LineRow:  # fmt: skip
    item = items_by_code().get(line.item)
    repair = repairs.get(line.item)
    return LineRow(
        code=line.item, name=item_words(code="", zh=line.zh, of=line.item),
        asks=spoken((item.asks_zh, item.asks_en)) if item else "", result=line.result,
        tone=RESULT_TONES[line.result] if line.result else "quiet",
        value=_measured(line, item),
        limit=limit_words(item=item) if item else "",
        fit=fit_of(item=item, value=line.value) if item else None,
        drawn=_drawn(item, line.value) if item else "", note=line.note, said_by=line.name,
        photos=tuple(photos[one] for one in line.photos if one in photos),
        parts=tuple(part_words(part=part) for part in parts),
        repair=repair.number if repair else "",
    )  # fmt: skip


def item_place(*, code: str) -> ItemPlace | None:
    """Return where an item is looked at, None where the tables do not have it."""
    item = items_by_code().get(code)
    return item.place if item else None


def item_words(*, code: str, zh: str, of: str = "") -> str:
    """Return what an item is called: as it was signed, in English as the tables say it.

    `code` stands before the name; `of` is the item's code where it shall not.
    """
    item = items_by_code().get(of or code)
    name = spoken((zh or item.zh, item.en)) if item else zh
    return f"{code} {name}".strip() or _("现场照片")


def value_words(*, line: Line) -> str:
    """Return a measured value with its unit and the limit of the rule."""
    item = items_by_code().get(line.item)
    measured, limit = _measured(line, item), limit_words(item=item) if item else ""
    if not measured or not limit:
        return measured
    return _("%(value)s（限值 %(limit)s）") % {"value": measured, "limit": limit}


def _measured(line: Line, item: Item | None) -> str:
    unit = line.unit or (item.unit if item else "")
    return f"{line.value} {unit}".strip() if line.value else ""


def line_row(*, line: Line, portrait: VisitPortrait) -> LineRow:
    """Return one version of a line, as a conflict shows it."""
    return _row(line, photo_rows(portrait=portrait), (), {})


def _drawn(item: Item, value: str) -> SafeString | str:
    number = number_of(value=value)
    if number is None or (item.at_least is None and item.at_most is None):
        return ""
    return gauge(value=number, at_least=item.at_least, at_most=item.at_most)


def _parts(portrait: VisitPortrait, code: str) -> list[PartSaid]:
    return [part for part in portrait.work.parts if part.item == code]


def part_words(*, part: PartSaid) -> str:
    """Return a replaced part in one line."""
    named = " ".join(filter(None, (part.name, part.model)))
    serial = _("编号 %(n)s") % {"n": part.serial_number} if part.serial_number else ""
    return " · ".join(filter(None, (f"{named} × {part.quantity}", serial)))


def photo_rows(*, portrait: VisitPortrait) -> dict[str, PhotoRow]:
    """Return every photo that the visit names, by SHA-256."""
    here = {row.attachment.sha256: row for row in portrait.photos}
    barrier, visit = portrait.work.barrier, portrait.visit
    named = {photo.sha256: photo for photo in portrait.work.photos}
    if barrier and barrier not in named:
        named[barrier] = PhotoSaid(sha256=barrier, item="", taken_at=None)
    return {
        sha256: PhotoRow(
            sha256=sha256, url=_url(visit.uid, sha256) if sha256 in portrait.here else "",
            label=_label(said, is_barrier=sha256 == barrier),
            taken_at=said.taken_at or _taken(here.get(sha256)),
        )
        for sha256, said in named.items()
    }  # fmt: skip


def _taken(row: VisitPhoto | None) -> datetime | None:
    return row.taken_at if row else None


def _url(uid: UUID, sha256: str) -> str:
    return reverse("visit-photo", args=[uid, sha256])


def _label(said: PhotoSaid, *, is_barrier: bool) -> str:
    if is_barrier:
        return _("现场防护照片")
    return item_words(code=said.item, zh="")
