"""Putting a plate up with a phone whose network comes and goes."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hoistway.parties.models import Membership
from hoistway.plates.models import Plate, Posting
from hoistway.web.plates.waiting import post_url
from tests.browser.watcher import Watcher
from tests.world.plates import a_poster, an_issued_plate, picture

PhoneOf = Callable[[Membership], Page]
HERE = {"longitude": 121.443, "latitude": 31.233, "accuracy": 9}


@pytest.fixture
def plate(site: str) -> Plate:
    return an_issued_plate()


@pytest.fixture
def beside(plate: Plate, phone_of: PhoneOf) -> Page:
    """Give a technician's phone at the page of the plate, photo taken."""
    page = phone_of(a_poster(elevator=plate.elevator))
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)  # type: ignore[arg-type]
    page.goto(post_url(plate=plate))
    shot: Any = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(of=41, width=2400)}
    page.locator("input[type=file]").set_input_files(shot)
    expect(page.get_by_text("重拍")).to_be_visible()
    expect(page.get_by_text("已取得位置")).to_be_visible()
    return page


def test_a_posting_without_network_is_kept_and_sent_once_when_it_is_back(
    plate: Plate, beside: Page, watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    beside.context.set_offline(True)
    beside.get_by_role("button", name="确认：已张贴").tap()
    expect(beside.get_by_text("没有网络：已保存在本机")).to_be_visible()
    before = Posting.objects.filter(plate=plate).count()

    beside.context.set_offline(False)
    beside.goto("/p/")
    expect(beside.get_by_text("1 份已补传")).to_be_visible()
    beside.reload()

    one = Posting.objects.get(plate=plate)
    expect(beside.locator("[data-kept]")).to_be_hidden()
    assert (before, round(one.longitude or 0, 3), one.accuracy_m) == (0, 121.443, 9)
    assert one.photo.size < 600_000


def test_a_mistake_is_told_on_the_same_page_and_the_photo_stays(
    plate: Plate, beside: Page, watcher: Watcher
) -> None:
    watcher.expect("422")
    stops = beside.get_by_role("group", name="站")
    stops.get_by_text("补充").tap()
    stops.get_by_label("现场是").fill("五")
    beside.get_by_role("button", name="确认：已张贴").tap()
    expect(beside.locator(".errors")).to_contain_text("这一项是整数")

    beside.get_by_role("group", name="站").get_by_label("现场是").fill("5")
    beside.get_by_role("button", name="确认：已张贴").tap()

    expect(beside.get_by_role("heading", name="张贴已收到")).to_be_visible()
    assert Posting.objects.get(plate=plate).facts == {"stops": {"held": None, "said": 5}}
