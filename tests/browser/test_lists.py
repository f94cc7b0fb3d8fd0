"""Lists of the desks follow their filter without a reload of the page."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.world.parties import a_member
from tests.world.registry import an_elevator


def test_the_list_of_elevators_follows_what_is_typed_without_a_reload(
    desk_of: Callable[[Membership], Page],
) -> None:
    near = an_elevator()
    far = an_elevator()
    page = desk_of(a_member(role=RoleKind.CITY_REGULATOR))
    page.goto("/elevators")
    page.evaluate("document.body.dataset.same = 'yes'")

    page.locator("[name=q]").fill(far.register_number)

    expect(page.locator("#found")).not_to_contain_text(near.register_number)
    expect(page.locator("#found")).to_contain_text(far.register_number)
    assert "q=" in page.url
    assert page.locator("body").get_attribute("data-same") == "yes"
    assert "q=" in (page.locator("#exports a").first.get_attribute("href") or "")
