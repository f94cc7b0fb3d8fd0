import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hoistway.foundation.refusal import NotAllowed
from hoistway.messages.actions import queue_message, send_message
from hoistway.messages.adapters.http import HttpGateway
from hoistway.messages.adapters.outbox import Outbox
from hoistway.messages.models import Attempt, Message
from hoistway.messages.queries import message_counts, messages
from hoistway.messages.tasks import send
from hoistway.messages.vocabulary import Channel, DeliveryState
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after
from tests.messages.drafts import a_draft, a_text
from tests.messages.gateway_stub import CityGateway, a_city_gateway
from tests.world.clock import clock_in_hand
from tests.world.jobs import Job, jobs_waiting, work_off
from tests.world.parties import NOW, a_firm, an_actor
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db
COMMITTED = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> Iterator[CityGateway]:
    with a_city_gateway() as gateway:
        yield gateway


def send_by(city: CityGateway, text: Message, at: datetime = NOW) -> bool:
    gateway = HttpGateway(url=city.url, token="t", timeout_s=2)
    return send_message(message_id=text.pk, gateway=gateway, now=at)


def kept(text: Message) -> tuple[str, datetime | None, int, str]:
    row = Message.objects.get(pk=text.pk)
    return str(row.state), row.sent_at, row.attempts, row.receipt


def test_a_message_is_shown_on_pages_at_once_and_waits_for_the_gateway() -> None:
    text = a_text()

    page = Message.objects.get(channel=Channel.PAGE)
    assert (page.state, page.sent_at) == (DeliveryState.SENT, NOW)
    assert kept(text) == ("queued", None, 0, "")
    assert jobs_waiting() == [Job("messages.send", "messages", {"message_id": text.pk})]


def test_queued_twice_is_one_message() -> None:
    draft = a_draft()

    for seconds in (0, 5):
        queue_message(draft=draft, now=after(seconds))

    assert Message.objects.count() == 2
    assert len(jobs_waiting()) == 1


@COMMITTED
def test_queued_at_once_is_one_message() -> None:
    draft = a_draft()

    failures = at_once(*(lambda: queue_message(draft=draft, now=NOW),) * 4)

    assert failures == [None] * 4
    assert (Message.objects.count(), len(jobs_waiting())) == (2, 1)


def test_sending_keeps_the_receipt_and_happens_once(city: CityGateway) -> None:
    text = a_text()

    done = [send_by(city, text, after(s)) for s in (1, 2)]

    assert done == [True, True]
    assert kept(text) == ("sent", after(1), 1, "receipt-1")
    assert [body for _, body in city.posted] == [
        {"key": str(text.pk), "phone": "138-DEMO", "text": "有人被困"}
    ]


@pytest.mark.parametrize(("seconds", "state", "posts"), [(59.999, "sent", 1), (60, "expired", 0)])
def test_a_message_is_worth_sending_until_it_expires(
    city: CityGateway, seconds: float, state: str, posts: int
) -> None:
    text = a_text()

    send_by(city, text, after(seconds))

    assert (kept(text)[0], len(city.posted)) == (state, posts)


def test_a_message_that_expired_was_never_sent(city: CityGateway) -> None:
    text = a_text()

    send_by(city, text, after(61))

    assert kept(text) == ("expired", None, 0, "")


def test_without_a_telephone_number_nothing_is_sent(city: CityGateway) -> None:
    text = a_text(phone="")

    assert send_by(city, text) is True
    assert (kept(text), city.posted) == (("no_address", None, 0, ""), [])


def test_a_message_without_a_term_does_not_expire(city: CityGateway) -> None:
    text = a_text(expires_at=None)

    send_by(city, text, after(900_000))

    assert kept(text)[0] == "sent"


def test_a_gateway_that_is_down_is_asked_again_after_ever_longer_pauses(
    city: CityGateway,
) -> None:
    city.status = 503
    text, at, pauses = a_text(expires_at=None), NOW, []

    for _ in range(10):
        assert send_by(city, text, at) is False
        again = Message.objects.get(pk=text.pk).next_attempt_at
        pauses.append((again - at).total_seconds())
        at = again

    assert pauses == [2, 4, 8, 15, 30, 60, 120, 300, 300, 300]
    assert Attempt.objects.filter(outcome="unreachable").count() == 10


@pytest.mark.parametrize(("minutes", "state"), [(120 - 0.01, "queued"), (120, "failed")])
def test_a_rescue_is_given_up_after_two_hours(
    city: CityGateway, minutes: float, state: str
) -> None:
    city.status = 503
    text = a_text(expires_at=None)

    send_by(city, text, after(minutes * 60))

    assert kept(text)[0] == state


def test_what_the_gateway_refuses_for_good_is_not_tried_again(city: CityGateway) -> None:
    city.status = 422
    text = a_text()

    assert send_by(city, text) is True
    assert kept(text)[0] == "failed"


def test_a_gateway_that_comes_back_gets_the_same_key(city: CityGateway) -> None:
    text = a_text()
    city.status = 503
    send_by(city, text)
    city.status = 200

    send_by(city, text, after(2))

    assert kept(text) == ("sent", after(2), 2, "receipt-1")
    keys = [headers["idempotency-key"] for _, headers, _ in city.requests]
    assert keys == [str(text.pk)] * 2


def test_an_unknown_message_is_done_with(city: CityGateway) -> None:
    gateway = HttpGateway(url=city.url, token="t")

    assert send_message(message_id=1, gateway=gateway, now=NOW) is True


def test_an_answer_that_is_lost_brings_the_same_key_again(city: CityGateway) -> None:
    text = a_text()
    city.loses = True
    send_by(city, text)
    city.loses = False

    send_by(city, text, after(2))

    assert kept(text)[0] == "sent"
    assert (len(city.posted), city.delivered()) == (2, {str(text.pk)})


def test_the_task_leaves_the_next_attempt_to_the_sweep(
    settings: Settings, city: CityGateway, tmp_path: Path
) -> None:
    settings.SMS_GATEWAY_URL, city.status = city.url, 503
    text = a_text()

    with clock_in_hand(tmp_path / "clock-offset", NOW):
        send(message_id=text.pk)

    row = Message.objects.get(pk=text.pk)
    assert (row.state, row.attempts) == (DeliveryState.QUEUED, 1)
    assert row.next_attempt_at > NOW


@COMMITTED
def test_the_worker_sends_what_was_queued(settings: Settings, tmp_path: Path) -> None:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    text = a_text()

    with clock_in_hand(tmp_path / "clock-offset", NOW):
        work_off()

    outbox = Outbox(path=tmp_path / "outbox" / "sms.ndjson").path.read_text(encoding="utf-8")
    assert json.loads(outbox) == {"key": str(text.pk), "phone": "138-DEMO", "text": "有人被困"}
    assert (kept(text)[0], jobs_waiting()) == ("sent", [])


def test_the_desk_reads_what_may_fail_latest_first() -> None:
    firm = a_firm()
    for number in (1, 2):
        draft = a_draft(key=f"call.{number}", organisation_id=firm.pk)
        queue_message(draft=draft, now=after(number))

    read = messages(by=an_actor(role=RoleKind.DISPATCHER))

    assert [m.key for m in read] == ["call.2", "call.1"]
    assert message_counts() == {DeliveryState.QUEUED: 2, DeliveryState.SENT: 2}


def test_a_technician_does_not_read_all_messages() -> None:
    with pytest.raises(NotAllowed):
        messages(by=an_actor(role=RoleKind.TECHNICIAN))
