import json

import pytest

from hoistway.messages.adapters.mail import MailServer
from hoistway.messages.adapters.parcel import GatewayDown, GatewayRefused, Parcel
from hoistway.messages.adapters.robot import Robot, family
from tests.messages.gateway_stub import a_city_gateway
from tests.messages.smtp_stub import a_mail_server
from tests.world.parties import NOW


def a_parcel(address: str) -> Parcel:
    return Parcel(
        key="7", address=address, text="Lift 1 stands still", at=NOW, title="Hazard",
        link="https://x/h/1",
    )  # fmt: skip


def test_a_mail_carries_the_same_number_on_every_attempt() -> None:
    with a_mail_server() as server:
        way = MailServer(url=server.url, sender="hoistway@city.example")
        numbers = [way.send(parcel=a_parcel("a@firm.example")) for _ in range(2)]

    assert numbers == ["<7@city.example>"] * 2
    assert all("Message-ID: <7@city.example>" in mail for mail in server.mails)
    assert "Subject: Hazard" in server.mails[0]
    assert "https://x/h/1" in server.mails[0]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [("550 no such user", GatewayRefused), ("450 try later", GatewayDown)],
)
def test_a_mailbox_that_is_not_there_is_final_and_a_full_one_is_not(
    answer: str, refusal: type[Exception]
) -> None:
    with a_mail_server() as server:
        server.answer = answer

        with pytest.raises(refusal):
            MailServer(url=server.url, sender="a@b.example").send(parcel=a_parcel("a@c.example"))


def test_a_mail_server_that_is_away_is_down() -> None:
    with pytest.raises(GatewayDown):
        MailServer(url="smtp://127.0.0.1:9", sender="a@b.example").send(parcel=a_parcel("a@c.ex"))


def test_an_address_cannot_carry_another_header() -> None:
    with a_mail_server() as server, pytest.raises(GatewayRefused):
        MailServer(url=server.url, sender="a@b.example").send(parcel=a_parcel("a@c.ex\nBcc: d@e"))


@pytest.mark.parametrize(
    ("status", "body", "taken"), [(200, '{"code": 0}', True), (500, "", False)]
)
def test_a_robot_says_it_in_its_group(
    monkeypatch: pytest.MonkeyPatch, status: int, body: str, taken: bool
) -> None:
    with a_city_gateway() as chat:
        chat.status, chat.body = status, body
        monkeypatch.setattr(family("feishu"), "notify_url", f"{chat.base}/hook/{{token}}/")
        monkeypatch.setattr(family("feishu"), "request_rate_per_sec", 0)
        if taken:
            assert Robot().send(parcel=a_parcel("feishu://abcdef0123456789")) == "robot"
        else:
            with pytest.raises(GatewayDown):
                Robot().send(parcel=a_parcel("feishu://abcdef0123456789"))

    assert "Lift 1 stands still" in json.dumps(json.loads(chat.requests[0][2]))


@pytest.mark.parametrize("address", ["json://10.0.0.1/", "file:///etc/passwd", "dingtalk://"])
def test_no_other_address_is_let_through(address: str) -> None:
    with pytest.raises(GatewayRefused):
        Robot().send(parcel=a_parcel(address))
