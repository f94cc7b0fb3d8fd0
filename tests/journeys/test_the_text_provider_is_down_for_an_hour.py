"""An SMS provider is down for an hour: nothing is lost, nothing urgent waits for it."""

from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from hoistway.messages.actions import queue_message
from hoistway.messages.models import Attempt, Message
from hoistway.messages.vocabulary import Channel, DeliveryState
from tests.messages.drafts import a_draft, a_reminder, work
from tests.messages.gateway_stub import a_city_gateway
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db
OUTAGE = timedelta(hours=1)
REMINDERS = 5


def pause(now: datetime) -> timedelta:
    """Look often in the first minute, then seldom: a test has less time than a worker."""
    return timedelta(seconds=20 if now < NOW + timedelta(minutes=1) else 300)


def test_a_provider_that_is_down_for_an_hour_loses_nothing(settings: Settings, tmp_path) -> None:
    settings.HOME, settings.DEMO = tmp_path, True
    firm = a_firm()
    with a_city_gateway() as provider:
        settings.SMS_GATEWAY_URL = provider.url
        provider.status = 503
        for number in range(REMINDERS):
            queue_message(draft=a_reminder(key=f"duty.{number}", organisation_id=firm.pk), now=NOW)
        queue_message(draft=a_draft(organisation_id=firm.pk, expires_at=None), now=NOW)
        now = NOW
        while now < NOW + OUTAGE:
            work(now)
            now += pause(now)
        in_vain = Attempt.objects.filter(channel=Channel.SMS).count()
        call = Message.objects.get(key="call.7", channel=Channel.VOICE)

        provider.status, provider.loses = 200, True  # back, but its first answers are lost
        work(now)
        provider.loses = False
        while now < NOW + OUTAGE + timedelta(minutes=15):
            work(now)
            now += pause(now)

    texts = Message.objects.filter(channel=Channel.SMS)
    assert call.sent_at is not None
    assert call.sent_at - NOW <= timedelta(seconds=40)
    assert {str(row.state) for row in texts} == {str(DeliveryState.SENT)}
    assert provider.delivered() == {f"{row.pk}" for row in texts}
    assert in_vain < 100, "an outage of an hour is no reason to knock without end"
