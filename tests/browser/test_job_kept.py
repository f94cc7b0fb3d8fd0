"""What a phone keeps and gives up: calls above the work, signing out, photos refused."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation import clock
from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.browser.patience import a_second_ms
from tests.browser.pocket import PHONE, answer_normal, break_photos, kept, shoot
from tests.browser.test_job import a_planned_job, begun, photos_of, signed_by
from tests.browser.test_job_long import sent, take_along
from tests.browser.test_technician import dispatched
from tests.browser.watcher import Watcher
from tests.world.emergency import on_call
from tests.world.maintenance import a_visit
from tests.world.parties import a_member
from tests.world.registry import an_elevator

Opened = Callable[..., Page]
RING = "[data-call] [data-ring]"
PAGES = """async () => {
  const keys = await (await caches.open("job-pages")).keys();
  return keys.map((one) => new URL(one.url).pathname).sort();
}"""


def a_kept_page(page: Page) -> None:
    """Open two pages with the worker at its post, so that the phone keeps them."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    for url in ("/t/", "/t/me"):
        page.goto(url)
        page.wait_for_function(f"async () => (await ({PAGES})()).includes('{url}')")


def on_duty_with_a_job() -> tuple[Visit, Membership]:
    """Return a visit whose technician is on call."""
    elevator = an_elevator()
    assert elevator.firm is not None
    member = on_call(firm=elevator.firm, now=clock.now())
    return a_visit(elevator=elevator, lead=member), member


def test_a_rescue_rings_above_an_open_item_and_who_declines_goes_on_with_the_item(
    opened: Opened,
) -> None:
    visit, member = on_duty_with_a_job()
    page = opened(member=member, **PHONE)
    take_along(page, visit)
    page.locator("[data-deed=begin]").tap()
    page.locator("[data-other]").first.tap()
    page.locator("dialog textarea").fill("门锁有异响")
    assert visit.firm is not None

    incident = dispatched(firm=visit.firm)

    expect(page.locator(RING)).to_be_visible(timeout=2 * a_second_ms())
    page.locator(RING).get_by_text("无法前往").first.tap()
    page.locator(f"{RING} input[name=reason]").first.check()
    page.get_by_role("button", name="确认无法前往").tap()
    expect(page.locator(RING)).to_have_count(0)
    expect(page.locator("dialog textarea")).to_have_value("门锁有异响")
    incident.refresh_from_db()
    assert incident.state is IncidentState.OPEN


@pytest.mark.long
@pytest.mark.parametrize("url", ["/t/scan", "/t/me", "/t/plan", "/t/help"])
def test_a_rescue_rings_on_every_page_of_a_technician(opened: Opened, url: str) -> None:
    visit, member = on_duty_with_a_job()
    page = opened(member=member, **PHONE)
    page.goto(url)
    assert visit.firm is not None

    dispatched(firm=visit.firm)

    expect(page.locator(RING)).to_be_visible(timeout=2 * a_second_ms())


@pytest.mark.long
def test_signing_out_takes_pages_and_jobs_along_when_all_was_sent(opened: Opened) -> None:
    visit, first, second = a_planned_job()
    page = opened(member=first, **PHONE)
    take_along(page, visit)
    begun(page, second)
    sent(page)
    a_kept_page(page)

    page.get_by_role("button", name="退出").tap()

    page.wait_for_url("**/sign-in")
    assert page.evaluate(PAGES) == ["/t/job"]
    assert [kept(page, room) for room in ("jobs", "photos", "ops")] == [[], [], []]
    assert len(kept(page, "keys")) == 1


@pytest.mark.long
def test_signing_out_leaves_what_was_not_sent_and_hides_it_from_the_next_person(
    opened: Opened, watcher: Watcher
) -> None:
    watcher.expect("503", "Failed to load resource")
    visit, first, second = a_planned_job()
    page = opened(member=first, **PHONE)
    page.route("**/t/sync", lambda route: route.fulfill(status=503, body="{}"))
    take_along(page, visit)
    begun(page, second)
    page.goto("/t/")

    page.get_by_role("button", name="退出").tap()
    expect(page.locator("[data-leaving-ask]")).to_contain_text("还有 3 条内容没有送达平台")
    page.get_by_role("button", name="仍然退出").tap()

    page.wait_for_url("**/sign-in")
    assert [len(kept(page, room)) for room in ("jobs", "ops", "photos")] == [1, 2, 1]
    assert [one["value"] for one in kept(page, "meta") if one["name"] == "person"] == [None]


@pytest.mark.long
def test_a_photo_that_the_platform_refuses_is_taken_again_and_the_visit_signed_once_more(
    opened: Opened, watcher: Watcher
) -> None:
    watcher.expect("ERR_INTERNET_DISCONNECTED", "422")
    visit, first, second = a_planned_job()
    page = opened(member=first, **PHONE)
    take_along(page, visit)
    page.locator("[data-deed=begin]").wait_for()
    page.context.set_offline(True)
    begun(page, second, of=611)  # a photo the platform has never seen
    answer_normal(page)
    page.locator("[data-deed=review]").tap()
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("签名已保存在本机")).to_be_visible()
    break_photos(page)

    page.context.set_offline(False)
    card = page.locator("[data-refused-photo]")
    expect(card).to_be_visible()
    expect(page.locator("[data-net]")).to_have_text("有 1 张照片平台不能接受，请重拍")
    shoot(card.locator("input[type=file]"), of=612)
    expect(card).to_have_count(0)
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("等待同组其他人员签名")).to_be_visible()
    photos = {one["sha256"]: bytes(one["bytes"]) for one in kept(page, "photos")}
    signed_by(opened(member=second, **PHONE), visit)

    visit.refresh_from_db()
    assert (visit.state, photos_of(visit)) == (VisitState.SIGNED, photos)
    assert (len(photos), kept(page, "ops")) == (1, [])


@pytest.mark.long
def test_a_yearly_self_inspection_is_signed_on_the_phone_and_reviewed_in_the_office(
    opened: Opened,
) -> None:
    _, inspector, _ = a_planned_job()
    firm = inspector.organisation
    visit = Visit.objects.get(lead=inspector.person)
    page = opened(member=inspector, **PHONE)
    page.goto(f"/t/elevators/{visit.elevator.register_number}")
    page.get_by_role("link", name="年度自行检查").tap()
    page.locator("[data-deed=begin]").tap()
    page.locator("[data-answer]").first.wait_for()
    answer_normal(page)
    page.locator("[data-deed=review]").tap()
    page.locator("[data-deed=sign]").tap()
    expect(page.get_by_text("等待本单位另一人审核")).to_be_visible()

    office = opened(member=a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))
    office.goto("/f/reviews")
    office.get_by_role("button", name="审核通过").click()
    expect(office.get_by_text("没有待审核的自行检查")).to_be_visible()

    done = Visit.objects.get(elevator=visit.elevator, kind=VisitKind.SELF_INSPECTION)
    assert (done.state, done.record is not None) == (VisitState.SIGNED, True)
