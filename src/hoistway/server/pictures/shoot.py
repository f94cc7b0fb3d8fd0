"""Open each stop in each view, photograph it, and note what it weighs, asks and lacks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

from hoistway.server.pictures.visit import ROLES, Stop, enter, stops_of

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
HEIGHTS = {360: 640, 1440: 900}
"""Width → height of the two screens: the smallest phone and a desk. Source: proof.md 6."""


_WEIGHED = {"document", "stylesheet", "script", "image", "font"}
"""What a page loads before it is whole; streams and later questions never end or come later."""


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at."""

    width: int
    language: str
    colour: str

    @property
    def name(self) -> str:
        """Return the view in one word, for file names."""
        return f"{self.width}-{self.language}-{self.colour}"


VIEWS = tuple(
    View(width, language, colour)
    for width in HEIGHTS
    for language in ("zh-hans", "en")
    for colour in ("light", "dark")
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One photograph with its figures."""

    stop: Stop
    view: View
    file: str
    status: int
    bytes: int
    queries: int | None
    findings: tuple[str, ...]
    too_wide: bool


@dataclass(frozen=True, slots=True)
class Job:
    """Which demo, into which folder, and how much of it."""

    site: str
    out: Path
    browser: str
    roles: tuple[str, ...] = ROLES
    views: tuple[View, ...] = VIEWS


def photograph(*, job: Job, say: Callable[[str], None]) -> list[Picture]:
    """Photograph every stop of every role in every view."""
    pictures: list[Picture] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=job.browser, args=FLAGS)
        for role in job.roles:
            context = _context(browser, job.site)
            stops = stops_of(context, role)
            say(f"{role}: {len(stops)} pages")
            pictures += _album_of(context, role, stops, job)
            context.close()
        browser.close()
    return pictures


def _context(browser: Browser, site: str) -> BrowserContext:
    context = browser.new_context(
        base_url=site, locale="zh-CN", timezone_id="Asia/Shanghai", device_scale_factor=1,
        ignore_https_errors=True,
    )  # fmt: skip
    context.set_default_timeout(20_000)
    return context


def _album_of(context: BrowserContext, role: str, stops: list[Stop], job: Job) -> Iterator[Picture]:
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    if role != "passenger":
        enter(page, role)
    for number, stop in enumerate(stops):
        for view in job.views:
            yield _one(page, stop, view, job.out, f"{role}-{number:02d}-{view.name}.png")


def _one(page: Page, stop: Stop, view: View, out: Path, file: str) -> Picture:
    asked: list[Request] = []

    def keep(request: Request) -> None:
        if request.resource_type in _WEIGHED:
            asked.append(request)

    page.set_viewport_size({"width": view.width, "height": HEIGHTS[view.width]})
    page.emulate_media(color_scheme="dark" if view.colour == "dark" else "light")
    page.on("request", keep)
    joint = "&" if "?" in stop.path else "?"
    answer = page.goto(f"{stop.path}{joint}lang={view.language}", wait_until="load")
    page.remove_listener("request", keep)
    weight = sum(map(_weight, asked))
    found = Axe().run(page).response["violations"]
    too_wide = page.evaluate("() => document.documentElement.scrollWidth") > view.width
    page.screenshot(path=out / file, full_page=True)
    return Picture(
        stop=stop, view=view, file=file, status=answer.status if answer else 0,
        bytes=weight, queries=_queries(answer), too_wide=bool(too_wide),
        findings=tuple(f"{fault['id']}: {fault['help']}" for fault in found),
    )  # fmt: skip


def _weight(request: Request) -> int:
    """Return the bytes of an answer before compression, as a phone unpacks them."""
    response = request.response()
    return len(response.body()) if response and not 300 <= response.status < 400 else 0


def _queries(answer: Response | None) -> int | None:
    timing = answer.headers.get("server-timing", "") if answer else ""
    found = re.search(r'desc="(\d+) queries"', timing)
    return int(found.group(1)) if found else None
