"""What a row of a table of filings says, and every fault of it."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.filings.rules.table_row import (
    CrewMember,
    HeadingsMissing,
    RowRead,
    crew_of,
    day_in,
    form_of,
    places_of,
    read_row,
)
from hoistway.filings.vocabulary import FilingKind
from hoistway.filings.vocabulary.tables import TableColumn, TableFault

C = TableColumn
HEADER = [column.zh for column in C]
SOUND = {
    C.ELEVATOR: "31103101062010000001", C.KIND: "续签合同", C.CONTRACT: "HT-2026-01",
    C.FIRST_DAY: "2026-03-01", C.LAST_DAY: "2027/2/28", C.TECHNICIANS: "张伟、李娜",
    C.PROMISE: "25", C.REMARK: "",
}  # fmt: skip


def read(**more: str) -> RowRead:
    values = SOUND | {C(name): value for name, value in more.items()}
    cells = [values[column] for column in C]
    return read_row(cells=cells, places=places_of(header=HEADER), width=len(HEADER))


def faults(row: RowRead) -> list[tuple[TableFault, TableColumn | None]]:
    return [(one.fault, one.column) for one in row.faults]


def test_a_sound_row_says_all_of_a_filing() -> None:
    assert read() == RowRead(
        register_number="31103101062010000001", kind=FilingKind.RENEW,
        contract_number="HT-2026-01", first_day=date(2026, 3, 1), last_day=date(2027, 2, 28),
        names=("张伟", "李娜"), promise_min=25, remark="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        (C.ELEVATOR, "", TableFault.MISSING),
        (C.ELEVATOR, "3.11E+19", TableFault.SPOILT),
        (C.CONTRACT, "", TableFault.MISSING),
        (C.CONTRACT, "H" * 61, TableFault.TOO_LONG),
        (C.KIND, "接管", TableFault.UNKNOWN_KIND),
        (C.FIRST_DAY, "明天", TableFault.NOT_A_DATE),
        (C.FIRST_DAY, "", TableFault.MISSING),
        (C.LAST_DAY, "2026-02-28", TableFault.ENDS_FIRST),
        (C.PROMISE, "半小时", TableFault.NOT_A_NUMBER),
        (C.PROMISE, "0", TableFault.OUT_OF_RANGE),
        (C.PROMISE, "601", TableFault.OUT_OF_RANGE),
        (C.REMARK, "好" * 301, TableFault.TOO_LONG),
        (C.REMARK, "\ufffd\ufffd", TableFault.UNREADABLE),
    ],
)
def test_a_cell_that_cannot_be_filed_is_told(
    column: TableColumn, text: str, fault: TableFault
) -> None:
    assert faults(read(**{str(column): text})) == [(fault, column)]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (C.LAST_DAY, "2026-03-01"), (C.LAST_DAY, ""), (C.PROMISE, "600"), (C.PROMISE, "1"),
        (C.PROMISE, ""), (C.CONTRACT, "H" * 60), (C.REMARK, "好" * 300), (C.KIND, ""),
        (C.KIND, "End maintenance"), (C.KIND, "start"), (C.TECHNICIANS, ""),
        (C.ELEVATOR, '="31103101062010000001"'), (C.ELEVATOR, "'31103101062010000001"),
    ],
)  # fmt: skip
def test_the_other_side_of_each_edge_is_sound(column: TableColumn, text: str) -> None:
    assert read(**{str(column): text}).faults == ()


def test_all_faults_of_a_row_are_told_at_once() -> None:
    row = read(elevator="", kind="接管", first_day="x", promise="x")

    assert [fault for fault, _ in faults(row)] == [
        TableFault.UNKNOWN_KIND, TableFault.MISSING, TableFault.NOT_A_DATE,
        TableFault.NOT_A_NUMBER,
    ]  # fmt: skip


def test_an_end_needs_no_contract_number() -> None:
    assert read(kind="终止维保", contract="").faults == ()


def test_more_cells_than_headings_are_a_row_of_another_shape() -> None:
    places, cells = places_of(header=HEADER), [*SOUND.values(), "", "x"]

    assert TableFault.ROW_SHAPE in {
        one.fault for one in read_row(cells=cells, places=places, width=len(HEADER)).faults
    }
    assert read_row(cells=cells[:-1], places=places, width=len(HEADER)).faults == ()


def test_a_table_without_what_every_row_needs_is_refused_by_its_headings() -> None:
    with pytest.raises(HeadingsMissing) as refused:
        places_of(header=["注册代码", "备注"])

    assert refused.value.facts["zh"] == "合同编号、开始日期"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_way_of_writing_a_day_is_that_day(day: date) -> None:
    written = [
        day.isoformat(), f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}",
    ]  # fmt: skip

    assert {day_in(text=text) for text in written} == {day}


def test_people_of_one_name_are_told_apart_by_the_end_of_their_telephone() -> None:
    crew = [CrewMember(1, "张伟", "13800001234"), CrewMember(2, "张伟", "13800005678")]

    assert crew_of(names=["张伟(1234)", "张伟 5678", "张伟（1234）"], members=crew) == ([1, 2], [])
    assert [f.fault for f in crew_of(names=["张伟", "王五"], members=crew)[1]] == [
        TableFault.SAME_NAME, TableFault.UNKNOWN_TECHNICIAN,
    ]  # fmt: skip


@given(st.sampled_from(["contract", "remark", "promise"]), st.integers(0, 3))
def test_the_same_row_is_the_same_form_and_any_other_is_another(word: str, attempt: int) -> None:
    def form(row: RowRead, **more: int) -> UUID:
        return form_of(row=row, **{"firm_id": 1, "elevator_id": 2, "attempt": attempt} | more)

    other = read(**{word: "17"})

    assert form(read()) == form(read())
    several = [
        form(read()), form(other), form(read(), firm_id=2), form(read(), elevator_id=3),
        form(read(), attempt=attempt + 1),
    ]  # fmt: skip
    assert len(set(several)) == 5
