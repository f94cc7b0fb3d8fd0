"""A row of a table of filings: what it says, and all that is wrong in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from hoistway.filings.vocabulary import FilingKind
from hoistway.filings.vocabulary.tables import TableColumn, TableFault
from hoistway.foundation.refusal import Refusal

_C = TableColumn
NEEDED = (_C.ELEVATOR, _C.CONTRACT, _C.FIRST_DAY)
"""Columns without which a table says nothing."""

MOST_SIGNS = {_C.ELEVATOR: 40, _C.CONTRACT: 60, _C.REMARK: 300}
"""Signs that the columns of a filing hold."""

MOST_MINUTES = 600
"""Longest promise that is read. Chosen: ten hours; more is a slip of the pen."""

PROMISE_MIN = 30
"""Promise where a row names none. Source: TSG T5002-2017 art. 5 (M)."""

_SAME_FORM = UUID("5b0d9c2e-6c61-4b0f-9d0f-2f6f0b1a7c11")
_SPOILT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d\d?)[-/.月](\d\d?)日?|((?:19|20)\d\d)(\d\d)(\d\d)")
_APART = re.compile(r"[、,，;；/\n]+")
_TAIL = re.compile(r"\s*[(（]?\s*\d*?(\d{4})\s*[)）]?$")


class HeadingsMissing(Refusal):
    """Raised when a table lacks columns that every row needs."""

    code = "table_headings_missing"
    zh = "表格缺少以下列：{zh}。请使用本页的模板。"
    en = "The table lacks these columns: {en}. Use the template of this page."
    status = 422


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing wrong with a cell, or with the whole row where no column is named."""

    fault: TableFault
    column: TableColumn | None = None
    value: str = ""

    def words(self) -> dict[str, str]:
        """Return the fault in both languages, as the record of a row keeps it."""
        zh, en = self.fault.zh, self.fault.en
        if self.column is not None:
            zh, en = f"{self.column.zh}：{zh}", f"{self.column.en}: {en}"
        said = f"「{self.value[:60]}」" if self.value else ""
        return {"zh": f"{zh}{said}", "en": f"{en} {said}".strip(), "clause": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRead:
    """What a row says, as far as it can be read; `faults` is empty where it may be filed."""

    register_number: str
    kind: FilingKind
    contract_number: str
    first_day: date | None
    last_day: date | None
    names: tuple[str, ...]
    promise_min: int
    remark: str
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class CrewMember:
    """A technician of the firm, by key; `phone` tells people of one name apart."""

    person_id: int
    name: str
    phone: str


Places = Mapping[TableColumn, int]


def places_of(*, header: Sequence[str]) -> Places:
    """Return where each column stands, by its Chinese or English heading or its code.

    Raises: HeadingsMissing.

    Example:
        >>> header = ["注册代码", "Contract number", "开始日期（必填）"]
        >>> sorted(column.value for column in places_of(header=header))
        ['contract', 'elevator', 'first_day']
    """
    spelt = {
        word.casefold(): column for column in _C for word in (column.zh, column.en, str(column))
    }
    places: dict[TableColumn, int] = {}
    for place, heading in enumerate(header):
        plain = re.sub(r"[(（*].*$", "", heading.strip()).strip().casefold()
        column = spelt.get(plain)
        if column is not None:
            places.setdefault(column, place)
    missing = [column for column in NEEDED if column not in places]
    if missing:
        raise HeadingsMissing(
            zh="、".join(c.zh for c in missing), en=", ".join(c.en for c in missing)
        )
    return places


def day_in(*, text: str) -> date | None:
    """Return the day that a cell names, None where it names none.

    Example:
        >>> day_in(text="2026年3月1日"), day_in(text="20260301"), day_in(text="2026-02-30")
        (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1), None)
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_row(*, cells: Sequence[str], places: Places, width: int) -> RowRead:
    """Return what the cells of a row say; every fault of it, not only the first."""
    reader = _Reader(cells, places)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        reader.faults.append(CellFault(TableFault.ROW_SHAPE))
    kind = reader.kind()
    number = reader.number()
    contract = reader.text(_C.CONTRACT, needed=kind is not FilingKind.END)
    first, last = reader.day(_C.FIRST_DAY, needed=True), reader.day(_C.LAST_DAY)
    if first and last and last < first:
        reader.faults.append(CellFault(TableFault.ENDS_FIRST, _C.LAST_DAY, last.isoformat()))
    return RowRead(
        register_number=number, kind=kind, contract_number=contract, first_day=first,
        last_day=last, names=reader.names(), promise_min=reader.minutes(),
        remark=reader.text(_C.REMARK), faults=tuple(reader.faults),
    )  # fmt: skip


class _Reader:
    """Reads the cells of one row and keeps what is wrong with them."""

    def __init__(self, cells: Sequence[str], places: Places) -> None:
        self.cells, self.places = cells, places
        self.faults: list[CellFault] = []

    def cell(self, column: TableColumn, *, needed: bool = False) -> str:
        """Return a cell without what spreadsheets put around a text."""
        place = self.places.get(column, -1)
        text = self.cells[place].strip() if 0 <= place < len(self.cells) else ""
        text = text.removeprefix("'").strip()
        if text.startswith('="') and text.endswith('"'):
            text = text[2:-1].strip()
        if "\ufffd" in text:
            self.fail(TableFault.UNREADABLE, column, text)
        if needed and not text:
            self.fail(TableFault.MISSING, column)
        return text

    def fail(self, fault: TableFault, column: TableColumn, value: str = "") -> None:
        """Keep a fault."""
        self.faults.append(CellFault(fault, column, value))

    def text(self, column: TableColumn, *, needed: bool = False) -> str:
        """Return a text that a filing can hold."""
        text = self.cell(column, needed=needed)
        if len(text) > MOST_SIGNS[column]:
            self.fail(TableFault.TOO_LONG, column, text)
        return text

    def number(self) -> str:
        """Return the register number; one that a spreadsheet has rounded is never guessed."""
        text = self.text(_C.ELEVATOR, needed=True).replace(" ", "")
        if _SPOILT.fullmatch(text):
            self.fail(TableFault.SPOILT, _C.ELEVATOR, text)
        return text

    def kind(self) -> FilingKind:
        """Return the kind, «begin maintenance» where none is named."""
        text = self.cell(_C.KIND)
        named = {
            word.casefold(): kind for kind in FilingKind for word in (kind.zh, kind.en, str(kind))
        }
        if text and text.casefold() not in named:
            self.fail(TableFault.UNKNOWN_KIND, _C.KIND, text)
        return named.get(text.casefold(), FilingKind.START)

    def day(self, column: TableColumn, *, needed: bool = False) -> date | None:
        """Return a day."""
        text = self.cell(column, needed=needed)
        day = day_in(text=text)
        if text and day is None:
            self.fail(TableFault.NOT_A_DATE, column, text)
        return day

    def minutes(self) -> int:
        """Return the promised minutes, those of the rule where none are named."""
        text = self.cell(_C.PROMISE)
        if not text:
            return PROMISE_MIN
        if not (text.isascii() and text.isdigit()):
            self.fail(TableFault.NOT_A_NUMBER, _C.PROMISE, text)
            return PROMISE_MIN
        minutes = int(text[:6])
        if not 1 <= minutes <= MOST_MINUTES:
            self.fail(TableFault.OUT_OF_RANGE, _C.PROMISE, text)
        return minutes

    def names(self) -> tuple[str, ...]:
        """Return the technicians as they are named, each once."""
        named = (name.strip() for name in _APART.split(self.cell(_C.TECHNICIANS)))
        return tuple(dict.fromkeys(name for name in named if name))


def crew_of(
    *, names: Sequence[str], members: Sequence[CrewMember]
) -> tuple[list[int], list[CellFault]]:
    """Return the keys of the named technicians, and the names that lead to none or to several.

    Example:
        >>> two = [CrewMember(1, "张伟", "13800001234"), CrewMember(2, "张伟", "13800005678")]
        >>> crew_of(names=["张伟(5678)"], members=two)[0]
        [2]
        >>> crew_of(names=["张伟"], members=two)[1][0].fault.value
        'same_name'
    """
    keys: list[int] = []
    faults: list[CellFault] = []
    for name in names:
        found = [one for one in members if one.name == name] or _by_tail(name, members)
        if len(found) == 1:
            keys.append(found[0].person_id)
        else:
            fault = TableFault.SAME_NAME if found else TableFault.UNKNOWN_TECHNICIAN
            faults.append(CellFault(fault, _C.TECHNICIANS, name))
    return list(dict.fromkeys(keys)), faults


def _by_tail(name: str, members: Sequence[CrewMember]) -> list[CrewMember]:
    tail = _TAIL.search(name)
    if tail is None:
        return []
    plain = name[: tail.start()].strip()
    return [one for one in members if one.name == plain and one.phone.endswith(tail.group(1))]


def form_of(*, firm_id: int, row: RowRead, elevator_id: int, attempt: int) -> UUID:
    """Return the number of the form that a row stands for: the same row is the same form.

    `attempt` counts earlier forms of the same words that were returned, refused or withdrawn.
    """
    words = (
        firm_id, elevator_id, row.kind, row.contract_number, row.first_day, row.last_day,
        "、".join(row.names), row.promise_min, row.remark, attempt,
    )  # fmt: skip
    return uuid5(_SAME_FORM, "\x1f".join(map(str, words)))
