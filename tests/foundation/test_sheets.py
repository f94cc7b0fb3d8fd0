"""Tables as offices save them."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from hoistway.foundation import sheets
from hoistway.foundation.sheets import TableTooLong, TableUnreadable, open_sheet

ROWS = [["注册代码", "合同编号", ""], ["31103101062010000001", "HT-1"], ["", ""], ["2", "合同"]]


def opened(path: Path) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    with open_sheet(path=path) as sheet:
        return sheet.header, [(line.number, line.cells) for line in sheet.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_is_read_in_the_encodings_and_with_the_signs_of_offices(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "table"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding))

    header, lines = opened(path)

    assert header == ("注册代码", "合同编号")
    assert [(number, cells[:2]) for number, cells in lines] == [
        (2, ("31103101062010000001", "HT-1")), (4, ("2", "合同")),
    ]  # fmt: skip


def test_a_workbook_keeps_texts_and_shows_a_number_that_lost_digits(tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "table"
    for row in (["注册代码", "开始日期", "分钟"], ["031", date(2026, 3, 1), 25],
                [31103101062010000001, None, 30.0]):  # fmt: skip
        book.active.append(row)  # type: ignore[union-attr]
    into = BytesIO()
    book.save(into)
    path.write_bytes(into.getvalue())

    _, lines = opened(path)

    assert lines[0][1] == ("031", "2026-03-01", "25")
    assert "E+19" in lines[1][1][0]
    assert lines[1][1][2] == "30"


@pytest.mark.parametrize("data", [b"", b"\n\n , \n", b"PK\x03\x04 but no workbook"])
def test_what_is_no_table_is_said_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "table"
    path.write_bytes(data)

    with pytest.raises(TableUnreadable):
        opened(path)


def test_a_table_is_read_up_to_its_most_rows_and_not_beyond(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    path = tmp_path / "table"
    path.write_bytes(b"a,b\n1,2\n\n3,4\n")
    assert len(opened(path)[1]) == 2
    path.write_bytes(b"a,b\n1,2\n3,4\n5,6\n")

    with pytest.raises(TableTooLong):
        opened(path)
