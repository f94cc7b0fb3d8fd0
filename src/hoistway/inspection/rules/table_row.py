"""A row of a table of reports: what it says, and all that is wrong in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID, uuid5

from hoistway.foundation.refusal import Refusal
from hoistway.foundation.terms import Term
from hoistway.inspection.vocabulary import InspectionKind, RowFault, TableColumn, Verdict

_C = TableColumn
_SAME_ROW = UUID("7e0f9a3c-19d4-4a55-a6c0-5b9b3f2c1d88")
_SPOILT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d\d?)[-/.月](\d\d?)日?|((?:19|20)\d\d)(\d\d)(\d\d)")
_SHORT = {
    "检验": InspectionKind.PERIODIC, "检测": InspectionKind.TEST,
    "监督检验": InspectionKind.INSTALLATION,
}  # fmt: skip
_SELF = ("自行检查", "年度自查", "自检", "self-inspection")
"""Words of a firm's yearly self-inspection, which is something else. Source: TSG T5002-2017."""

Places = Mapping[TableColumn, int]
Word = TypeVar("Word", bound=Term)


class HeadingsMissing(Refusal):
    """Raised when a table lacks columns that every row needs."""

    code = "table_headings_missing"
    zh = "表格缺少以下列：{zh}。请使用本页的模板。"
    en = "The table lacks these columns: {en}. Use the template of this page."
    status = 422


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing wrong with a cell."""

    fault: RowFault
    column: TableColumn
    value: str = ""

    def words(self) -> dict[str, str]:
        """Return the fault in both languages, as the record of a row keeps it."""
        said = f"「{self.value[:60]}」" if self.value else ""
        return {
            "zh": f"{self.column.zh}：{self.fault.zh}{said}",
            "en": f"{self.column.en}: {self.fault.en} {said}".strip(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRead:
    """What a row says, as far as it can be read; `faults` is empty where it may be kept."""

    register_number: str
    kind: InspectionKind | None
    verdict: Verdict | None
    held_on: date | None
    report_number: str
    next_on: date | None
    words: str
    faults: tuple[CellFault, ...]


def places_of(*, header: Sequence[str]) -> Places:
    """Return where each column stands, by its Chinese or English heading or its code.

    Raises: HeadingsMissing.

    Example:
        >>> header = ["注册代码", "Kind", "结论", "检验检测日期（必填）", "report"]
        >>> [str(column) for column in places_of(header=header)]
        ['elevator', 'kind', 'verdict', 'held_on', 'report']
    """
    known = {said.casefold(): one for one in _C for said in (one.zh, one.en, str(one))}
    places: dict[TableColumn, int] = {}
    for place, heading in enumerate(header):
        plain = re.sub(r"[(（*].*$", "", heading.strip()).strip().casefold()
        if plain in known:
            places.setdefault(known[plain], place)
    lacking = [one for one in _C.needed() if one not in places]
    if lacking:
        raise HeadingsMissing(
            zh="、".join(one.zh for one in lacking), en=", ".join(one.en for one in lacking)
        )
    return places


def read_row(*, cells: Sequence[str], places: Places) -> RowRead:
    """Return what a row says with everything that is wrong in it, not only the first thing."""
    said = {one: _said(cells, places, one) for one in _C}
    faults = [CellFault(RowFault.MISSING, one) for one in _C.needed() if not said[one]]
    if _SPOILT.fullmatch(said[_C.ELEVATOR]):
        faults.append(CellFault(RowFault.SPOILT, _C.ELEVATOR, said[_C.ELEVATOR]))
    kind = _kind(said[_C.KIND], faults)
    verdict = _word(Verdict, said[_C.VERDICT], _C.VERDICT, faults)
    return RowRead(
        register_number=said[_C.ELEVATOR], kind=kind, verdict=verdict,
        held_on=_day(said[_C.HELD_ON], _C.HELD_ON, faults), report_number=said[_C.REPORT][:60],
        next_on=_day(said[_C.NEXT_ON], _C.NEXT_ON, faults), words=said[_C.WORDS][:1000],
        faults=tuple(faults),
    )  # fmt: skip


def form_of(*, body_id: int, row: RowRead) -> UUID:
    """Return the number of the form that a row stands for: the same row is the same report."""
    words = (
        body_id, row.register_number, row.kind, row.verdict, row.held_on, row.report_number,
        row.next_on, row.words,
    )  # fmt: skip
    return uuid5(_SAME_ROW, "\x1f".join(map(str, words)))


def _said(cells: Sequence[str], places: Places, column: TableColumn) -> str:
    place = places.get(column, -1)
    return cells[place].strip().removeprefix("'").strip() if 0 <= place < len(cells) else ""


def _kind(text: str, faults: list[CellFault]) -> InspectionKind | None:
    """Return the kind; a firm's self-inspection is told apart and never taken for a test."""
    if any(word in text.casefold() for word in _SELF):
        faults.append(CellFault(RowFault.SELF_INSPECTION, _C.KIND, text))
        return None
    if text in _SHORT:
        return _SHORT[text]
    return _word(InspectionKind, text, _C.KIND, faults)


def _word(term: type[Word], text: str, column: TableColumn, faults: list[CellFault]) -> Word | None:
    known = {said.casefold(): one for one in term for said in (one.zh, one.en, str(one))}
    found = known.get(text.casefold())
    if text and found is None:
        faults.append(CellFault(RowFault.UNKNOWN_WORD, column, text))
    return found


def _day(text: str, column: TableColumn, faults: list[CellFault]) -> date | None:
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found is not None:
            year, month, day = (int(part) for part in found.groups() if part)
            return date(year, month, day)
    except ValueError:
        pass
    faults.append(CellFault(RowFault.NOT_A_DATE, column, text))
    return None
