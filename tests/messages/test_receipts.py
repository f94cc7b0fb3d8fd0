import pytest
from pytest_django.fixtures import Settings

from hoistway.foundation.refusal import NotAllowed
from hoistway.messages.actions import (
    CannotResend,
    keep_receipts,
    poll_receipts,
    resend_message,
    send_message,
)
from hoistway.messages.adapters.http import HttpGateway
from hoistway.messages.adapters.parcel import Reported
from hoistway.messages.models import Attempt, Message
from hoistway.messages.vocabulary import Channel, DeliveryState
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after
from tests.messages.drafts import a_text, work
from tests.messages.gateway_stub import a_city_gateway
from tests.world.parties import NOW, an_actor

pytestmark = pytest.mark.django_db


def a_sent_text() -> Message:
    text = a_text(expires_at=None)
    Message.objects.filter(pk=text.pk).update(
        state=DeliveryState.SENT, sent_at=NOW, receipt="r1", overtake_at=None
    )
    return text


def keep(*, arrived: bool, receipt: str = "r1", key: str = "") -> int:
    report = Reported(receipt=receipt, key=key, arrived=arrived, said="said")
    return keep_receipts(reports=[report], channels=[Channel.SMS], now=after(9))


def test_a_receipt_makes_a_message_delivered_and_a_second_one_changes_nothing() -> None:
    text = a_sent_text()

    counts = [keep(arrived=True), keep(arrived=True), keep(arrived=False)]

    row = Message.objects.get(pk=text.pk)
    assert counts == [1, 0, 0]
    assert (row.state, row.delivered_at) == (DeliveryState.DELIVERED, after(9))
    assert Attempt.objects.count() == 1


def test_a_receipt_of_loss_sends_it_on_by_the_next_channel(settings: Settings, tmp_path) -> None:
    settings.HOME, settings.DEMO = tmp_path, True
    text = a_sent_text()

    keep(arrived=False)
    work(after(9))

    assert Message.objects.get(pk=text.pk).state == DeliveryState.FAILED
    assert Message.objects.filter(key=text.key, channel=Channel.VOICE).exists()


def test_a_receipt_may_come_before_our_own_answer_was_written() -> None:
    text = a_text(expires_at=None)

    assert keep(arrived=True, receipt="", key=f"{text.pk}") == 1


@pytest.mark.parametrize(("receipt", "key"), [("r2", ""), ("", "x"), ("outbox", ""), ("", "")])
def test_a_receipt_of_nothing_of_ours_changes_nothing(receipt: str, key: str) -> None:
    a_sent_text()

    assert keep(arrived=True, receipt=receipt, key=key) == 0


@pytest.mark.parametrize(("seconds", "known"), [(119, 0), (120, 1)])
def test_what_nobody_reported_is_asked_for_after_two_minutes(seconds: int, known: int) -> None:
    a_sent_text()
    with a_city_gateway() as city:
        city.body = '[{"receipt": "r1", "state": "delivered"}]'
        way = HttpGateway(url=city.url, token="t")

        assert poll_receipts(channel=Channel.SMS, now=after(seconds), gateway=way) == known


def test_a_person_sends_again_what_did_not_get_through(settings: Settings, tmp_path) -> None:
    settings.HOME = tmp_path
    text = a_text()
    with a_city_gateway() as city:
        city.status = 422
        send_message(message_id=text.pk, gateway=HttpGateway(url=city.url, token=""), now=NOW)

    desk = an_actor(role=RoleKind.DISPATCHER)
    resend_message(message_id=text.pk, now=after(3600), by=desk)
    with pytest.raises(CannotResend):
        resend_message(message_id=text.pk, now=after(3600), by=desk)
    work(after(3600))

    row = Message.objects.get(pk=text.pk)
    assert (row.state, row.attempts) == (DeliveryState.SENT, 2)
    assert row.resent_by["role"] == "dispatcher"


def test_a_one_time_code_is_never_sent_again() -> None:
    text = a_text()
    Message.objects.filter(pk=text.pk).update(secret=True, state=DeliveryState.FAILED)

    with pytest.raises(CannotResend):
        resend_message(message_id=text.pk, now=NOW, by=an_actor(role=RoleKind.DISPATCHER))


def test_a_firm_sends_nothing_again() -> None:
    text = a_text()

    with pytest.raises(NotAllowed):
        resend_message(message_id=text.pk, now=NOW, by=an_actor(role=RoleKind.FIRM_OFFICE))
