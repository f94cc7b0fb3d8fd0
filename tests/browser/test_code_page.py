"""The code page on a phone: kept for when the network is gone, bound without signal."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from hoistway.filings.models import Binding
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from tests.browser.watcher import Watcher
from tests.world.parties import a_firm, a_member, a_technician
from tests.world.registry import Site, an_elevator

_KEPT = r"""async (path) => {
  const isKept = async () => {
    const page = await caches.match(path, { ignoreVary: true });
    if (!page) return false;
    const loaded = (await page.text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g);
    const each = [...loaded].map(([, sheet]) => caches.match(sheet));
    return (await Promise.all(each)).every(Boolean);
  };
  const wait = () => new Promise((go) => setTimeout(go, 50));
  for (let n = 0; n < 600 && !(await isKept()); n += 1) await wait();
  if (!(await isKept())) throw new Error(`not kept within 30 seconds: ${path}`);
}"""


def printed_on(elevator: Elevator) -> str:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def number_on(elevator: Elevator) -> str:
    number = living_plates(elevator_ids=[elevator.pk])[elevator.pk].rescue_number
    return f"{number[:3]} {number[3:]}"


def kept(page: Page, path: str) -> None:
    """Wait until the phone has kept a page with its sheets and scripts."""
    page.evaluate(_KEPT, path)


def test_number_and_telephone_are_there_when_the_network_is_gone(
    phone: Page, watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    elevator = an_elevator()
    there = printed_on(elevator)
    phone.goto(there)
    kept(phone, there)

    phone.context.set_offline(True)
    phone.goto(there)

    expect(phone.locator(".offline")).to_be_visible()
    expect(phone.locator(".dial")).to_contain_text(number_on(elevator))
    assert phone.locator(".dial").get_attribute("href") == "tel:110"
    expect(phone.locator(".sos")).to_be_visible()
    phone.locator(".sos").tap()
    expect(phone.locator(".offline")).to_be_visible()
    assert phone.context.cookies() == []
    phone.context.set_offline(False)
    phone.wait_for_function("navigator.onLine")
    phone.goto(there)
    expect(phone.locator(".offline")).to_be_hidden()


def test_the_kept_page_of_who_is_signed_in_is_the_public_one(
    phone_of: Callable[[Membership], Page], watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    firm = a_firm()
    elevator, member = an_elevator(site=Site(firm=firm)), a_technician(firm=firm)
    there = printed_on(elevator)
    phone = phone_of(member)
    phone.goto(there)
    expect(phone.get_by_text("我与这台电梯")).to_be_visible()
    kept(phone, there)

    phone.context.set_offline(True)
    phone.goto(there)

    expect(phone.locator(".offline")).to_be_visible()
    assert member.person.name not in phone.content()


def test_a_binding_made_without_signal_is_sent_when_it_is_back(
    phone_of: Callable[[Membership], Page], watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED")
    firm = a_firm()
    elevator, member = an_elevator(site=Site(firm=firm)), a_technician(firm=firm)
    phone = phone_of(member)
    phone.goto(printed_on(elevator))
    kept(phone, printed_on(elevator))

    phone.context.set_offline(True)
    phone.get_by_role("button", name="绑定这台电梯").tap()
    expect(phone.get_by_text("已记在手机里")).to_be_visible()
    assert not Binding.objects.filter(elevator=elevator).exists()
    phone.context.set_offline(False)

    expect(phone.get_by_text("已绑定")).to_be_visible()
    assert Binding.objects.filter(elevator=elevator, person=member.person).count() == 1


@pytest.mark.parametrize("query", ["", "?lang=en", "?lang=en&type=large"])
def test_no_door_is_wider_than_a_small_phone(
    phone_of: Callable[[Membership], Page], query: str
) -> None:
    firm = a_firm()
    elevator = an_elevator(site=Site(firm=firm))
    phone = phone_of(a_member(role=RoleKind.CITY_REGULATOR))

    phone.goto(printed_on(elevator) + query)

    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 360
    box = phone.locator(".sos").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
