"""A technician's phone: it rings by itself, and each step is one press."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from playwright.sync_api import Page, expect

from hoistway.emergency.actions import look_at
from hoistway.emergency.models import Incident
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Membership, Organisation
from hoistway.plates.queries import address_of, living_plates
from tests.browser.patience import a_second_ms
from tests.browser.watcher import Watcher
from tests.world.emergency import an_elevator_of, an_incident, on_call, the_call
from tests.world.parties import a_firm

PhoneOf = Callable[[Membership], Page]
RING = "[data-ring]"
TOO_LATE = timedelta(seconds=61)


def dispatched(*, firm: Organisation) -> Incident:
    """Return a fresh rescue of the firm after the platform has looked at it."""
    incident = an_incident(elevator=an_elevator_of(firm=firm), now=clock.now())
    look_at(incident_id=incident.pk, now=clock.now(), by=PLATFORM)
    return incident


def test_an_open_page_rings_within_a_second_of_the_call(phone_of: PhoneOf) -> None:
    firm = a_firm()
    page = phone_of(on_call(firm=firm, now=clock.now()))
    with page.expect_response("**/t/live"):
        page.goto("/t/")
    expect(page.locator("[data-live-badge]").first).to_have_attribute("data-state", "live")
    expect(page.locator(RING)).to_have_count(0)

    incident = dispatched(firm=firm)

    expect(page.locator(RING)).to_be_visible(timeout=a_second_ms())
    expect(page.locator(RING)).to_contain_text(incident.elevator.address)


def test_a_rescue_goes_from_call_to_end_step_by_step(phone_of: PhoneOf) -> None:
    firm = a_firm()
    page = phone_of(on_call(firm=firm, now=clock.now()))
    incident = dispatched(firm=firm)
    plate = living_plates(elevator_ids=[incident.elevator_id])[incident.elevator_id]
    printed = settings.BASE_URL + address_of(plate=plate, keys=settings.PLATE_KEYS)

    page.goto("/t/")
    page.get_by_role("button", name="接单，马上出发").tap()
    expect(page.get_by_role("heading", name="到场签到")).to_be_visible()
    page.get_by_label("电梯码").fill(printed)
    page.get_by_role("button", name="我已到场").tap()
    page.get_by_label("救出人数").fill("3")
    page.get_by_role("button", name="确认全部人员安全").tap()
    page.get_by_label("门系统").check()
    page.get_by_role("button", name="完结").tap()

    expect(page.get_by_text("任务已完结")).to_be_visible()
    incident.refresh_from_db()
    assert (incident.state, incident.people) == (IncidentState.CLOSED, 3)


def test_without_proof_of_place_the_arrival_is_refused_in_words(
    phone_of: PhoneOf, watcher: Watcher
) -> None:
    watcher.expect("422", "409")
    firm = a_firm()
    page = phone_of(on_call(firm=firm, now=clock.now()))
    dispatched(firm=firm)
    page.goto("/t/")
    page.get_by_role("button", name="接单，马上出发").tap()

    page.get_by_role("button", name="我已到场").tap()

    expect(page.get_by_text("无法确认您已到现场").first).to_be_visible()
    expect(page.get_by_role("button", name="我已到场")).to_be_visible()


def test_whoever_declines_passes_the_call_to_the_next(phone_of: PhoneOf) -> None:
    firm = a_firm()
    one, other = (on_call(firm=firm, now=clock.now()) for _ in range(2))
    first, second = phone_of(one), phone_of(other)
    for page in (first, second):
        with page.expect_response("**/t/live"):
            page.goto("/t/")
    incident = dispatched(firm=firm)
    called = the_call(incident=incident).technician_id
    ringing, waiting = (first, second) if called == one.person_id else (second, first)
    expect(ringing.locator(RING)).to_be_visible(timeout=a_second_ms())

    ringing.get_by_text("无法前往").first.tap()
    ringing.locator("input[name=reason]").first.check()
    ringing.get_by_role("button", name="确认无法前往").tap()

    expect(waiting.locator(RING)).to_be_visible(timeout=a_second_ms())
    expect(ringing.locator(RING)).to_have_count(0)
    incident.refresh_from_db()
    assert incident.state is IncidentState.OPEN


def test_an_order_that_passed_on_says_so_while_the_page_is_open(phone_of: PhoneOf) -> None:
    firm = a_firm()
    page = phone_of(on_call(firm=firm, now=clock.now()))
    incident = dispatched(firm=firm)
    with page.expect_response("**/live"):
        page.goto(f"/t/orders/{incident.number}")
    expect(page.locator(RING)).to_be_visible()
    on_call(firm=firm, now=clock.now())

    look_at(incident_id=incident.pk, now=clock.now() + TOO_LATE, by=PLATFORM)

    expect(page.get_by_text("未及时应答，已改派他人")).to_be_visible(timeout=2 * a_second_ms())
    expect(page.locator(RING)).to_have_count(0)
