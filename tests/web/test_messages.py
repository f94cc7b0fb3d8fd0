"""The outbox at work: send again, receipts at the door, an urgent message confirmed by its link."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from hoistway.messages.actions.sending import push_receipt
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, DeliveryState
from hoistway.parties.vocabulary import RoleKind
from tests.web.desk_world import signed_in_client
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db


def a_message(**changes: object) -> Message:
    said = {
        "key": uuid4().hex, "channel": Channel.SMS, "purpose": "hazard", "organisation": a_firm(),
        "phone": "13812345678", "zh": "制动器磨损", "en": "Worn brake", "link": "/notices",
        "state": DeliveryState.SENT, "queued_at": NOW, "sent_at": NOW,
    }  # fmt: skip
    return Message.objects.create(**(said | changes))


def state_of(row: Message) -> DeliveryState:
    return Message.objects.get(pk=row.pk).state


def test_one_click_sends_again_and_returns_to_the_list_as_it_was() -> None:
    row = a_message(state=DeliveryState.FAILED)
    desk = signed_in_client(role=RoleKind.DISPATCHER)

    there = desk.post(reverse("message-resend", args=[row.pk]), {"back": "state=failed"})

    assert there["Location"] == "/messages?state=failed"
    assert state_of(row) == DeliveryState.QUEUED


@pytest.mark.parametrize(
    ("provider", "said"),
    [
        ("plain", [{"receipt": "r1", "state": "delivered"}]),
        ("aliyun", [{"biz_id": "r1", "success": True, "err_code": "DELIVERED"}]),
        ("tencent", [{"sid": "r1", "report_status": "SUCCESS", "errmsg": "DELIVRD"}]),
    ],
)
def test_a_provider_reports_with_the_token_only(
    settings: Settings, provider: str, said: object
) -> None:
    row, settings.RECEIPT_TOKEN = a_message(receipt="r1"), "word"
    door, body = reverse("receipt-callback", args=[provider]), json.dumps(said)

    wrong = Client().post(f"{door}?token=x", body, content_type="application/json")
    before = state_of(row)
    right = Client().post(f"{door}?token=word", body, content_type="application/json")

    assert (wrong.status_code, before) == (403, DeliveryState.SENT)
    assert (right.status_code, state_of(row)) == (200, DeliveryState.DELIVERED)


def test_a_browser_reports_with_the_word_that_it_alone_could_read() -> None:
    row = a_message(channel=Channel.PUSH)
    word = push_receipt(message_id=row.pk)
    Message.objects.filter(pk=row.pk).update(receipt=word)
    door = reverse("receipt-callback", args=["push"])

    for said in (f"{row.pk}:forged", word):
        Client().post(door, json.dumps({"receipt": said}), content_type="application/json")

    assert state_of(row) == DeliveryState.DELIVERED


def test_opening_an_urgent_message_does_not_confirm_it_the_button_does() -> None:
    row = a_message(channel=Channel.PAGE, token="abc", confirm_by=NOW)
    door = reverse("rider-message", args=["abc"])

    page = Client().get(door).content.decode()
    before = Message.objects.get(pk=row.pk).read_at
    Client().post(door)

    kept = Message.objects.get(pk=row.pk)
    assert ("制动器磨损" in page, before) == (True, None)
    assert kept.read_at is not None
    assert kept.confirm_by is None
