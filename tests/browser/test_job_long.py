"""More of the job page: two phones, wrong clocks, browsers that cannot, thumbs in gloves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hoistway.foundation import clock
from hoistway.maintenance.models import Repair, Visit
from hoistway.maintenance.vocabulary import VisitState
from tests.browser.pocket import PHONE, answer_normal, kept
from tests.browser.test_every_page import faults_of
from tests.browser.test_job import a_planned_job, begun, signed_by
from tests.browser.watcher import Watcher
from tests.world.plates import picture

pytestmark = pytest.mark.long
Opened = Callable[..., Page]
THUMB_PX = 56
SMALL = """(least) => [...document.querySelectorAll(
  "main button, main a, main label.snap, main input:not(.unseen), main textarea, dialog button"
)].filter((one) => one.checkVisibility() && !one.closest("[hidden]"))
  .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().height])
  .filter(([, height]) => height < least)"""
THREE_HOURS_FAST = """
const true_now = Date.now, shift = 3 * 3600 * 1000, Plain = Date;
globalThis.Date = class extends Plain {
  constructor(...given) { super(...(given.length ? given : [true_now() + shift])); }
  static now() { return true_now() + shift; }
};
"""
COUNT_TAPS = """() => {
  globalThis.taps = 0;
  addEventListener("pointerup", () => { globalThis.taps += 1; }, true);
}"""
IN_WECHAT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Mobile/15E148 MicroMessenger/8.0.44"
)


def take_along(page: Page, visit: Visit) -> None:
    page.goto("/t/job")
    page.locator("[data-deed=download]").tap()
    page.locator(f"a[href='#{visit.uid}']").tap()


def sent(page: Page) -> None:
    expect(page.locator("[data-net]")).to_have_text("已全部送达")


def test_of_two_phones_in_one_pit_both_answers_stay_until_a_person_settles_them(
    opened: Opened, watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    visit, first, second = a_planned_job()
    one, other = opened(member=first, **PHONE), opened(member=second, **PHONE)
    take_along(one, visit)
    begun(one, second)
    sent(one)
    take_along(other, visit)
    other.locator("[data-answer]").first.wait_for()
    for page in (one, other):
        page.context.set_offline(True)
    answer_normal(one, most=1)
    other.locator("[data-other]").first.tap()
    other.locator("[data-choice=abnormal]").tap()
    other.locator("dialog textarea").fill("门锁损坏，照明不亮")
    other.locator("[data-choice=soon]").tap()
    other.locator("[data-deed=save-item]").tap()
    one.context.set_offline(False)
    sent(one)
    other.context.set_offline(False)

    card = other.locator(".conflict")
    expect(card).to_contain_text("正常")
    expect(card).to_contain_text("门锁损坏")
    card.get_by_role("button", name="以此为准").last.tap()
    expect(card).to_have_count(0)
    answer_normal(other)
    other.locator("[data-deed=review]").tap()
    other.locator("[data-deed=sign]").tap()
    expect(other.get_by_text("等待同组其他人员签名")).to_be_visible()
    signed_by(one, visit)

    visit.refresh_from_db()
    assert visit.state is VisitState.SIGNED
    assert Repair.objects.get(found_in=visit).words == "门锁损坏，照明不亮"
    assert kept(other, "ops") == []


def test_a_clean_semi_monthly_visit_takes_thirty_eight_taps(opened: Opened) -> None:
    visit, first, second = a_planned_job()
    page = opened(member=first, **PHONE)
    page.goto("/t/job")
    page.locator("[data-deed=download]").tap()
    page.evaluate(COUNT_TAPS)
    page.locator(f"a[href='#{visit.uid}']").tap()
    page.locator(".choices .choice", has_text=second.person.name).tap()
    with page.expect_file_chooser() as asked:
        page.locator("label.snap").tap()
    shot = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(of=71, width=1600)}
    asked.value.set_files([shot])
    expect(page.locator("img.taken")).to_be_visible()
    page.locator("[data-deed=begin]").tap()
    page.locator("[data-answer]").first.wait_for()
    answer_normal(page)
    page.locator("[data-deed=review]").tap()
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("等待同组其他人员签名")).to_be_visible()

    # Open, colleague, camera, begin; 31 items and one value; review, sign. Not the phone's shutter.
    assert page.evaluate("() => taps") == 1 + 3 + 31 + 1 + 2


def test_a_phone_three_hours_fast_signs_in_at_the_right_time(opened: Opened) -> None:
    visit, first, second = a_planned_job()
    page = opened(member=first, **PHONE)
    page.add_init_script(THREE_HOURS_FAST)
    take_along(page, visit)
    begun(page, second)
    sent(page)

    visit.refresh_from_db()
    assert visit.begun_at is not None
    assert abs(visit.begun_at - clock.now()) < timedelta(minutes=2)
    assert abs((visit.clock_offset_ms or 0) + 3 * 3600 * 1000) < 60_000


def test_wechat_on_an_iphone_is_told_not_to_close_the_page(opened: Opened) -> None:
    _, first, _ = a_planned_job()
    page = opened(member=first, **PHONE, user_agent=IN_WECHAT)

    page.goto("/t/job")

    expect(page.locator("[data-weak]")).to_contain_text("iPhone 微信不能离线打开本页")


@pytest.mark.parametrize("colour", ["light", "dark"])
def test_every_step_fits_a_gloved_thumb_and_axe_finds_nothing(opened: Opened, colour: str) -> None:
    visit, first, second = a_planned_job()
    page = opened(member=first, **PHONE, color_scheme=colour)
    steps: dict[str, object] = {}

    def look(name: str) -> None:
        steps[name] = (page.evaluate(SMALL, THUMB_PX), faults_of(page))

    take_along(page, visit)
    page.locator("[data-deed=begin]").wait_for()
    look("begin")
    begun(page, second)
    look("items")
    page.locator("[data-other]").first.tap()
    page.locator("[data-choice=replaced]").tap()
    look("item")
    page.get_by_role("button", name="取消").tap()
    answer_normal(page)
    page.locator("[data-deed=review]").tap()
    page.locator("[data-deed=sign]").wait_for()
    look("review")
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("等待同组其他人员签名")).to_be_visible()
    look("signed")

    assert {name: found for name, found in steps.items() if found != ([], [])} == {}
