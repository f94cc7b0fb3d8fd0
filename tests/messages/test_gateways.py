import json
import socket
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hoistway.messages.adapters.gateway import the_gateway
from hoistway.messages.adapters.sms import GatewayDown, HttpGateway, Outbox
from tests.messages.gateway_stub import a_city_gateway


def nobody_listens() -> str:
    with socket.socket() as lone:
        lone.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{lone.getsockname()[1]}/sms"


def test_a_message_is_posted_with_its_key_and_the_token_and_answered_by_a_receipt() -> None:
    with a_city_gateway() as city:
        gateway = HttpGateway(url=city.url, token="secret")

        receipt = gateway.send(key="7", phone="138", text="有人被困")

    assert receipt == "receipt-1"
    assert city.posted == [
        (
            {"Authorization": "Bearer secret", "Idempotency-Key": "7"},
            {"key": "7", "phone": "138", "text": "有人被困"},
        )
    ]


def test_a_gateway_without_a_token_gets_no_authorization() -> None:
    with a_city_gateway() as city:
        receipt = HttpGateway(url=city.url, token="").send(key="7", phone="138", text="x")

    assert receipt == "receipt-1"
    assert city.posted[0][0] == {"Authorization": None, "Idempotency-Key": "7"}


def test_a_long_receipt_is_cut() -> None:
    with a_city_gateway() as city:
        city.body = "r" * 900

        receipt = HttpGateway(url=city.url, token="t").send(key="7", phone="138", text="x")

    assert receipt == "r" * 200


@pytest.mark.parametrize("status", [301, 400, 429, 500, 503])
def test_whatever_is_not_a_success_is_a_gateway_that_is_down(status: int) -> None:
    with a_city_gateway() as city:
        city.status = status

        with pytest.raises(GatewayDown):
            HttpGateway(url=city.url, token="t").send(key="7", phone="138", text="x")


def test_where_nobody_listens_the_gateway_is_down() -> None:
    gateway = HttpGateway(url=nobody_listens(), token="t", timeout_s=1)

    with pytest.raises(GatewayDown):
        gateway.send(key="7", phone="138", text="x")


def test_a_gateway_that_does_not_answer_in_time_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/sms"

        with pytest.raises(GatewayDown):
            HttpGateway(url=url, token="t", timeout_s=0.1).send(key="7", phone="138", text="x")


def test_the_outbox_keeps_a_line_per_message(tmp_path: Path) -> None:
    outbox = Outbox(path=tmp_path / "outbox" / "sms.ndjson")

    receipts = [outbox.send(key=key, phone="138", text="有人被困") for key in ("1", "2")]

    lines = outbox.path.read_text(encoding="utf-8").splitlines()
    assert receipts == ["outbox"] * 2
    assert [json.loads(line) for line in lines] == [
        {"key": key, "phone": "138", "text": "有人被困"} for key in ("1", "2")
    ]


def test_an_outbox_that_cannot_be_written_is_down(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    with pytest.raises(GatewayDown):
        Outbox(path=in_the_way / "sms.ndjson").send(key="1", phone="138", text="x")


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
        outbox.send(key=f"{number}", phone=phone, text=f"第{number}条")

    assert outbox.received(phone="130-DEMO-0001", most=2) == ["第4条", "第2条"]
