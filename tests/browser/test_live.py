"""Open pages follow a rescue by themselves: by the stream, and without it by asking."""

from time import monotonic

import httpx
import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from hoistway.emergency.actions import accept_call, look_at
from hoistway.emergency.models import Incident
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.plates.queries import address_of, living_plates
from hoistway.riders.models import RiderRequest
from tests.browser.patience import a_second_ms
from tests.browser.watcher import Watcher
from tests.world.emergency import on_call, rescuer_of, the_call
from tests.world.registry import an_elevator

STREAMS = 20
"""Open pages at once. Source: the house's parts, «20 streams, pool of 4, pages still answer»."""


def cried_for_help(page: Page) -> RiderRequest:
    """Return the request of somebody who has pressed twice on this phone."""
    elevator = an_elevator()
    on_call(firm=elevator.firm, now=clock.now())
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    page.goto(address_of(plate=plate, keys=settings.PLATE_KEYS) + "/sos")
    with page.expect_navigation(url="**/s/*"):
        page.locator("button.sos").tap()
    return RiderRequest.objects.get(elevator_id=elevator.pk)


def somebody_accepts(request: RiderRequest) -> None:
    look_at(incident_id=request.incident_id, now=clock.now(), by=PLATFORM)
    incident = Incident.objects.get(pk=request.incident_id)
    by = rescuer_of(incident=incident)
    accept_call(call_id=the_call(incident=incident).pk, now=clock.now(), by=by)


def test_the_passengers_page_tells_a_change_within_a_second(phone: Page) -> None:
    request = cried_for_help(phone)
    expect(phone.locator("h1")).to_have_text("已收到，正在派人")
    phone.wait_for_function("() => performance.getEntriesByName(location.href + '/live').length")

    somebody_accepts(request)

    expect(phone.locator("h1")).to_have_text("救援人员正在赶来", timeout=a_second_ms())
    expect(phone.locator("[data-live-say]")).to_have_text("救援人员正在赶来")


def test_without_the_stream_the_page_asks_by_itself(phone: Page, watcher: Watcher) -> None:
    watcher.expect("net::ERR", "Failed to load")

    def cut(route: Route) -> None:
        route.abort()

    phone.route("**/events", cut)
    request = cried_for_help(phone)

    somebody_accepts(request)

    expect(phone.locator("h1")).to_have_text("救援人员正在赶来", timeout=8 * a_second_ms())


def test_without_javascript_the_page_is_told_to_come_again(bare_phone: Page) -> None:
    cried_for_help(bare_phone)

    assert "http-equiv" in bare_phone.content()


def test_passenger_is_told_when_it_is_over_and_asked_nothing_more(phone: Page) -> None:
    request = cried_for_help(phone)
    phone.get_by_role("button", name="我已出来").tap()

    expect(phone.get_by_text("乘客").first).to_be_visible()
    assert Incident.objects.get(pk=request.incident_id).freed_at is None


@pytest.fixture
def tracking_address(phone: Page) -> str:
    return f"/s/{cried_for_help(phone).token}"


def test_pages_answer_while_twenty_streams_are_open(site: str, tracking_address: str) -> None:
    with httpx.Client(base_url=site, timeout=5) as client:
        streams = []
        for _ in range(STREAMS):
            request = client.build_request("GET", tracking_address + "/events")
            streams.append(client.send(request, stream=True))

        began = monotonic()
        page = client.get(tracking_address)
        took_s = monotonic() - began

        kinds = {stream.headers["content-type"] for stream in streams}
        for stream in streams:
            stream.close()
    assert [stream.status_code for stream in streams] == [200] * STREAMS
    assert kinds == {"text/event-stream"}
    assert page.status_code == 200
    assert took_s < a_second_ms() / 1000
