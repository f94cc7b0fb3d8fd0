import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hoistway.foundation.refusal import NotAllowed
from hoistway.messages.actions import MOST_ATTEMPTS, Draft, queue_message, send_message
from hoistway.messages.adapters.sms import HttpGateway, Outbox
from hoistway.messages.models import Message
from hoistway.messages.queries import message_counts, messages
from hoistway.messages.tasks import NotSentYet, send
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after
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


def a_draft() -> Draft:
    return Draft(
        purpose=Purpose.RESCUE_CALL, key="call.7", organisation_id=a_firm().pk, person_id=None,
        phone="138-DEMO", zh="有人被困", en="People trapped", link="/t/orders/7",
        expires_at=after(60),
    )  # fmt: skip


def a_text(**changes: object) -> Message:
    queue_message(draft=replace(a_draft(), **changes), now=NOW)
    return Message.objects.get(channel=Channel.SMS)


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


def test_a_gateway_that_is_down_is_asked_five_times_and_then_it_has_failed(
    city: CityGateway,
) -> None:
    city.status = 503
    text = a_text()

    answers = [send_by(city, text, after(s)) for s in range(MOST_ATTEMPTS + 1)]

    state, sent_at, attempts, receipt = kept(text)
    assert answers == [False] * 4 + [True] * 2
    assert (state, sent_at, attempts, len(city.posted)) == ("failed", None, 5, 5)
    assert "503" in receipt


def test_a_gateway_that_comes_back_gets_the_same_key(city: CityGateway) -> None:
    text = a_text()
    city.status = 503
    send_by(city, text)
    city.status = 200

    send_by(city, text, after(2))

    assert kept(text) == ("sent", after(2), 2, "receipt-1")
    assert [headers["Idempotency-Key"] for headers, _ in city.posted] == [str(text.pk)] * 2


def test_an_unknown_message_is_done_with(city: CityGateway) -> None:
    gateway = HttpGateway(url=city.url, token="t")

    assert send_message(message_id=1, gateway=gateway, now=NOW) is True


def test_the_task_asks_to_be_tried_again_while_the_gateway_is_down(
    settings: Settings, city: CityGateway, tmp_path: Path
) -> None:
    settings.SMS_GATEWAY_URL, city.status = city.url, 503
    text = a_text()

    with clock_in_hand(tmp_path / "clock-offset", NOW), pytest.raises(NotSentYet):
        send(message_id=text.pk)

    assert kept(text) == ("queued", None, 1, "")
    assert send.retry_strategy.max_attempts > MOST_ATTEMPTS


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
        draft = replace(a_draft(), key=f"call.{number}", organisation_id=firm.pk)
        queue_message(draft=draft, now=after(number))

    read = messages(by=an_actor(role=RoleKind.DISPATCHER))

    assert [m.key for m in read] == ["call.2", "call.1"]
    assert message_counts() == {DeliveryState.QUEUED: 2, DeliveryState.SENT: 2}


def test_a_technician_does_not_read_all_messages() -> None:
    with pytest.raises(NotAllowed):
        messages(by=an_actor(role=RoleKind.TECHNICIAN))
