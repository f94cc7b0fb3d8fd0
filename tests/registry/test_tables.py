import json
import os
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hoistway.registry.adapters.seen import Seen
from hoistway.registry.adapters.tables import CannotRead, files_in, open_table
from hoistway.registry.adapters.tables.folder import day_in, observed_of
from hoistway.registry.adapters.tables.workbook import plain_number
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.rows import Row, TypedDay, TypedNumber
from hoistway.registry.vocabulary import ObservedFrom
from tests.world.register_files import a_mapping


def rows_of(path: Path, mapping: Mapping | None = None) -> tuple[tuple[str, ...], list[Row]]:
    with open_table(path=path, mapping=mapping or a_mapping()) as table:
        return table.header, list(table.rows)


def a_workbook(path: Path, *rows: list[object], sheet: str = "Sheet") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def with_file(line: str) -> Mapping:
    return a_mapping(replace=("[file]", f"[file]\n{line}"))


def test_typed_cells_of_a_workbook_say_so(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path / "r.xlsx", ["a", "b", "c", "d", "e", " "],
        ["一", 1000.0, 1.75, datetime(2010, 8, 15, 0, 0), True],  # noqa: DTZ001 -- as in the file
        [None, 31103101062010010000, None, date(2010, 8, 15), "#REF!"],
        [None] * 5,
        ["last"],
    )  # fmt: skip

    header, rows = rows_of(path)

    assert header == ("a", "b", "c", "d", "e")
    assert [(row.line, row.cells) for row in rows] == [
        (2, ("一", "1000", "1.75", "2010-08-15", "true")),
        (3, ("", "31103101062010010000", "", "2010-08-15", "#REF!")),
        (5, ("last", "", "", "", "")),
    ]
    types = [type(cell) for cell in rows[0].cells]
    assert types == [str, TypedNumber, TypedNumber, TypedDay, str]


def test_a_sheet_is_taken_by_its_name_or_is_the_first(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "r.xlsx", ["a"], ["1"], sheet="梯")

    assert rows_of(path, with_file('sheet = "梯"'))[0] == ("a",)
    with pytest.raises(CannotRead, match="there is no sheet «x»; it has 梯"):
        rows_of(path, with_file('sheet = "x"'))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)

    with pytest.raises(CannotRead, match="it is no workbook"):
        rows_of(path)


def test_many_shared_texts_are_all_found_again(tmp_path: Path) -> None:
    texts = [[f"梯{n}", f"路{n % 7}"] for n in range(1500)]
    path = a_workbook(tmp_path / "r.xlsx", ["a", "b"], *texts)

    assert [list(row.cells) for row in rows_of(path)[1]] == texts


def json_mapping(*, items: str = "") -> Mapping:
    return with_file(f'items = "{items}"')


def test_records_of_an_array_become_rows_by_dotted_paths(tmp_path: Path) -> None:
    mapping = a_mapping(replace=('from = "名称"', 'from = "梯.名称"'))
    record = {"注册代码": "1", "梯": {"名称": "东"}, "载重": 1000, "层站": ["B1", 1], "区": None}
    path = tmp_path / "r.json"
    path.write_text(json.dumps([record, 7], ensure_ascii=False), encoding="utf-8")

    header, (row, broken) = rows_of(path, mapping)

    cells = dict(zip(header, row.cells, strict=True))
    assert [cells[heading] for heading in ("梯.名称", "载重", "层站", "区")] == [
        "东", "1000", "B1,1", "",
    ]  # fmt: skip
    assert isinstance(cells["载重"], TypedNumber)
    assert (broken.line, broken.cells) == (2, ())


def test_records_may_lie_deeper_in_the_document(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text('{"data": {"rows": [{"注册代码": "1"}]}}', encoding="utf-8")

    assert len(rows_of(path, json_mapping(items="data.rows"))[1]) == 1
    with pytest.raises(CannotRead, match="items says where they are"):
        rows_of(path)


def test_a_document_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text('[{"注册代码": "1"}, {"注册代', encoding="utf-8")
    found = []

    def read() -> None:
        with open_table(path=path, mapping=a_mapping()) as table:
            found.extend(table.rows)

    with pytest.raises(CannotRead, match="after record 1 it is no JSON"):
        read()
    assert len(found) == 1


def test_a_broken_line_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "r.ndjson"
    long = '{"注册代码": "' + "x" * 1_100_000 + '"}'
    lines = ['{"注册代码": "1"}', "", '{"注册代码": ', "[]", long, '{"注册代码": "4"}']
    path.write_text("\n".join(lines), encoding="utf-8")

    rows = rows_of(path)[1]

    assert [(row.line, bool(row.cells)) for row in rows] == [
        (1, True), (3, False), (4, False), (5, False), (6, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("全市电梯_2026-10-01.xlsx", date(2026, 10, 1)),
        ("register20260930.csv", date(2026, 9, 30)),
        ("2026年9月3日导出.csv", date(2026, 9, 3)),
        ("20261332.csv", None),
        ("31103101062010080012.csv", None),
        ("register.csv", None),
    ],
)
def test_the_day_of_a_file_may_stand_in_its_name(name: str, day: date | None) -> None:
    assert day_in(name=name) == day


def test_without_a_day_in_its_name_a_file_is_of_its_last_change(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("a")
    os.utime(path, (1_790_000_000, 1_790_000_000))

    assert observed_of(path=path) == (datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC),
                                      ObservedFrom.FILE)  # fmt: skip
    assert observed_of(path=path, name="r-2026-10-01.csv")[1] is ObservedFrom.NAME


def test_the_files_of_a_folder_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    names = ("b-2026-10-02.csv", "a-2026-10-03.csv", "c-2026-10-01.xlsx", "notes.pdf", ".x.csv")
    for name in names:
        (tmp_path / name).write_text("a")

    assert [path.name[0] for path in files_in(path=tmp_path)] == ["c", "b", "a"]
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CannotRead, match="no tables in this folder"):
        files_in(path=empty)


def test_keys_met_before_are_known_by_their_first_line() -> None:
    with Seen() as seen:
        assert [seen.first_line(key=key, line=line) for line, key in enumerate("aba", start=2)] == [
            2, 3, 2,
        ]  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.integers(), st.floats()))
def test_a_number_of_a_cell_is_never_written_in_scientific_notation(value: float) -> None:
    assert "e" not in plain_number(value=value)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "ndjson"])
@given(content=st.binary(max_size=400))
def test_no_bytes_make_a_reader_stumble(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"r.{suffix}"
    path.write_bytes(content)

    with suppress(CannotRead):
        rows_of(path)
