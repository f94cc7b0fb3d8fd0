"""A visit in a shaft without signal: kept, killed, taken up again, signed, sent once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hoistway.foundation.attachments import path_of
from hoistway.maintenance.models import Operation, Visit, VisitPhoto
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.models import Membership
from tests.browser.pocket import PHONE, Pocket, answer_normal, kept, pocket, shoot
from tests.world.maintenance import a_visit
from tests.world.parties import a_technician
from tests.world.registry import an_elevator

MOST_TAPS = 60
"""Source: issue of paperless maintenance: a clean semi-monthly visit of 31 items."""


@pytest.fixture
def phone(_chromium: Browser, site: str, tmp_path: Path) -> Iterator[Pocket]:
    with pocket(chromium=_chromium, profile=tmp_path / "profile", site=site) as held:
        yield held


def a_planned_job() -> tuple[Visit, Membership, Membership]:
    """Return a visit and the two technicians who will do it."""
    elevator = an_elevator()
    assert elevator.firm is not None
    first, second = (a_technician(firm=elevator.firm) for _ in range(2))
    return a_visit(elevator=elevator, lead=first), first, second


def downloaded(page: Page, visit: Visit) -> None:
    """Open the job page, take the job along and wait until the phone can do without network."""
    page.goto("/t/job")
    page.locator("[data-deed=download]").tap()
    page.locator(f"a[href='#{visit.uid}']").tap()
    page.locator("[data-deed=begin]").wait_for()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def begun(page: Page, colleague: Membership) -> None:
    """Sign in with a colleague and a photo of the barriers."""
    page.locator(".choices .choice", has_text=colleague.person.name).tap()
    shoot(page.locator("input[type=file]"), of=71)
    expect(page.locator("img.taken")).to_be_visible()
    page.locator("[data-deed=begin]").tap()
    page.locator("[data-answer]").first.wait_for()


def test_a_visit_without_signal_survives_a_killed_browser_and_arrives_once(
    phone: Pocket, opened: Callable[..., Page]
) -> None:
    visit, first, second = a_planned_job()
    page = phone.take_up()
    phone.sign_in(first)
    downloaded(page, visit)
    page.evaluate("() => localStorage.removeItem('taps')")
    assert phone.context is not None
    phone.context.set_offline(True)
    begun(page, second)
    before = answer_normal(page, most=12)
    phone.kill()

    page = phone.take_up(offline=True)
    page.goto(f"/t/job#{visit.uid}")
    expect(page.locator("[data-progress]")).to_have_text(f"{before} / 31")
    after = answer_normal(page)
    page.locator("[data-deed=review]").tap()
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("签名已保存在本机")).to_be_visible()
    taps = int(page.evaluate("() => localStorage.taps"))
    photos, lines = kept(page, "photos"), [op for op in kept(page, "ops") if op["kind"] == "line"]
    assert (before + after, len({op["data"]["item"] for op in lines}), len(lines)) == (31, 31, 31)
    assert taps <= MOST_TAPS
    assert Operation.objects.filter(visit_uid=visit.uid).count() == 0

    phone.context.set_offline(False)  # the login has died with the browser, what was written not
    expect(page.get_by_text("登录已过期")).to_be_visible()
    phone.sign_in(first)
    page.reload()
    expect(page.get_by_text("等待同组其他人员签名")).to_be_visible()
    other = opened(member=second, **PHONE)
    other.goto("/t/job")
    other.locator("[data-deed=download]").tap()
    other.locator(f"a[href='#{visit.uid}']").tap()
    other.locator("[data-deed=sign]").tap()
    expect(other.get_by_text("记录已封存")).to_be_visible()

    visit.refresh_from_db()
    sent = {one.attachment.sha256: path_of(attachment=one.attachment).read_bytes()
            for one in VisitPhoto.objects.filter(visit=visit).select_related("attachment")}  # fmt: skip
    assert visit.state is VisitState.SIGNED
    assert visit.record is not None
    assert Operation.objects.filter(visit_uid=visit.uid).count() == len(lines) + 4
    assert sent == {photo["sha256"]: bytes(photo["bytes"]) for photo in photos}
    assert Visit.objects.filter(elevator=visit.elevator).count() == 1
    assert kept(page, "ops") == []
