"""The register in a browser: reasons that open, decisions, files handed in, corrections."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from hoistway.foundation import clock
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.actions import work_on_import
from hoistway.registry.models import Claim, ImportRun
from tests.browser.patience import a_second_ms
from tests.world.parties import a_jurisdiction, a_member
from tests.world.registry import an_elevator
from tests.world.sayings import a_registered_elevator

DeskOf = Callable[[Membership], Page]


@pytest.fixture
def city(desk_of: DeskOf) -> Page:
    return desk_of(a_member(role=RoleKind.CITY_REGULATOR))


def test_a_fact_opens_and_tells_why_it_is_what_it_is(city: Page) -> None:
    elevator = a_registered_elevator()
    city.goto(f"/elevators/{elevator.register_number}")

    city.locator("#fact-stops summary").click()

    expect(city.locator("#fact-stops .verdict")).to_contain_text("监察系统")
    expect(city.locator("#fact-stops tr.held")).to_contain_text("18")


def test_a_regulator_decides_a_value_with_the_keyboard_alone(city: Page) -> None:
    elevator = a_registered_elevator()
    city.goto(f"/elevators/{elevator.register_number}/why/building")

    city.get_by_label("楼栋").fill("9号楼")
    city.get_by_label("理由").fill("现场核对")
    city.get_by_label("理由").press("Tab")
    city.keyboard.press("Enter")

    expect(city.locator("h1")).to_contain_text("9号楼")
    expect(city.locator("h1")).to_contain_text("人工裁定")


def test_a_file_is_handed_in_and_its_report_appears_by_itself(city: Page, tmp_path: Path) -> None:
    a_jurisdiction()
    file = tmp_path / "register.csv"
    number = an_elevator().register_number
    file.write_text(f"注册代码,地址,站,数据日期\n{number},延平路1号,快,2026-10-01\n", "utf-8")
    city.goto("/registry/imports")
    city.get_by_label("文件（CSV", exact=False).set_input_files(file)
    city.get_by_role("button", name="上传并试算").click()
    expect(city.locator("[data-live-badge]")).to_have_attribute("data-state", "live")

    work_on_import(run_id=ImportRun.objects.latest("pk").pk, now=clock.now())

    fault = city.get_by_role("rowheader", name="站 · 不是数字")
    expect(fault).to_be_visible(timeout=3 * a_second_ms())


def test_a_passenger_without_script_corrects_an_address(bare_phone: Page) -> None:
    elevator = an_elevator()
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    bare_phone.goto(address_of(plate=plate, keys=settings.PLATE_KEYS))

    bare_phone.get_by_role("link", name="信息不对").first.click()
    bare_phone.get_by_label("地址", exact=True).check()
    bare_phone.get_by_label("正确的是").fill("延平路137号")
    bare_phone.get_by_role("button", name="提交", exact=True).click()

    expect(bare_phone.locator(".number").first).to_contain_text("FY")
    assert Claim.objects.filter(elevator=elevator, origin__suggested=True).count() == 1
