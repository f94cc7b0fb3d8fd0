"""Texts cannot be sent for an hour: nothing is lost or comes twice, what is pressing rings."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hoistway.messages.actions import queue_message
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, DeliveryState
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after
from tests.messages.drafts import a_draft, a_hazard, a_reminder, work
from tests.messages.gateway_stub import CityGateway, a_city_gateway
from tests.world.clock import HandClock, clock_in_hand
from tests.world.parties import NOW, a_firm, signed_in_client

pytestmark = pytest.mark.django_db
HOUR = 3_600


@pytest.fixture
def texts(settings: Settings) -> Iterator[CityGateway]:
    with a_city_gateway() as provider:
        settings.SMS_GATEWAY_URL = provider.url
        yield provider


@pytest.fixture
def calls(settings: Settings) -> Iterator[CityGateway]:
    with a_city_gateway() as provider:
        settings.VOICE_GATEWAY_URL = provider.url
        yield provider


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME = tmp_path
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def written(at: float, number: int, firm_id: int) -> None:
    """Queue what a city writes in these minutes: reminders, hazards, now and then a rescue."""
    common = {"organisation_id": firm_id, "phone": f"1390000{number:04d}"}
    if number % 6 == 0:
        draft = a_draft(key=f"call.{number}", expires_at=after(at + 900), **common)
    elif number % 3 == 0:
        draft = a_hazard(key=f"hazard.{number}", **common)
    else:
        draft = a_reminder(key=f"duty.{number}", **common)
    queue_message(draft=draft, now=after(at))


def rows(kind: str, channel: Channel) -> list[Message]:
    found = Message.objects.filter(key__startswith=kind, channel=channel)
    return list(found.exclude(key__contains=".next").order_by("pk"))


def test_an_hour_without_texts_loses_nothing_and_what_is_pressing_rings(
    hand: HandClock, texts: CityGateway, calls: CityGateway
) -> None:
    firm_id = a_firm().pk
    desk = signed_in_client(role=RoleKind.DISPATCHER)
    texts.status = 503

    # Twelve messages in the hour; the sweep looks again and again.
    moments = sorted({n * 300 + s for n in range(12) for s in (0, 21)})
    for moment in moments:
        if moment % 300 == 0:
            written(moment, moment // 300, firm_id)
        hand.set(after(moment))
        work(after(moment))
        if moment == 1_800:
            page = desk.get("/messages?channel=sms&state=queued").content.decode()
            assert "通道不可用" in page
            assert "待发送" in page

    # A rescue rang within the minute, a hazard within ten; nobody was called for a reminder.
    rescues, hazards = rows("call", Channel.VOICE), rows("hazard", Channel.VOICE)
    assert len(rescues) == len(hazards) == 2
    for row in rescues:
        assert row.sent_at is not None
        assert row.sent_at - row.queued_at < timedelta(minutes=1)
    assert all(one.state is DeliveryState.SENT for one in (*rescues, *hazards))
    assert rows("duty", Channel.VOICE) == []
    assert Counter(body["key"] for _, body in calls.posted).most_common(1)[0][1] == 1

    # Nothing was given up, and the provider was not stormed: one asks, the others wait.
    waiting = Message.objects.filter(channel=Channel.SMS, state=DeliveryState.QUEUED)
    assert {row.key for row in waiting} >= {f"duty.{n}" for n in (1, 2, 4, 5, 7, 8, 10, 11)}
    assert texts.posted == []
    assert len(texts.requests) < 12 * 15

    # It comes back, but its first answers get lost on the way; then all is well.
    texts.status, texts.loses = 200, True
    work(after(HOUR))
    unsure = {body["key"] for _, body in texts.posted}
    texts.loses = False
    for step in range(1, 16):
        hand.set(after(HOUR + step * 60))
        work(after(HOUR + step * 60))

    reminders = rows("duty", Channel.SMS)
    assert {row.state for row in reminders} == {DeliveryState.SENT}
    taken = Counter(body["key"] for _, body in texts.posted)
    assert unsure
    for key in (str(row.pk) for row in reminders):
        # Twice only what was taken without a word, under the same key, so that it is dropped.
        assert taken[key] == (2 if key in unsure else 1)
    late = desk.get("/messages?channel=sms").content.decode()
    assert "已发出" in late


def test_a_call_that_nobody_needs_any_more_is_not_sent_an_hour_later(
    hand: HandClock, texts: CityGateway
) -> None:
    texts.status = 503
    queue_message(draft=a_draft(key="call.9", expires_at=after(900)), now=NOW)
    work(NOW)

    texts.status = 200
    hand.set(after(HOUR))
    work(after(HOUR))

    (text,) = rows("call.9", Channel.SMS)
    assert (text.state, texts.posted) == (DeliveryState.EXPIRED, [])
    page = signed_in_client(role=RoleKind.DISPATCHER).get("/messages?state=expired")
    assert "已过期" in page.content.decode()
