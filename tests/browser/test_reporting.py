"""An old man with a weak signal: three taps without scripts; a draft that survives."""

import pytest
from playwright.sync_api import Page, expect

from hoistway.registry.models import Elevator
from hoistway.riders.models import PublicReport
from tests.browser.test_passenger import printed_on
from tests.browser.watcher import Watcher
from tests.world.registry import an_elevator


def filed(elevator: Elevator) -> list[PublicReport]:
    return list(PublicReport.objects.filter(elevator=elevator).order_by("pk"))


def test_an_old_man_reports_by_three_taps_without_javascript(bare_phone: Page) -> None:
    elevator = an_elevator()
    bare_phone.goto(printed_on(elevator) + "?type=large")

    bare_phone.locator(f"a[href^='{printed_on(elevator)}/report']").first.tap()
    bare_phone.locator(".tile", has_text="门不正常").tap()
    send = bare_phone.locator("button[type=submit]", has_text="提交")
    expect(send).to_be_in_viewport()
    with bare_phone.expect_navigation(url="**/r/*"):
        send.tap()

    (report,) = filed(elevator)
    expect(bare_phone.get_by_text(report.number).first).to_be_visible()
    expect(bare_phone.locator(".until")).to_contain_text("最迟")
    assert bare_phone.context.cookies() == []
    assert bare_phone.evaluate("() => document.documentElement.scrollWidth") <= 360


@pytest.mark.long
def test_what_was_typed_without_network_is_kept_and_sent_once_when_it_is_back(
    phone: Page, watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    elevator = an_elevator()
    phone.goto(f"{printed_on(elevator)}/complaint")
    phone.locator(".tile", has_text="物业不理").tap()
    phone.locator("textarea[name=words]").fill("打了三次电话没人接")

    phone.context.set_offline(True)
    phone.locator("button[type=submit]").tap()
    expect(phone.locator("[data-sending]")).to_contain_text("有网后自动发送")
    phone.context.set_offline(False)
    phone.wait_for_url("**/r/*")

    (report,) = filed(elevator)
    assert report.words == "打了三次电话没人接"
    phone.goto(f"{printed_on(elevator)}/complaint")
    expect(phone.locator("textarea[name=words]")).to_have_value("")


@pytest.mark.long
def test_a_draft_comes_back_with_its_words(phone: Page) -> None:
    elevator = an_elevator()
    phone.goto(f"{printed_on(elevator)}/report")
    phone.locator(".tile", has_text="其他故障").tap()
    phone.locator("summary").tap()
    phone.locator("textarea[name=words]").fill("顶上滴油")

    phone.reload()

    expect(phone.locator("textarea[name=words]")).to_have_value("顶上滴油")
    expect(phone.locator("input[value=other_fault]")).to_be_checked()
