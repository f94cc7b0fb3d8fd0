"""The ways into and out of the pilot, walked in a browser through the doors of a running demo."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.city.installation import Installation

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
PATIENCE_MS, SWEEP_S = 30_000, 90
DOORS = {
    "firm": "firm_office", "unit": "use_unit", "district": "district_regulator",
    "city": "city_regulator",
}  # fmt: skip
LACKS_A_PLAN = "未采用年度计划表"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[str]:
    place = Installation(tmp_path / "city")
    with place.up("demo", "--elevators", "200"):
        yield place.pages


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=str(settings.CONFIG.browser), args=FLAGS)
        yield one
        one.close()


class Doors:
    """The hub's doors, each in a browser of its own, and the hub itself."""

    def __init__(self, browser: Browser, city: str) -> None:
        self._browser, self._city = browser, city
        self.hub = self._page()
        self.of: dict[str, Page] = {}

    def _page(self) -> Page:
        context = self._browser.new_context(base_url=self._city, locale="zh-CN")
        context.set_default_timeout(PATIENCE_MS)
        return context.new_page()

    def open(self, number: str = "") -> None:
        """Go in by each door as those who have to do with an elevator."""
        for who, role in DOORS.items():
            page = self.of[who] = self._page()
            page.goto(f"/demo/?elevator={number}")
            page.locator(f'form:has(input[value="{role}"]) button').click()
            page.wait_for_load_state()

    def read(self, who: str, there: str) -> str:
        self.of[who].goto(there)
        return self.of[who].locator("main").inner_text()

    def press(self, who: str, name: str, *, there: str = "", words: str = "") -> None:
        """Press the button that is called so, with words where it asks for them."""
        page = self.of[who]
        if there:
            page.goto(there)
        button = page.get_by_role("button", name=re.compile(name)).first
        if words:
            button.locator("xpath=ancestor::form").locator("textarea").fill(words)
        button.click()
        page.wait_for_load_state()
        expect(page.locator(".errors")).to_have_count(0)

    def until(self, who: str, there: str, words: str) -> None:
        """Read a page until it says so: the background works on it."""
        end = time.monotonic() + SWEEP_S
        while words not in (said := self.read(who, there)):
            assert time.monotonic() < end, (words, said)
            time.sleep(1)

    def days_pass(self, days: int) -> None:
        self.hub.goto("/demo/")
        self.hub.locator("#days").fill(str(days))
        self.hub.get_by_role("button", name="拨快城市时钟").click()
        expect(self.hub.get_by_text("城市时钟已拨到")).to_be_visible()


def a_scan() -> Any:
    out = BytesIO()
    Image.new("RGB", (60, 60), "white").save(out, "JPEG")
    return {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def bring_the_firm_in(doors: Doors) -> None:
    """Let the city list the firm and the firm publish its promise, unless that is done."""
    said = doors.read("firm", "/pilot/firm")
    if "待市局核对" in said:
        number = re.findall(r"SQ\d+", said)[0]
        doors.press("city", "列入公布名单", there=f"/pilot/firms/{number}")
    if "标准和承诺尚未在本单位网站公布" in doors.read("firm", "/pilot/firm"):
        page = doors.of["firm"]
        page.get_by_label("本单位网站上公布标准和承诺的网页").fill("https://firm.example/pilot")
        doors.press("firm", "读取并留存副本")
        page.get_by_text("平台读不到该网页").click()
        page.locator("#id_copy_file").set_input_files(a_scan())
        page.get_by_label("副本与该网页现状一致").check()
        doors.press("firm", "上传副本")
    assert "可以申报和开展试点电梯" in doors.read("firm", "/pilot/firm")


def one_that_lacks_a_plan_alone(doors: Doors) -> str:
    page = doors.of["firm"]
    page.goto("/pilot/elevators/new?q=31103101")
    for row in page.locator("tbody tr").all():
        if row.locator("td").last.inner_text().strip() == LACKS_A_PLAN:
            return re.findall(r"31103101\d+", row.inner_text())[0]
    raise AssertionError(page.locator("main").inner_text())


def the_plan(doors: Doors, number: str) -> str:
    """Return the address of an elevator's plan, once the background has made it."""
    page, end = doors.of["firm"], time.monotonic() + SWEEP_S
    while time.monotonic() < end:
        page.goto(f"/yearplans?q={number}")
        for link in page.locator("main a").all():
            if re.fullmatch(r"/yearplans/[0-9a-f-]{36}", there := link.get_attribute("href") or ""):
                return there
        time.sleep(1)
    raise AssertionError(page.locator("main").inner_text())


def adopt_a_plan(doors: Doors, number: str) -> None:
    page = doors.of["firm"]
    page.goto(f"/yearplans/new?q={number}")
    page.get_by_label(f"选择 {number}").check()
    doors.press("firm", "为勾选的电梯编制")
    plan = the_plan(doors, number)
    doors.press("firm", "采用此计划", there=plan)
    assert "已采用" in doors.read("unit", plan)


@pytest.mark.long
@pytest.mark.story
def test_firm_use_unit_district_and_city_walk_in_and_out(browser: Browser, city: str) -> None:
    doors = Doors(browser, city)
    doors.open()
    bring_the_firm_in(doors)
    number = one_that_lacks_a_plan_alone(doors)
    doors.open(number)
    one = f"/pilot/elevators/{number}"

    adopt_a_plan(doors, number)
    doors.of["firm"].goto(f"/pilot/elevators/new?q={number}")
    doors.of["firm"].get_by_label(f"选择 {number}").check()
    doors.press("firm", "列入清单")
    doors.press("unit", "同意试点", there=one)
    doors.press("firm", "报送区局", there=one)
    doors.press("district", "列入清单并报送市局", there=one)
    assert "试点中" in doors.read("city", one)
    assert "BS-31" in doors.read("city", one)

    doors.press("unit", "撤回同意", there=one, words="业主大会决议")
    doors.until("firm", one, "暂回固定周期")
    doors.read("firm", f"/pilot/exits?q={number}")
    case = doors.of["firm"].locator('main a[href^="/pilot/exits/TC"]').first.get_attribute("href")
    assert case
    doors.press("firm", "提交答复", there=case, words="已与使用单位沟通")
    assert "退出试点" not in doors.read("district", case)  # the use unit is still to be heard
    doors.days_pass(11)
    doors.press("district", "退出试点", there=case, words="使用单位撤回同意")
    assert "决定退出" in doors.read("unit", case)
    assert "已退出" in doors.read("city", one)
    doors.press("firm", "提交申诉|申诉", there=case, words="使用单位已改变意见")
    assert "申诉待处理" in doors.read("district", case)
