"""Desks: a new rescue appears by itself, keys work, the use unit sees the same rescue."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hoistway.emergency.actions import look_at
from hoistway.emergency.models import Incident
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.browser.patience import a_second_ms
from tests.world.emergency import an_incident, on_call
from tests.world.parties import a_firm, a_member, a_use_unit
from tests.world.registry import Site, an_elevator

DeskOf = Callable[[Membership], Page]


@pytest.fixture
def dispatcher(desk_of: DeskOf) -> Page:
    return desk_of(a_member(role=RoleKind.DISPATCHER))


def listening(page: Page, path: str) -> Page:
    """Open a page and wait until it hears its stream."""
    page.goto(path)
    expect(page.locator("[data-live-badge]").first).to_have_attribute("data-state", "live")
    return page


def looked_at(incident: Incident) -> Incident:
    look_at(incident_id=incident.pk, now=clock.now(), by=PLATFORM)
    return incident


def test_a_new_rescue_stands_on_the_board_within_a_second(dispatcher: Page) -> None:
    listening(dispatcher, "/d/")

    incident = an_incident(now=clock.now())

    expect(dispatcher.locator(f"#row-{incident.number}")).to_be_visible(timeout=a_second_ms())
    expect(dispatcher.locator(f"#row-{incident.number}")).to_contain_text("困人")


def test_keys_lead_to_a_rescue_and_back_to_the_board(dispatcher: Page) -> None:
    an_incident(now=clock.now())
    listening(dispatcher, "/d/")
    first = dispatcher.locator("[data-row]").first
    there = first.get_attribute("href")

    dispatcher.keyboard.press("1")
    dispatcher.wait_for_url(f"**{there}")
    expect(dispatcher.locator("body")).to_have_attribute("data-keys", "")
    dispatcher.keyboard.press("m")
    expect(dispatcher.locator("#note-text")).to_be_focused()
    dispatcher.keyboard.type("家属电话已打通 b")
    dispatcher.keyboard.press("Tab")
    dispatcher.keyboard.press("Enter")

    written = dispatcher.get_by_text("家属电话已打通 b").first
    expect(written).to_be_visible(timeout=10 * a_second_ms())
    dispatcher.keyboard.press("b")
    dispatcher.wait_for_url("**/d/")


def test_a_button_keeps_the_focus_when_the_rescue_changes_under_it(dispatcher: Page) -> None:
    incident = an_incident(now=clock.now())
    on_call(firm=incident.elevator.firm, now=clock.now())
    listening(dispatcher, "/d/")
    dispatcher.goto(f"/d/incidents/{incident.number}")
    expect(dispatcher.locator("body")).to_have_attribute("data-keys", "")
    dispatcher.keyboard.press("m")
    dispatcher.keyboard.type("家属电话已打通")
    looked_at(incident)
    dispatcher.wait_for_timeout(600)

    dispatcher.keyboard.press("Tab")
    expect(dispatcher.locator(".shaft").get_by_text("呼叫").first).to_be_visible()
    dispatcher.keyboard.press("Enter")

    written = dispatcher.locator(".shaft").get_by_text("家属电话已打通").first
    expect(written).to_be_visible(timeout=10 * a_second_ms())


def test_keys_can_be_switched_off(dispatcher: Page) -> None:
    listening(dispatcher, "/d/")

    dispatcher.locator("[data-keys-switch]").click()
    dispatcher.keyboard.press("n")

    dispatcher.wait_for_timeout(300)
    assert dispatcher.url.endswith("/d/")


def test_the_whole_board_is_reached_by_the_tab_key_alone(dispatcher: Page) -> None:
    an_incident(now=clock.now())
    listening(dispatcher, "/d/")

    dispatcher.keyboard.press("Tab")
    expect(dispatcher.locator(".skip")).to_be_focused()
    for _ in range(40):
        if dispatcher.evaluate("() => document.activeElement.matches('[data-row]')"):
            break
        dispatcher.keyboard.press("Tab")

    focused = dispatcher.locator("[data-row]:focus")
    expect(focused).to_be_in_viewport()
    assert focused.evaluate("(e) => getComputedStyle(e).outlineStyle") != "none"


def test_what_is_being_typed_survives_a_change_of_the_rescue(dispatcher: Page) -> None:
    incident = an_incident(now=clock.now())
    on_call(firm=incident.elevator.firm, now=clock.now())
    listening(dispatcher, "/d/")
    dispatcher.goto(f"/d/incidents/{incident.number}")
    dispatcher.locator("#note summary").click()
    dispatcher.locator("#note-text").fill("正在联系物业")

    looked_at(incident)
    dispatcher.wait_for_timeout(600)
    dispatcher.locator("h1").click()

    expect(dispatcher.locator(".shaft").get_by_text("呼叫").first).to_be_visible()
    expect(dispatcher.locator("#note-text")).to_have_value("正在联系物业")


def test_the_use_unit_sees_the_same_rescue_live(desk_of: DeskOf) -> None:
    unit, firm = a_use_unit(), a_firm()
    on_call(firm=firm, now=clock.now())
    page = desk_of(a_member(role=RoleKind.USE_UNIT, organisation=unit))
    incident = an_incident(
        elevator=an_elevator(site=Site(firm=firm, use_unit=unit)), now=clock.now()
    )
    page.goto("/u/")
    page.locator(f"a[href='/u/incidents/{incident.number}']").first.click()
    expect(page.locator("[data-live-badge]").first).to_have_attribute("data-state", "live")
    expect(page.get_by_text("派单", exact=True)).to_have_count(0)

    looked_at(incident)

    expect(page.locator(".shaft").get_by_text("呼叫").first).to_be_visible(
        timeout=1.5 * a_second_ms()
    )
