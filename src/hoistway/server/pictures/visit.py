"""Walk the demo as each role: enter by its door and follow the links from page to page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

ROLES = (
    "passenger", "technician", "use_unit", "dispatcher", "district_regulator", "city_regulator",
    "firm_office",
)  # fmt: skip
MOST_PAGES = 60
"""Pages of one role. Chosen: twice what the largest desk has; a walk in circles ends there."""

_VARIES = re.compile(r"^\d+$|^(?=.*\d)[\w-]{4,}$|^(?!.*-)\w{12,}$")
_LEFT_OUT = ("/static/", "/sign-out", "/demo/telephone", "/demo/")


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of one role: what it is called in the album, and where it is."""

    role: str
    name: str
    path: str


def shape_of(path: str) -> str:
    """Return a path with the parts that name one row left out.

    Example:
        >>> shape_of("/d/incidents/261122000002")
        '/d/incidents/…'
    """
    parts = urlsplit(path).path.split("/")
    return "/".join("…" if _VARIES.match(part) else part for part in parts)


def enter(page: Page, role: str) -> None:
    """Go through the door of a role on the demo's hub."""
    page.goto("/demo/?lang=zh-hans")
    door = page.locator(f"form:has(input[name=role][value={role}]) button")
    with page.expect_navigation():
        door.click()


def stops_of(context: BrowserContext, role: str) -> list[Stop]:
    """Return one page of each shape that a role can reach."""
    page = context.new_page()
    try:
        if role == "passenger":
            return list(_passengers_way(page))
        enter(page, role)
        return list(_walk(page, role))
    finally:
        page.close()


def _walk(page: Page, role: str) -> Iterator[Stop]:
    waiting, known = [urlsplit(page.url).path], set[str]()
    while waiting and len(known) < MOST_PAGES:
        path = waiting.pop(0)
        if shape_of(path) in known:
            continue
        known.add(shape_of(path))
        page.goto(path, wait_until="load")
        yield Stop(role, shape_of(path), path)
        waiting += _links(page)
    for name, path in _STATES.get(role, ()):
        yield Stop(role, name, path)


def _links(page: Page) -> list[str]:
    script = "() => [...document.querySelectorAll('a[href]')].map((a) => a.href)"
    found = map(urlsplit, page.evaluate(script))
    here = urlsplit(page.url).netloc
    return [
        link.path
        for link in found
        if link.netloc == here and not link.path.startswith(_LEFT_OUT) and link.path != "/"
    ]


_NOWHERE = ("没有这一页", "/there-is-no-such-page")
_STATES: dict[str, tuple[tuple[str, str], ...]] = {
    "technician": (("无权", "/d/"), _NOWHERE),
    "dispatcher": (
        ("电梯：空", "/elevators?q=zzzz"), ("事件：空", "/g/incidents?q=zzzz"), _NOWHERE,
    ),
    "district_regulator": (("无权", "/deliveries"), ("事件：空", "/g/incidents?q=zzzz")),
    "city_regulator": (("告警：空", "/alarms?q=zzzz"),),
    "firm_office": (("别人的事件", "/f/incidents/000000000000"),),
}  # fmt: skip
"""Pages that no link leads to: empty, refused and missing."""


def _passengers_way(page: Page) -> Iterator[Stop]:
    """Scan, press twice and follow, as a passenger; then the ways without a code."""
    page.goto("/demo/?lang=zh-hans")
    yield Stop("passenger", "/demo/", "/demo/")
    landing = page.locator(".plate a.button").get_attribute("href") or "/e"
    yield Stop("passenger", "/e/码/签名", landing)
    yield Stop("passenger", "码未能核验", landing.rsplit("/", 1)[0] + "/aaaaaaaa")
    yield Stop("passenger", "/e/码/签名/sos", landing + "/sos")
    yield Stop("passenger", "/e/码/签名/sos 在外面", landing + "/sos?who=outside")
    page.goto(landing + "/sos")
    with page.expect_navigation(url="**/s/*"):
        page.locator("button.sos").click()
    yield Stop("passenger", "/s/…", urlsplit(page.url).path)
    yield Stop("passenger", "/e", "/e")
    yield Stop("passenger", "号码不对", "/e?code=000000")
    yield Stop("passenger", "/e/help", "/e/help")
    yield Stop("passenger", "认不出此码", "/e/zzzzzzzzzzzz/aaaaaaaa")
    page.goto("/e/help")
    page.locator("[name=address]").fill("延平路 123 弄 4 号楼（照相用，可结束）")
    with page.expect_navigation(url="**/s/at/*"):
        page.locator("button.sos").click()
    yield Stop("passenger", "/s/at/…", urlsplit(page.url).path)
    yield Stop("passenger", "/demo/telephone/110", "/demo/telephone/110")
    yield Stop("passenger", "/sign-in", "/sign-in")
