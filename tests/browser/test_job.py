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


def begun(page: Page, colleague: Membership, *, of: int = 71) -> None:
    """Sign in with a colleague and a photo of the barriers."""
    page.locator(".choices .choice", has_text=colleague.person.name).tap()
    shoot(page.locator("input[type=file]"), of=of)
    expect(page.locator("img.taken")).to_be_visible()
    page.locator("[data-deed=begin]").tap()
    page.locator("[data-answer]").first.wait_for()


def signed_by(page: Page, visit: Visit) -> None:
    """Take a visit along that a colleague has signed, and sign it too."""
    page.goto("/t/job")
    page.locator("[data-deed=download]").tap()
    page.locator(f"a[href='#{visit.uid}']").tap()
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("记录已封存")).to_be_visible()


def photos_of(visit: Visit) -> dict[str, bytes]:
    """Return the bytes of the photos that the platform keeps of a visit."""
    rows = VisitPhoto.objects.filter(visit=visit).select_related("attachment")
    files = [row.attachment for row in rows]
    return {one.sha256: path_of(attachment=one).read_bytes() for one in files}


def test_a_visit_without_signal_survives_a_killed_browser_and_arrives_once(
    phone: Pocket, opened: Callable[..., Page]
) -> None:
    visit, first, second = a_planned_job()
    page = phone.take_up()
    phone.sign_in(first)
    downloaded(page, visit)
    page.evaluate("() => localStorage.removeItem('taps')")
    phone.go_offline()
    begun(page, second)
    before = answer_normal(page, most=12)
    phone.kill()

    page = phone.take_up(offline=True)
    page.goto(f"/t/job#{visit.uid}")
    expect(page.locator("[data-progress]")).to_have_text(f"{before} / 31")
    answer_normal(page)
    page.locator("[data-deed=review]").tap()
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("签名已保存在本机")).to_be_visible()
    taps = int(page.evaluate("() => localStorage.taps"))
    photos = {one["sha256"]: bytes(one["bytes"]) for one in kept(page, "photos")}
    lines = [op["data"]["item"] for op in kept(page, "ops") if op["kind"] == "line"]
    phone.go_online()  # the login has died with the browser, what was written has not
    expect(page.get_by_text("登录已过期")).to_be_visible()
    phone.sign_in(first)
    page.reload()
    expect(page.get_by_text("等待同组其他人员签名")).to_be_visible()
    signed_by(opened(member=second, **PHONE), visit)

    visit.refresh_from_db()
    assert (len(lines), len(set(lines))) == (31, 31)
    assert taps <= MOST_TAPS, f"{taps} taps; 38 as counted by test_job_long"
    assert (visit.state, visit.record is not None) == (VisitState.SIGNED, True)
    assert Operation.objects.filter(visit_uid=visit.uid).count() == len(lines) + 4
    assert Visit.objects.filter(elevator=visit.elevator).count() == 1
    assert (photos_of(visit), kept(page, "ops")) == (photos, [])
