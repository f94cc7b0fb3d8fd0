"""A technician's phone: the day without network, and a code read from a photo."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import segno
from django.conf import settings
from playwright.sync_api import Page, expect

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Membership
from hoistway.plates.queries import address_of, living_plates
from hoistway.server import packages
from tests.browser.watcher import Watcher
from tests.world.maintenance import a_visit
from tests.world.parties import a_technician
from tests.world.registry import Site, an_elevator

PhoneOf = Callable[[Membership], Page]


@pytest.fixture
def technician(site: str) -> Membership:
    return a_technician()


def test_the_downloaded_day_is_listed_without_network_and_opens_its_job(
    technician: Membership, phone_of: PhoneOf, watcher: Watcher
) -> None:
    elevator = an_elevator(site=Site(firm=technician.organisation))
    a_visit(elevator=elevator, lead=technician, due_on=local_day(at=clock.now()))
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    page = phone_of(technician)
    page.goto("/t/")
    expect(page.locator("[data-first]")).to_be_visible()
    page.get_by_role("button", name="下载今天的任务").tap()
    expect(page.get_by_text("已下载 1 项")).to_be_visible()
    expect(page.locator("[data-first]")).to_be_hidden()
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.reload()
    expect(page.locator("[data-day][data-ready]")).to_be_visible()

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("没有网络：下面是本机保存的任务。")).to_be_visible()
    expect(page.locator("[data-server-list]")).to_be_hidden()
    page.locator("[data-phone-list] .job").tap()

    expect(page.get_by_role("heading", name=elevator.name)).to_be_visible()


@pytest.mark.skipif(
    not packages.READER.is_there(home=settings.HOME), reason="the reader of codes was not fetched"
)
def test_a_phone_that_reads_no_codes_reads_a_photo_of_one(
    technician: Membership, phone_of: PhoneOf
) -> None:
    elevator = an_elevator(site=Site(firm=technician.organisation))
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    printed = io.BytesIO()
    address = settings.BASE_URL + address_of(plate=plate, keys=settings.PLATE_KEYS)
    segno.make(address, error="q").save(printed, kind="png", scale=9, border=4)
    shot: Any = {"name": "p.png", "mimeType": "image/png", "buffer": printed.getvalue()}

    page = phone_of(technician)
    page.goto("/t/scan")
    page.locator("[data-photo]").set_input_files(shot)

    expect(page.get_by_role("heading", name=elevator.name)).to_be_visible()
    expect(page.get_by_role("button", name="绑定这台电梯")).to_be_visible()
