"""The data desk in a browser: settle by a key, take back, merge wrongly and split, answer."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.actions import examine
from hoistway.quality.models import Correction
from hoistway.quality.vocabulary import FindingKind
from tests.browser.watcher import Watcher
from tests.web.data_desk import Desk, a_desk, said
from tests.world.findings import a_finding
from tests.world.parties import NOW, a_bureau, a_member

Opened = Callable[[Membership], Page]


def a_regulator(desk: Desk) -> Membership:
    """Return a regulator of the desk's district."""
    bureau = a_bureau(jurisdiction=desk.jurisdiction)
    return a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def faults_of(page: Page) -> list[str]:
    """Return the rules of axe that a page breaks."""
    return [found["id"] for found in Axe().run(page).response["violations"]]


def test_a_regulator_settles_findings_from_the_list_by_one_key(desk_of: Opened) -> None:
    desk = a_desk(code="310104", name="徐汇区")
    first = a_finding(elevator=desk.elevator, confidence=0.9)
    second = a_finding(elevator=desk.another(), confidence=0.8)
    page = desk_of(a_regulator(desk))
    page.goto("/quality/findings")
    page.evaluate("document.body.dataset.same = 'yes'")

    page.keyboard.press("a")
    expect(page.locator(f"#f-{first.pk}")).to_contain_text("已采纳")
    page.keyboard.press("r")

    expect(page.locator(f"#f-{second.pk}")).to_contain_text("已驳回")
    assert page.evaluate("document.body.dataset.same") == "yes"
    assert faults_of(page) == []


def test_a_regulator_settles_on_the_page_and_goes_on_to_the_next(desk_of: Opened) -> None:
    desk = a_desk(code="310105", name="长宁区")
    said(desk.elevator, source="inspection", rated_speed_mps=1.75)
    first = a_finding(elevator=desk.elevator, confidence=0.9)
    second = a_finding(elevator=desk.another(), confidence=0.8)
    page = desk_of(a_regulator(desk))
    page.goto(f"/quality/findings/{first.pk}")
    assert faults_of(page) == []

    page.get_by_text("都不对，另填一个值").click()
    page.get_by_label("额定速度").fill("2.5")
    page.get_by_role("button", name="按此值登记").click()

    expect(page).to_have_url(re.compile(rf"/quality/findings/{second.pk}\?done={first.pk}"))
    desk.elevator.refresh_from_db()
    assert desk.elevator.rated_speed_mps == 2.5


def test_a_regulator_takes_a_correction_back(desk_of: Opened) -> None:
    desk = a_desk(code="310107", name="普陀区")
    said(desk.elevator, source="inspection", rated_speed_mps=1.75)
    examine(elevator_ids=[desk.elevator.pk], now=NOW, by=PLATFORM)
    row = Correction.objects.get(finding__elevator=desk.elevator, field="rated_speed_mps")
    page = desk_of(a_regulator(desk))
    page.goto("/quality/corrections")
    page.locator(f"#c-{row.pk}").get_by_role("link").click()
    assert faults_of(page) == []

    page.get_by_role("button", name="撤销，恢复为：105 m/s").click()

    expect(page.locator("main")).to_contain_text("同样的更正不会再自动进行")
    desk.elevator.refresh_from_db()
    assert desk.elevator.rated_speed_mps == 105.0


def test_two_entries_merged_wrongly_are_split_again(desk_of: Opened) -> None:
    desk = a_desk(code="310109", name="虹口区")
    twin = desk.another()
    finding = a_finding(
        elevator=desk.elevator, other=twin, kind=FindingKind.ONE_ELEVATOR_TWICE, field="",
        value=None, proposal=None,
    )  # fmt: skip
    page = desk_of(a_regulator(desk))
    page.goto(f"/quality/findings/{finding.pk}")
    assert faults_of(page) == []

    page.get_by_role("button", name="合并为一台").click()
    page.goto("/quality/merges")
    page.get_by_role("link", name="查看与拆分").click()
    page.get_by_role("button", name="拆分为两台").click()

    expect(page.locator("main")).to_contain_text("两条登记各自恢复")
    twin.refresh_from_db()
    assert twin.merged_into_id is None


def test_a_firm_answers_and_its_district_reads_it(desk_of: Opened) -> None:
    desk = a_desk(code="310110", name="杨浦区")
    finding = a_finding(elevator=desk.elevator)
    firm = desk_of(a_member(role=RoleKind.FIRM_OFFICE, organisation=desk.firm))
    firm.goto("/quality/findings")
    firm.get_by_role("link", name="答复").click()

    firm.get_by_label("建议属实").check()
    firm.get_by_label("说明与依据").fill("铭牌为 1.75")
    firm.get_by_role("button", name="提交答复").click()

    expect(firm.locator("#answers")).to_contain_text("认可建议")
    district = desk_of(a_regulator(desk))
    district.goto(f"/quality/findings/{finding.pk}")
    expect(district.locator("#answers")).to_contain_text("铭牌为 1.75")


@pytest.mark.parametrize("width", [360, 1440])
def test_another_district_is_refused(
    opened: Callable[..., Page], watcher: Watcher, width: int
) -> None:
    watcher.expected.append("404")
    finding = a_finding(elevator=a_desk(code="310112", name="闵行区").elevator)
    stranger = a_regulator(a_desk(code="310113", name="宝山区"))
    page = opened(member=stranger, viewport={"width": width, "height": 800})

    answer = page.goto(f"/quality/findings/{finding.pk}")

    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("没有找到这一页")
