from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from hoistway.messages.actions import (
    Address,
    AddressWrong,
    add_reach,
    confirm_message,
    end_reach,
    prefer,
    queue_message,
    subscribe_push,
)
from hoistway.messages.models import Message, Reach
from hoistway.messages.rules.pacing import is_down, next_attempt
from hoistway.messages.rules.policy import pace_on
from hoistway.messages.rules.quiet import Wishes, held_until
from hoistway.messages.vocabulary import Channel, DeliveryState, Importance, Outcome
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after
from tests.messages.drafts import a_draft, a_hazard, a_reminder, work
from tests.messages.gateway_stub import a_city_gateway
from tests.messages.test_push import AUTH, P256DH
from tests.world.parties import NOW, an_actor

pytestmark = pytest.mark.django_db
PACE = pace_on(day=NOW.date())


@pytest.fixture
def demo(settings: Settings, tmp_path):
    settings.HOME, settings.DEMO = tmp_path, True
    return settings


def states(key: str) -> dict[str, str]:
    rows = Message.objects.filter(key=key).exclude(channel=Channel.PAGE)
    return {str(row.channel): str(row.state) for row in rows}


@given(st.integers(1, 1000))
def test_pauses_never_shrink_and_are_never_longer_than_five_minutes(attempts: int) -> None:
    first, second = (next_attempt(attempts=n, now=NOW, pace=PACE) for n in (attempts, attempts + 1))

    assert NOW < first <= second <= NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("ages", "last", "down"),
    [
        ((1, 2, 3), Outcome.UNREACHABLE, True), ((1, 2), Outcome.UNREACHABLE, False),
        ((1, 2, 120), Outcome.UNREACHABLE, False), ((1, 2, 3), Outcome.TAKEN, False),
    ],
)  # fmt: skip
def test_three_attempts_in_vain_within_two_minutes_are_an_outage(
    ages: tuple[int, ...], last: Outcome, down: bool
) -> None:
    outcomes = [Outcome.UNREACHABLE] * (len(ages) - 1) + [last]
    latest = [(NOW - timedelta(seconds=a), o) for a, o in zip(ages, outcomes, strict=True)]

    assert is_down(latest=latest, now=NOW, pace=PACE) is down


@pytest.mark.parametrize(
    ("hour_utc", "minute", "held"),
    [(13, 59, False), (14, 0, True), (22, 59, True), (23, 0, False), (4, 0, False)],
)
def test_at_night_what_is_ordinary_waits_for_seven_o_clock(
    hour_utc: int, minute: int, held: bool
) -> None:
    at = datetime(2026, 11, 22, hour_utc, minute, tzinfo=UTC)

    until = held_until(importance=Importance.ORDINARY, wishes=Wishes(), now=at, pace=PACE)

    assert until == (datetime(2026, 11, 22, 23, 0, tzinfo=UTC) if held else None)


@pytest.mark.parametrize("importance", [Importance.RESCUE, Importance.ASKED])
def test_no_wish_holds_a_rescue(importance: Importance) -> None:
    all_day = Wishes(quiet_from=0, quiet_until=23)

    assert held_until(importance=importance, wishes=all_day, now=NOW, pace=PACE) is None


def test_own_quiet_hours_hold_what_is_urgent_the_houses_do_not() -> None:
    night = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    own = Wishes(quiet_from=23, quiet_until=6)

    assert held_until(importance=Importance.URGENT, wishes=Wishes(), now=night, pace=PACE) is None
    assert held_until(
        importance=Importance.URGENT, wishes=own, now=night, pace=PACE
    ) == datetime(2026, 11, 22, 22, 0, tzinfo=UTC)  # fmt: skip


def test_what_waited_for_the_morning_goes_in_the_morning(demo) -> None:
    night = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    queue_message(draft=a_reminder(), now=night)

    work(night + timedelta(hours=7, minutes=59))
    before = states("duty.1")
    work(night + timedelta(hours=8))

    assert (before, states("duty.1")) == ({"sms": "queued"}, {"sms": "sent"})


@pytest.mark.parametrize(("seconds", "ways"), [(19.9, {"sms"}), (20, {"sms", "voice"})])
def test_a_rescue_that_has_not_got_through_rings_after_twenty_seconds(
    demo, seconds: float, ways: set[str]
) -> None:
    with a_city_gateway() as city:
        city.status, demo.SMS_GATEWAY_URL = 503, city.url
        queue_message(draft=a_draft(), now=NOW)
        work(NOW)

        work(after(seconds))

    assert set(states("call.7")) == ways


def test_an_ordinary_message_rings_nobody_but_goes_by_mail_once_texts_gave_up(demo) -> None:
    with a_city_gateway() as city:
        city.status, demo.SMS_GATEWAY_URL = 422, city.url
        queue_message(draft=a_reminder(email="a@firm.example"), now=NOW)
        Message.objects.filter(channel=Channel.EMAIL).delete()
        work(NOW)
        work(after(1))
        work(after(2))

    assert states("duty.1") == {"sms": "failed", "email": "sent"}


