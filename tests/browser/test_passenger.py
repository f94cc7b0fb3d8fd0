"""A passenger's phone: two taps, whatever the phone and whatever the code."""

from uuid import uuid4

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from hoistway.emergency.models import Incident
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from tests.browser.watcher import Watcher
from tests.world.registry import an_elevator

SOS = "我被困在电梯里"
CONFIRM = "确认求救"


def printed_on(elevator: Elevator) -> str:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def incidents_of(elevator: Elevator) -> list[Incident]:
    return list(Incident.objects.filter(elevator=elevator).order_by("pk"))


def press(page: Page, words: str, *, leads_to: str = "**") -> None:
    with page.expect_navigation(url=leads_to):
        page.locator(".sos", has_text=words).tap()


def test_two_taps_without_javascript_reach_the_tracking_page(bare_phone: Page) -> None:
    elevator = an_elevator()
    bare_phone.goto(printed_on(elevator))

    press(bare_phone, SOS)
    press(bare_phone, CONFIRM, leads_to="**/s/*")

    (incident,) = incidents_of(elevator)
    expect(bare_phone.locator("h1")).to_have_text("已收到，正在派人")
    expect(bare_phone.get_by_text(incident.number)).to_be_visible()
    assert bare_phone.context.cookies() == []


def test_sos_stands_large_inside_the_first_screen(phone: Page) -> None:
    phone.goto(printed_on(an_elevator()))
    button = phone.locator(".sos")

    box = button.bounding_box()
    size = button.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")

    assert box is not None
    assert size >= 32
    assert box["width"] >= 300
    assert box["height"] >= 44
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640
    expect(phone.locator("main a[href='tel:110']:visible").first).to_be_in_viewport()


@pytest.mark.parametrize("query", ["?lang=en", "?type=large", "?lang=en&type=large"])
def test_sos_stays_in_the_first_screen_in_english_and_in_large_type(
    phone: Page, query: str
) -> None:
    phone.goto(printed_on(an_elevator()) + query)

    box = phone.locator(".sos").bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= 640
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_no_step_of_the_way_sets_a_cookie(phone: Page) -> None:
    phone.goto(printed_on(an_elevator()))
    press(phone, SOS)
    press(phone, CONFIRM, leads_to="**/s/*")

    phone.locator("button", has_text="2").first.tap()

    expect(phone.get_by_text("已记下")).to_be_visible()
    assert phone.context.cookies() == []


def test_double_tap_is_one_rescue(phone: Page) -> None:
    elevator = an_elevator()
    phone.goto(printed_on(elevator))
    press(phone, SOS)

    phone.locator(".sos", has_text=CONFIRM).dblclick()

    phone.wait_for_url("**/s/*")
    assert len(incidents_of(elevator)) == 1
    assert incidents_of(elevator)[0].entries == 1


def test_the_same_form_sent_twice_leads_to_the_same_page(bare_phone: Page) -> None:
    elevator = an_elevator()
    form = {"form_id": str(uuid4()), "who": "inside"}
    there = printed_on(elevator) + "/call"

    first = bare_phone.request.post(there, form=form)
    second = bare_phone.request.post(there, form=form)

    assert first.url == second.url
    assert "/s/" in first.url
    assert len(incidents_of(elevator)) == 1


def test_a_wrong_signature_still_calls_help(bare_phone: Page) -> None:
    elevator = an_elevator()
    code = printed_on(elevator).split("/")[2]
    bare_phone.goto(f"/e/{code}/aaaaaaaaaa")

    expect(bare_phone.get_by_text("此码未能核验")).to_be_visible()
    press(bare_phone, SOS)
    press(bare_phone, CONFIRM, leads_to="**/s/*")

    assert len(incidents_of(elevator)) == 1


def test_an_unknown_code_offers_help_by_address(bare_phone: Page, watcher: Watcher) -> None:
    watcher.expect("404")
    bare_phone.goto("/e/zzzzzzzzzzzz/aaaaaaaaaa")

    bare_phone.get_by_label("地址").fill("延平路 123 弄 4 号楼 2 单元")
    press(bare_phone, "求救", leads_to="**/s/at/*")

    expect(bare_phone.locator("h1")).to_have_text("已收到，应急调度员正在核对地址")
    expect(bare_phone.get_by_text("延平路 123 弄")).to_be_visible()


def test_help_by_address_asks_for_the_address_in_words(bare_phone: Page, watcher: Watcher) -> None:
    watcher.expect("422")
    bare_phone.goto("/e/help")

    press(bare_phone, "求救")

    expect(bare_phone.get_by_text("请写下地址，或直接拨打 110。").first).to_be_visible()


def test_escalator_page_never_speaks_of_people_shut_in(bare_phone: Page) -> None:
    escalator = an_elevator(kind=ElevatorKind.ESCALATOR)
    bare_phone.goto(printed_on(escalator))
    first = bare_phone.content()
    press(bare_phone, "有人受伤或被夹")
    second = bare_phone.content()
    press(bare_phone, CONFIRM, leads_to="**/s/*")

    (incident,) = incidents_of(escalator)
    assert str(incident.kind) == "injury"
    for words in (first, second, bare_phone.content()):
        assert "困" not in words.replace("被困请直接拨打", "")


def test_a_typed_rescue_number_leads_to_the_elevator(bare_phone: Page) -> None:
    elevator = an_elevator()
    number = living_plates(elevator_ids=[elevator.pk])[elevator.pk].rescue_number
    bare_phone.goto("/e")

    bare_phone.get_by_label("识别码").fill(f" {number[:3]} {number[3:]} ")
    bare_phone.get_by_role("button", name="下一步").tap()

    bare_phone.wait_for_url("**/e/*/*")
    expect(bare_phone.locator("h1")).to_have_text(elevator.name)


def test_a_wrong_rescue_number_is_said_and_leads_on_by_address(
    bare_phone: Page, watcher: Watcher
) -> None:
    watcher.expect("404")
    bare_phone.goto("/e")

    bare_phone.get_by_label("识别码").fill("000000")
    bare_phone.get_by_role("button", name="下一步").tap()

    expect(bare_phone.get_by_text("没有这个号码").first).to_be_visible()
    expect(bare_phone.get_by_role("link", name="看不清号码")).to_be_visible()


def test_language_and_type_size_go_along_to_the_rescue(bare_phone: Page) -> None:
    bare_phone.goto(printed_on(an_elevator()))
    bare_phone.get_by_role("link", name="EN").tap()
    bare_phone.locator("a[href*='type=large']").tap()

    press(bare_phone, "")
    press(bare_phone, "", leads_to="**/s/*")

    expect(bare_phone.locator("html")).to_have_attribute("lang", "en")
    expect(bare_phone.locator("html")).to_have_class("large")
    root = bare_phone.locator("html").evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    assert root >= 20
