"""A phone, a phone without JavaScript and a desk, before a served city of their own."""

from collections.abc import Callable, Iterator
from os import getpid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from hoistway.parties.models import Membership
from tests.browser.server import serving
from tests.browser.watcher import Watcher
from tests.world.database import own_database, using_database
from tests.world.pages import static_files_collected
from tests.world.parties import client_of

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
SMALL_PHONE = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
PATIENCE_MS = 15_000  # the first page of a process waits for all its imports
expect.set_options(timeout=PATIENCE_MS)
HOME = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def _city(django_db_blocker: Any) -> Iterator[str]:
    """Give the name of a database in which stories may leave their rows."""
    name = f"browser_{getpid()}"
    with django_db_blocker.unblock(), own_database(name=name):
        yield name


@pytest.fixture(scope="session")
def _site(_city: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the pages; the address stays the same for all tests of this process."""
    with static_files_collected(into=tmp_path_factory.mktemp("static")), serving() as address:
        yield address


@pytest.fixture
def site(_site: str, _city: str, django_db_blocker: Any) -> Iterator[str]:
    """Give the address of the pages, with the stories' database open in this test."""
    with django_db_blocker.unblock(), using_database(name=_city):
        yield _site


@pytest.fixture(scope="module")
def _chromium() -> Iterator[Browser]:
    """Run Chromium for one module: its event loop would be in the way of other tests."""
    found = settings.CONFIG.browser
    if found is None:
        pytest.fail("no Chromium: install the package chromium or set HOISTWAY_BROWSER")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the builders may still use the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=str(found), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watcher(site: str) -> Iterator[Watcher]:
    """Keep what the browser loads and complains about; foreign requests and faults fail it."""
    kept = Watcher(site=site)
    yield kept
    kept.judge()


@pytest.fixture
def opened(_chromium: Browser, site: str, watcher: Watcher) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a browser of its own, signed in as a member if one is given."""
    contexts: list[BrowserContext] = []

    def open_page(*, member: Membership | None = None, **device: Any) -> Page:
        context = _chromium.new_context(base_url=site, **{**HOME, **device})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if member is not None:
            sign_in(context, member, site)
        return watcher.watch(context).new_page()

    yield open_page
    for context in contexts:
        context.close()


def sign_in(context: BrowserContext, member: Membership, site: str) -> None:
    """Put the session of a member into a browser."""
    client: Client = client_of(membership=member)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])


@pytest.fixture
def bare_phone(opened: Callable[..., Page]) -> Page:
    """Return a small phone whose browser runs no JavaScript."""
    return opened(**SMALL_PHONE, java_script_enabled=False)


@pytest.fixture
def phone(opened: Callable[..., Page]) -> Page:
    """Return a small phone of a passenger."""
    return opened(**SMALL_PHONE)


@pytest.fixture
def phone_of(opened: Callable[..., Page]) -> Callable[[Membership], Page]:
    """Return a function that gives a member's phone, signed in."""
    return lambda member: opened(member=member, **SMALL_PHONE)


@pytest.fixture
def desk_of(opened: Callable[..., Page]) -> Callable[[Membership], Page]:
    """Return a function that gives a member's desk, signed in."""
    return lambda member: opened(member=member, **DESK)
