"""Every page in a real browser: nothing refused, nothing too wide, axe finds nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from hoistway.foundation import clock
from tests.enumeration.addresses import ADDRESSES, Address
from tests.enumeration.expected import audience_of, expected_answer
from tests.enumeration.test_every_page import NO_PAGE
from tests.world.city import ANONYMOUS, ROLES, City, a_city
from tests.world.database import using_database

FORMS_ONLY = 405


def _first_role(address: Address) -> str:
    return next(role for role in ROLES if role in audience_of(address))


PAGES = [
    address
    for address in ADDRESSES
    if address.name not in NO_PAGE
    and not address.name.endswith(("-live", "-events"))
    and audience_of(address)
    and expected_answer(address, _first_role(address), own=True) == 200
]
HARDEST = [(360, "dark", "?lang=en&type=large"), (1440, "light", "?lang=zh-hans")]
"""Each width, colour, language and the large type once, in the narrowest company: on each run.

Each run looks at one of them for every third page, in turn, and the long run at all of them for
all pages. What needs no browser is asked of every page on each run (`tests/enumeration`).
"""

OTHERS = [
    (360, "light", "?lang=zh-hans"), (1440, "dark", "?lang=zh-hans"), (1440, "light", "?lang=en"),
]  # fmt: skip
"""The rest of the openings, on the long run."""


@pytest.fixture(scope="session")
def _full_city(_city: str, django_db_blocker: Any) -> City:
    with django_db_blocker.unblock(), using_database(name=_city):
        return a_city(rows=3, now=clock.now())


@pytest.fixture
def full_city(site: str, _full_city: City) -> City:
    """Return a city with rows for every role, served at the site."""
    return _full_city


def faults_of(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds, as rule and places."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], [str(node["target"]) for node in v["nodes"]][:3]) for v in found]


EACH = [
    address if at % 3 == 0 else pytest.param(address, marks=pytest.mark.long)
    for at, address in enumerate(PAGES)
]


@pytest.mark.parametrize(
    "views",
    [HARDEST, pytest.param(HARDEST + OTHERS, marks=pytest.mark.long)],
    ids=["hardest", "all"],
)
@pytest.mark.parametrize("address", EACH, ids=lambda address: address.name)
def test_page_is_whole_for_everybody(
    opened: Callable[..., Page], site: str, full_city: City, address: Address,
    views: list[tuple[int, str, str]],
) -> None:  # fmt: skip
    role = _first_role(address)
    page = opened()
    if role != ANONYMOUS:
        session = {"name": settings.SESSION_COOKIE_NAME, "value": full_city.session(role)}
        page.context.add_cookies([{**session, "url": site}])
    path = address.filled(full_city.own[0])
    if page.request.get(path).status == FORMS_ONLY:
        return
    faults: dict[str, Any] = {}
    turn = PAGES.index(address) // 3 % len(HARDEST)

    for width, colour, query in [HARDEST[turn]] if views is HARDEST else views:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colour)
        answer = page.goto(path + query, wait_until="load")
        assert answer is not None
        assert answer.status == 200
        found = faults_of(page)
        too_wide = page.evaluate("() => document.documentElement.scrollWidth") > width
        if found or too_wide:
            faults[f"{width} {colour} {query}"] = (found, too_wide)

    assert faults == {}