def test_a_push_counts_only_with_its_receipt(demo) -> None:
    with a_city_gateway() as vendor:
        vendor.status, demo.PUSH_HOSTS = 201, ("127.0.0.1",)
        keys = {"p256dh": P256DH, "auth": AUTH}
        subscribe_push(follower="abc", endpoint=f"{vendor.base}/p", keys=keys, now=NOW)
        draft = a_hazard(organisation_id=None, phone="", follower="abc", email="")
        queue_message(draft=draft, now=NOW)
        work(NOW)
        row = Message.objects.get(channel=Channel.PUSH)
        vendor.status = 410
        again = a_hazard(organisation_id=None, phone="", follower="abc", key="hazard.2")
        queue_message(draft=again, now=NOW)
        work(NOW)

    assert (row.state, row.delivered_at, row.overtake_at) == (DeliveryState.SENT, None, after(300))
    assert states("hazard.2") == {"push": "failed"}
    assert Reach.objects.get().ended_at == NOW


def test_whoever_turns_texts_off_gets_none_that_is_ordinary_but_every_rescue() -> None:
    office = an_actor(role=RoleKind.FIRM_OFFICE)
    prefer(wishes=Wishes(off=frozenset({"sms"})), own=False, now=NOW, by=office)
    home = {"organisation_id": office.organisation_id}

    queue_message(draft=a_reminder(**home), now=NOW)
    queue_message(draft=a_draft(**home), now=NOW)

    assert (states("duty.1"), states("call.7")) == ({}, {"sms": "queued"})


def test_one_summary_a_day_takes_in_what_is_ordinary(demo) -> None:
    office = an_actor(role=RoleKind.FIRM_OFFICE)
    prefer(wishes=Wishes(digest=True), own=False, now=NOW, by=office)
    for number in (1, 2):
        draft = a_reminder(key=f"duty.{number}", organisation_id=office.organisation_id)
        queue_message(draft=draft, now=NOW)
    nine = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    work(nine - timedelta(seconds=1))
    before = states("duty.1")
    work(nine)
    work(nine + timedelta(seconds=1))

    summary = Message.objects.get(purpose="digest")
    assert (before, states("duty.1")) == ({"sms": "waiting"}, {"sms": "bundled"})
    assert summary.zh == "【慧梯】今日共 2 条通知：职责到期提醒 2 条"
    assert summary.state == DeliveryState.SENT


def test_nobody_confirms_and_the_deputies_are_told_one_after_the_other(demo) -> None:
    office = an_actor(role=RoleKind.FIRM_OFFICE)
    for rung, phone in ((1, "139-FIRST"), (2, "139-SECOND")):
        address = Address(channel=Channel.SMS, address=phone, rung=rung)
        add_reach(address=address, own=False, now=NOW, by=office)
    queue_message(draft=a_hazard(organisation_id=office.organisation_id), now=NOW)

    told = []
    for minutes in (29, 30, 59, 60, 90, 120):
        work(after(minutes * 60))
        told.append(Message.objects.filter(key__startswith="hazard.1.next").count())

    assert told == [0, 1, 1, 2, 2, 2]
    phones = Message.objects.filter(key__contains=".next").order_by("pk")
    assert [row.phone for row in phones] == ["139-FIRST", "139-SECOND"]


def test_once_it_is_confirmed_nobody_further_is_told(demo) -> None:
    office = an_actor(role=RoleKind.FIRM_OFFICE)
    address = Address(channel=Channel.SMS, address="139-FIRST", rung=1)
    add_reach(address=address, own=False, now=NOW, by=office)
    queue_message(draft=a_hazard(organisation_id=office.organisation_id), now=NOW)
    page = Message.objects.get(channel=Channel.PAGE)

    confirm_message(token=page.token, now=after(60))
    work(after(3600))

    assert not Message.objects.filter(key__contains=".next").exists()


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (Channel.EMAIL, "no mailbox"), (Channel.ROBOT, "http://10.0.0.1/"),
        (Channel.PUSH, "https://10.0.0.1/"), (Channel.SMS, "1"), (Channel.PAGE, "x"),
    ],
)  # fmt: skip
def test_an_address_fits_its_channel(channel: Channel, address: str) -> None:
    office = an_actor(role=RoleKind.FIRM_OFFICE)

    with pytest.raises(AddressWrong):
        add_reach(address=Address(channel=channel, address=address), own=True, now=NOW, by=office)


def test_an_address_that_was_ended_gets_nothing_more() -> None:
    office = an_actor(role=RoleKind.FIRM_OFFICE)
    address = Address(channel=Channel.EMAIL, address="a@firm.example")
    reach = add_reach(address=address, own=False, now=NOW, by=office)

    end_reach(reach_id=reach.pk, now=NOW, by=office)
    queue_message(draft=a_reminder(organisation_id=office.organisation_id), now=NOW)

    assert set(states("duty.1")) == {"sms"}
