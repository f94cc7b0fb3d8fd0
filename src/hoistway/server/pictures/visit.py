"""Walk the demo as each role: enter by its door and follow the links from page to page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

ROLES = (
    "passenger", "technician", "use_unit", "dispatcher", "district_regulator", "city_regulator",
    "firm_office", "inspector",
)  # fmt: skip
MOST_PAGES = 120
"""Pages of one role. Chosen: twice what the largest desk has; a walk in circles ends there."""

_VARIES = re.compile(r"^\d+$|^(?=.*\d)[\w-]{4,}$|^(?!.*-)\w{12,}$")
_PRINTED = re.compile(r"^/(e|p)/\w{12}/\w{8}(?=/|$)")
"""The address on a plate: code and signature, of which the latter may be all letters."""

_LEFT_OUT = ("/static/", "/sign-out", "/demo/telephone", "/demo/")
_PAPERS = re.compile(r"\.(pdf|svg|txt|csv|zip)$|/(photo|contract|file|evidence/\d+)$")
"""What a browser hands out or draws by itself: no page to photograph."""


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
    parts = _PRINTED.sub(r"/\1/…/…", urlsplit(path).path).split("/")
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
        printed = _printed(page)
        enter(page, role)
        return [*_walk(page, role), *_chosen(page, role), Stop(role, "扫码打开的页面", printed)]
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


def _chosen(page: Page, role: str) -> Iterator[Stop]:
    """Find the pages that are worth showing where the first of their shape may say little."""
    for name, listed, selector in _FIRST_OF.get(role, ()):
        page.goto(listed, wait_until="load")
        found = page.locator(selector)
        if found.count():
            yield Stop(role, name, urlsplit(found.first.get_attribute("href") or listed).path)


def _printed(page: Page) -> str:
    """Return the address on the plate that the hub of the demo shows."""
    page.goto("/demo/?lang=zh-hans")
    return page.locator(".plate a.button").get_attribute("href") or "/e"


def _links(page: Page) -> list[str]:
    script = "() => [...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)"
    found = map(urlsplit, page.evaluate(script))
    here = urlsplit(page.url).netloc
    return [
        link.path
        for link in found
        if link.netloc == here and link.path != "/"
        and not link.path.startswith(_LEFT_OUT) and not _PAPERS.search(link.path)
    ]  # fmt: skip


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

_FILING, _BATCH = "#main a[href^='/filings/']", "#main a[href^='/g/plates/batches/']"
_FIRST_OF: dict[str, tuple[tuple[str, str, str], ...]] = {
    "use_unit": (("待确认的备案", "/u/filings", _FILING),),
    "firm_office": (("有争议的备案", "/f/filings?tab=disputed", _FILING),),
    "district_regulator": (
        ("有争议的备案", "/g/filings?tab=disputed", _FILING),
        ("已核对的备案：负责的日子和决定", "/g/filings?tab=all&state=checked", _FILING),
        ("制牌批次：牌面", "/g/plates/batches", _BATCH),
    ),
}  # fmt: skip
"""Role → name, list and link: the first row of a list that shows what the page is for."""


def _passengers_way(page: Page) -> Iterator[Stop]:
    """Scan, press twice and follow, as a passenger; then the ways without a code."""
    landing = _printed(page)
    yield Stop("passenger", "/demo/", "/demo/")
    yield Stop("passenger", "/e/码/签名", landing)
    yield Stop("passenger", "码未能核验", landing.rsplit("/", 1)[0] + "/aaaaaaaa")
    yield Stop("passenger", "/e/码/签名/sos", landing + "/sos")
    yield Stop("passenger", "/e/码/签名/sos 在外面", landing + "/sos?who=outside")
    page.goto(landing + "/sos")
    with page.expect_navigation(url="**/s/*"):
        page.locator("button.sos").click()
    yield Stop("passenger", "/s/…", urlsplit(page.url).path)
    yield from _reporters_way(page, landing)
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


def _reporters_way(page: Page, landing: str) -> Iterator[Stop]:
    """Report in three taps and follow; then what everybody may read."""
    yield Stop("passenger", "报修：三下", landing + "/report")
    yield Stop("passenger", "投诉", landing + "/complaint")
    yield Stop("passenger", "信息不对", landing + "/correction")
    page.goto(landing + "/report?lang=zh-hans")
    page.locator("label.tile").nth(1).click()
    with page.expect_navigation(url="**/r/*"):
        page.locator(".send button").click()
    yield Stop("passenger", "看进展 /r/…", urlsplit(page.url).path)
    yield Stop("passenger", "这台电梯的全部信息", landing + "/file")
    page.goto(landing)
    for name, shape in (("已有人反映的事", "/report/"), ("本小区的全部电梯", "/estate/")):
        found = page.locator(f"a[href*='{shape}']")
        if found.count():
            yield Stop("passenger", name, urlsplit(found.first.get_attribute("href") or "/").path)
    for name in ("outages", "figures", "privacy"):
        yield Stop("passenger", f"/{name}", f"/{name}")
