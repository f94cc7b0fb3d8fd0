"""A firm hands a table in, the use unit confirms on its phone, the district checks at its desk."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from playwright.sync_api import Page, expect

from hoistway.filings.actions.table_work import work_on_table
from hoistway.filings.models import ElevatorFiling, TableRun
from hoistway.filings.vocabulary import FilingState
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Membership, Person
from tests.world.filings import a_filing_firm, a_stage
from tests.world.registry import Site, an_elevator

OpenFor = Callable[[Membership], Page]


def work_off() -> None:
    work_on_table(run_id=TableRun.objects.latest("pk").pk, now=clock.now())


def test_a_table_is_mended_filed_confirmed_and_checked(
    phone_of: OpenFor, desk_of: OpenFor, tmp_path: Path
) -> None:
    firm = a_filing_firm()
    stage = a_stage(elevator=an_elevator(site=Site(firm=firm.firm), plate=False))
    office = desk_of(firm.office)
    office.goto("/f/filings/tables")
    with office.expect_download() as download:
        office.get_by_role("link", name="CSV").click()
    head, row, *_ = csv.reader(StringIO(download.value.path().read_text("utf-8-sig")))
    name = Person.objects.get(pk=firm.technician_id).name
    row[2:6] = ["HT-1", f"{local_day(at=clock.now())}", "", "王五"]

    def hand_in(cells: list[str]) -> None:
        table, contract = tmp_path / "备案.csv", tmp_path / "HT-1.pdf"
        table.write_text("\n".join(",".join(line) for line in (head, cells)), "utf-8-sig")
        contract.write_bytes(b"%PDF-1.4 contract")
        office.get_by_label("表格（CSV 或 Excel）").set_input_files(table)
        office.get_by_label("合同文件").set_input_files(contract)
        office.get_by_role("button", name="上传并试算").click()
        expect(office.locator("#live")).to_contain_text("等待")
        work_off()
        office.reload()

    hand_in(row)
    expect(office.locator("#main")).to_contain_text("本单位没有这名维保人员")
    office.goto("/f/filings/tables")
    row[5] = name
    hand_in(row)
    office.get_by_role("button", name="提交可提交的行").click()
    work_off()
    office.reload()
    expect(office.locator("#live")).to_contain_text("完成")

    assert stage.unit is not None
    unit = phone_of(stage.unit)
    unit.goto("/u/filings")
    unit.locator(".filings th a").first.tap()
    unit.get_by_role("button", name="属实，确认").tap()
    expect(unit.locator("#main")).to_contain_text("使用单位已确认")
    district = desk_of(stage.district)
    district.goto(unit.url)
    district.get_by_role("button", name="核对通过").click()

    expect(district.locator(".pill").first).to_contain_text("已核对")
    expect(district.locator(".tenure-bar.held")).to_have_count(1)
    assert ElevatorFiling.objects.get(elevator=stage.elevator).state is FilingState.CHECKED
