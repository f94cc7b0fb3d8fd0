"""A row of a table of policies: what it says, and all that is wrong in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hoistway.foundation.refusal import Refusal
from hoistway.insurance.rules.entry import CellFault, PolicyWords, faults_of
from hoistway.insurance.rules.money import fen_of
from hoistway.insurance.vocabulary import HolderKind, RowFault, TableColumn

_C = TableColumn
_SPOILT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d\d?)[-/.月](\d\d?)日?|((?:19|20)\d\d)(\d\d)(\d\d)")
_KINDS = {
    said: kind
    for kind, short in ((HolderKind.USE_UNIT, "使用单位"), (HolderKind.FIRM, "维保单位"))
    for said in (short, kind.zh, kind.en, str(kind))
}  # fmt: skip
MOST_SIGNS = {_C.NUMBER: 60, _C.HOLDER: 120, _C.HOLDER_CODE: 18, _C.ELEVATOR: 40}
"""Signs that the columns of a policy hold."""

Places = Mapping[TableColumn, int]
"""At which place of a row each column stands."""

T = TypeVar("T")


class HeadingsMissing(Refusal):
    """Raised when a table lacks columns that every row needs."""

    code = "table_headings_missing"
    zh = "表格缺少以下列：{zh}。请使用本页的模板。"
    en = "The table lacks these columns: {en}. Use the template of this page."
    status = 422


@dataclass(frozen=True, slots=True)
class RowRead:
    """What a row says; `words` is None where something is wrong in it."""

    words: PolicyWords | None
    register_number: str
    faults: tuple[CellFault, ...]


def places_of(*, header: Sequence[str]) -> Places:
    """Return where each column stands, by its Chinese or English heading or its code.

    Raises: HeadingsMissing.
    """
    known = {said.casefold(): one for one in _C for said in (one.zh, one.en, str(one))}
    places: dict[TableColumn, int] = {}
    for place, heading in enumerate(header):
        column = known.get(heading.strip().casefold())
        if column is not None:
            places.setdefault(column, place)
    lacking = [one for one in _C.needed() if one not in places]
    if lacking:
        raise HeadingsMissing(
            zh="、".join(one.zh for one in lacking), en=", ".join(one.en for one in lacking)
        )
    return places


def read_row(*, cells: Sequence[str], places: Places, most_years: int) -> RowRead:
    """Return what a row says with everything that is wrong in it, not only the first thing."""
    said = {one: _said(cells, places, one) for one in _C}
    faults: list[CellFault] = [
        CellFault(RowFault.MISSING, one) for one in _C.needed() if not said[one]
    ]
    faults += [
        CellFault(RowFault.NUMBER_SPOILT, one, said[one])
        for one in (_C.NUMBER, _C.ELEVATOR)
        if _SPOILT.fullmatch(said[one])
    ]

    def read(column: TableColumn, by: Callable[[str], T | None], wrong: RowFault) -> T | None:
        found = by(said[column]) if said[column] else None
        if said[column] and found is None:
            faults.append(CellFault(wrong, column, said[column]))
        return found

    kind = read(_C.HOLDER_KIND, _KINDS.get, RowFault.KIND_UNKNOWN)
    first = read(_C.FIRST_DAY, _day, RowFault.DAY_UNREADABLE)
    last = read(_C.LAST_DAY, _day, RowFault.DAY_UNREADABLE)
    total = read(_C.SUM, _fen, RowFault.SUM_UNREADABLE)
    each = read(_C.EACH, _fen, RowFault.SUM_UNREADABLE)
    if faults or kind is None or first is None or last is None or total is None:
        return RowRead(None, said[_C.ELEVATOR], tuple(faults))
    words = PolicyWords(
        number=said[_C.NUMBER], holder_kind=kind, holder_name=said[_C.HOLDER],
        holder_code=said[_C.HOLDER_CODE].upper(), first=first, last=last, sum_insured_fen=total,
        each_accident_fen=each,
    )  # fmt: skip
    wrong = faults_of(words=words, most_years=most_years)
    return RowRead(None if wrong else words, said[_C.ELEVATOR], wrong)


def _said(cells: Sequence[str], places: Places, column: TableColumn) -> str:
    place = places.get(column)
    text = cells[place].strip().lstrip("'") if place is not None and place < len(cells) else ""
    return text[: MOST_SIGNS.get(column, 60)]


def _fen(text: str) -> int | None:
    return fen_of(text=text)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (part for part in found.groups() if part is not None)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
