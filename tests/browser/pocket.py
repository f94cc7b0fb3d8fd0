"""A technician's phone whose profile lies on the disk: it can be killed and taken up again."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from hoistway.parties.models import Membership
from tests.world.parties import client_of
from tests.world.plates import picture

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
HERE = {"longitude": 121.443, "latitude": 31.233, "accuracy": 9}
A_SHIFT_S = 12 * 3600
_COUNT = """
const count = () => localStorage.setItem("taps", Number(localStorage.taps || 0) + 1);
addEventListener("click", count, true);
"""


class Pocket:
    """One phone: its profile survives the browser."""

    def __init__(self, *, chromium: Browser, profile: Path, site: str) -> None:
        self.chromium, self.profile, self.site = chromium, profile, site
        self.context: BrowserContext | None = None

    def take_up(self, *, offline: bool = False) -> Page:
        """Start the browser on this profile, without network if told so."""
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.profile, executable_path=str(settings.CONFIG.browser), args=FLAGS,
            base_url=self.site, locale="zh-CN", timezone_id="Asia/Shanghai", offline=offline,
            geolocation=HERE, permissions=["geolocation"], **PHONE,
        )  # fmt: skip
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(_COUNT)
        return self.context.pages[0] if self.context.pages else self.context.new_page()

    def sign_in(self, member: Membership) -> None:
        """Sign a member in for a shift; the cookie stays in the profile."""
        assert self.context is not None
        name = settings.SESSION_COOKIE_NAME
        value = client_of(membership=member).cookies[name].value
        until = time.time() + A_SHIFT_S
        self.context.add_cookies(
            [{"name": name, "value": value, "url": self.site, "expires": until}]
        )

    def go_offline(self) -> None:
        """Enter the shaft."""
        assert self.context is not None
        self.context.set_offline(True)

    def go_online(self) -> None:
        """Come out of the shaft."""
        assert self.context is not None
        self.context.set_offline(False)

    def kill(self) -> None:
        """Kill the browser as an empty battery does."""
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(Exception):
            self.context.close()  # type: ignore[union-attr]
        self.context = None

    def _pids(self) -> Iterator[int]:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    said = (entry / "cmdline").read_bytes()
                    if str(self.profile).encode() in said:
                        yield int(entry.name)


@contextmanager
def pocket(*, chromium: Browser, profile: Path, site: str) -> Iterator[Pocket]:
    """Give a phone, and put its browser away at the end."""
    held = Pocket(chromium=chromium, profile=profile, site=site)
    try:
        yield held
    finally:
        if held.context is not None:
            held.context.close()


def shoot(where: Locator, *, of: int, width: int = 1600) -> None:
    """Let the camera of a control take a picture."""
    shot: Any = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(of=of, width=width)}
    where.set_input_files(shot)


def answer_normal(page: Page, *, most: int = 1000) -> int:
    """Answer open items one by one with the one tap that says normal; return how many."""
    done = 0
    while done < most and (row := page.locator(".item:not(.done)").first).count():
        code = row.get_attribute("data-item")
        if (value := row.locator("input")).count():
            value.tap()
            value.fill(_allowed(row.locator(".measure label").inner_text()))
        row.locator("[data-answer]").tap()
        page.locator(f".item.done[data-item='{code}']").wait_for()
        page.wait_for_timeout(360)  # the rest after which the next tap counts
        done += 1
    return done


def _allowed(label: str) -> str:
    """Return the first limit that the label of a measured value names; the limit itself is kept."""
    found = re.search(r"\d+(\.\d+)?", label)
    return found[0] if found else "0"


def break_photos(page: Page) -> None:
    """Let the phone's store lose the end of each photo, as a worn memory does."""
    script = """async () => {
      const { all, put } = await import("/static/web/job/store.js");
      for (const one of await all("photos")) {
        await put("photos", { ...one, bytes: one.bytes.slice(0, 99) });
      }
    }"""
    page.evaluate(script)


def kept(page: Page, room: str) -> list[dict[str, Any]]:
    """Return what the phone's store holds in a room; bytes as lists of numbers."""
    script = """async (room) => {
      const { all } = await import("/static/web/job/store.js");
      const plain = (one) => ({ ...one, bytes: [...new Uint8Array(one.bytes ?? 0)] });
      return (await all(room)).map(plain);
    }"""
    found: list[dict[str, Any]] = page.evaluate(script, room)
    return found
