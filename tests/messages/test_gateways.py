import json
import socket
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hoistway.messages.adapters.aliyun import AliyunSms, AliyunVoice
from hoistway.messages.adapters.gateway import gateway_for, the_gateway
from hoistway.messages.adapters.http import HttpGateway
from hoistway.messages.adapters.mail import MailServer
from hoistway.messages.adapters.outbox import Outbox
from hoistway.messages.adapters.parcel import (
    Asked,
    Gateway,
    GatewayDown,
    GatewayRefused,
    Parcel,
    Reported,
)
from hoistway.messages.adapters.tencent import TencentSms
from hoistway.messages.vocabulary import Channel
from tests.messages.gateway_stub import a_city_gateway
from tests.world.parties import NOW


def send(gateway: Gateway, *, key: str = "7", text: str = "x", phone: str = "138") -> str:
    return gateway.send(parcel=Parcel(key=key, address=phone, text=text, at=NOW))


def nobody_listens() -> str:
    with socket.socket() as lone:
        lone.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{lone.getsockname()[1]}/sms"


def test_a_message_is_posted_with_its_key_and_the_token_and_answered_by_a_receipt() -> None:
    with a_city_gateway() as city:
        gateway = HttpGateway(url=city.url, token="secret")

        receipt = send(gateway, text="有人被困")

    assert receipt == "receipt-1"
    assert city.posted == [
        (
            {"Authorization": "Bearer secret", "Idempotency-Key": "7"},
            {"key": "7", "phone": "138", "text": "有人被困"},
        )
    ]


def test_a_gateway_without_a_token_gets_no_authorization() -> None:
    with a_city_gateway() as city:
        receipt = send(HttpGateway(url=city.url, token=""))

    assert receipt == "receipt-1"
    assert city.posted[0][0] == {"Authorization": None, "Idempotency-Key": "7"}


def test_a_long_receipt_is_cut() -> None:
    with a_city_gateway() as city:
        city.body = "r" * 900

        receipt = send(HttpGateway(url=city.url, token="t"))

    assert receipt == "r" * 200


@pytest.mark.parametrize("status", [301, 401, 403, 408, 429, 500, 503])
def test_what_may_pass_later_is_a_gateway_that_is_down(status: int) -> None:
    with a_city_gateway() as city:
        city.status = status

        with pytest.raises(GatewayDown):
            send(HttpGateway(url=city.url, token="t"))


@pytest.mark.parametrize("status", [400, 404, 410, 413, 422])
def test_what_will_never_pass_is_refused_for_good(status: int) -> None:
    with a_city_gateway() as city:
        city.status = status

        with pytest.raises(GatewayRefused):
            send(HttpGateway(url=city.url, token="t"))


def test_a_gateway_that_takes_it_and_hangs_up_is_down() -> None:
    with a_city_gateway() as city:
        city.loses = True

        with pytest.raises(GatewayDown):
            send(HttpGateway(url=city.url, token="t"))


def test_a_gateway_is_asked_what_became_of_messages() -> None:
    asked = [Asked(receipt="r1", address="138", sent_at=NOW)]
    with a_city_gateway() as city:
        city.body = '[{"receipt": "r1", "state": "failed", "said": "off"}, {"state": "?"}, 7]'

        told = HttpGateway(url=city.url, token="t").poll(asked=asked, now=NOW)
        city.body = "no"
        with pytest.raises(GatewayDown):
            HttpGateway(url=city.url, token="t").poll(asked=asked, now=NOW)

    assert told == [Reported(receipt="r1", arrived=False, said="off")]
    assert city.requests[0][0] == "/sms?receipt=r1"


def test_where_nobody_listens_the_gateway_is_down() -> None:
    gateway = HttpGateway(url=nobody_listens(), token="t", timeout_s=1)

    with pytest.raises(GatewayDown):
        send(gateway)


def test_a_gateway_that_does_not_answer_in_time_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/sms"

        with pytest.raises(GatewayDown):
            send(HttpGateway(url=url, token="t", timeout_s=0.1))


def test_the_outbox_keeps_a_line_per_message(tmp_path: Path) -> None:
    outbox = Outbox(path=tmp_path / "outbox" / "sms.ndjson")

    receipts = [send(outbox, key=key, text="有人被困") for key in ("1", "2")]

    lines = outbox.path.read_text(encoding="utf-8").splitlines()
    assert receipts == ["outbox"] * 2
    assert [json.loads(line) for line in lines] == [
        {"key": key, "phone": "138", "text": "有人被困"} for key in ("1", "2")
    ]


def test_an_outbox_that_cannot_be_written_is_down(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    with pytest.raises(GatewayDown):
        send(Outbox(path=in_the_way / "sms.ndjson"))


def test_the_settings_choose_the_gateway(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = "", ""
    without = the_gateway()
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = "https://sms.example/", "t"
    configured = the_gateway()

    assert isinstance(without, Outbox)
    assert without.path == tmp_path / "outbox" / "sms.ndjson"
    assert isinstance(configured, HttpGateway)
    assert (configured.url, configured.token) == ("https://sms.example/", "t")


def test_a_telephone_of_the_demo_shows_its_own_texts_the_latest_first(tmp_path):
    outbox = Outbox(path=tmp_path / "sms.ndjson")
    assert outbox.received(phone="130-DEMO-0001", most=2) == []

    for number, phone in enumerate(["130-DEMO-0001", "130-DEMO-0002"] * 3):
        send(outbox, key=f"{number}", phone=phone, text=f"第{number}条")

    assert outbox.received(phone="130-DEMO-0001", most=2) == ["第4条", "第2条"]


def test_a_channel_without_a_provider_is_none_outside_the_demo(
    settings: Settings, tmp_path: Path
) -> None:
    settings.HOME, settings.DEMO = tmp_path, False
    without = {str(one) for one in Channel if gateway_for(channel=one) is None}
    settings.DEMO = True

    demo = {str(one) for one in Channel if isinstance(gateway_for(channel=one), Outbox)}

    assert without == {"page", "voice", "email"}
    assert demo == {"sms", "voice", "email", "robot"}


def test_the_settings_choose_the_providers(settings: Settings) -> None:
    settings.SMS_PROVIDER, settings.VOICE_PROVIDER = "aliyun", "aliyun"
    settings.MAIL_URL = "smtp://mail.example"
    ways = [gateway_for(channel=one) for one in (Channel.SMS, Channel.VOICE, Channel.EMAIL)]
    settings.SMS_PROVIDER, settings.VOICE_PROVIDER = "tencent", "http"
    settings.VOICE_GATEWAY_URL = "https://voice.example/"
    others = [gateway_for(channel=one) for one in (Channel.SMS, Channel.VOICE)]

    assert [type(one) for one in ways] == [AliyunSms, AliyunVoice, MailServer]
    assert [type(one) for one in others] == [TencentSms, HttpGateway]
