"""The mini-program logs in: WeChat's code, one ticket, one web view; every error in plain words."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from hoistway.parties.actions import (
    MiniProgram,
    Outside,
    WeChatSilent,
    arrive_by_wechat,
    forget_tickets,
    give_ticket,
    open_account,
    use_ticket,
)
from hoistway.parties.actions.outside import TicketWorthless
from hoistway.parties.models import Account, PartnerUser, Ticket
from hoistway.parties.rules.hand_over import GOOD_FOR
from hoistway.parties.vocabulary import OutsideWay, RoleKind, WeChatFault
from tests.world.identity import WeChat, serving
from tests.world.parties import NOW, a_member

pytestmark = pytest.mark.django_db
WORDS = "eine lange Losung 7"
PHONE = "Mozilla/5.0 (iPhone) MicroMessenger/8.0.50 miniProgram/wx123"


@pytest.fixture(scope="module")
def served() -> Iterator[WeChat]:
    with serving(WeChat()) as wechat:
        yield wechat


@pytest.fixture
def wechat(served: WeChat, settings: Any) -> WeChat:
    settings.WECHAT_APP_ID, settings.WECHAT_SECRET = "wx123", "hush"
    settings.WECHAT_URL = served.url
    return served


def web_view() -> Client:
    return Client(headers={"User-Agent": PHONE})


def logs_in(code: object) -> Any:
    return Client().post(
        "/wechat/session", {"code": code}, "application/json", headers={"Accept-Language": "en"}
    )


def enters(view: Client, code: str = "of-o1", **more: str) -> Any:
    address = urlsplit(logs_in(code).json()["enter"])
    more = {name: value for name, value in more.items() if value}
    return view.get(f"{address.path}?{address.query}{'&' if more else ''}{urlencode(more)}")


def an_account() -> Account:
    member = a_member(role=RoleKind.TECHNICIAN)
    return open_account(membership=member, login=f"t{member.pk}", password=WORDS)


def linked() -> Account:
    view, account = web_view(), an_account()
    assert enters(view)["Location"] == "/sign-in/link"
    view.post("/sign-in/link", {"username": account.login, "password": WORDS})
    return account


def test_the_first_log_in_asks_once_and_the_next_opens_the_own_page(wechat: WeChat) -> None:
    linked()

    assert enters(web_view())["Location"] == "/t/"
    assert wechat.asked[-1] == {
        "path": "/sns/jscode2session", "appid": "wx123", "secret": "hush", "js_code": "of-o1",
        "grant_type": "authorization_code",
    }  # fmt: skip


def test_another_wechat_user_is_nobody(wechat: WeChat) -> None:
    linked()

    assert enters(web_view(), "of-o2")["Location"] == "/sign-in/link"


def test_a_scan_opens_the_public_page_of_who_is_not_linked_and_signs_in_who_is(
    wechat: WeChat,
) -> None:
    there = "/e/abcdefghjkmn/sig12345"
    unknown = enters(web_view(), to=there)
    linked()

    view = web_view()
    known = enters(view, to=there)

    assert unknown["Location"] == known["Location"] == there
    assert (unknown.cookies.get("hoistway"), bool(known.cookies["hoistway"])) == (None, True)


def test_of_the_openid_only_a_keyed_hash_is_kept(wechat: WeChat) -> None:
    linked()

    kept = {*Ticket.objects.values_list("subject", flat=True), PartnerUser.objects.get().subject}

    assert [len(subject) for subject in kept] == [64]


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        ("err40029", 422, "not valid or too old"), ("err40163", 422, "used before"),
        ("err45011", 429, "Too many"), ("err40226", 403, "blocked"), ("err-1", 503, "busy"),
        ("err40013", 503, "app id"), ("err40125", 503, "app id"), ("err99999", 502, "understood"),
        ("html", 502, "understood"), ("503", 504, "did not answer"),
        ("hangs-up", 504, "did not answer"), ("of-", 502, "understood"),
    ],
)  # fmt: skip
def test_what_wechat_refuses_is_said_in_plain_words(
    wechat: WeChat, code: str, status: int, words: str
) -> None:
    answer = logs_in(code)

    assert answer.status_code == status
    assert words in answer.json()["sentence"]
    assert "hush" not in answer.content.decode()
    assert not Ticket.objects.exists()


def test_a_wechat_that_thinks_too_long_is_not_waited_for(wechat: WeChat) -> None:
    program = MiniProgram(app_id="wx123", secret="hush", url=wechat.url, timeout_s=0.05)

    with pytest.raises(WeChatSilent) as refused:
        arrive_by_wechat(code="slow", program=program, hash_key=b"k", now=NOW)

    assert refused.value.fault is WeChatFault.NO_ANSWER


@pytest.mark.parametrize("code", ["", "x" * 201, None, 7])
def test_a_log_in_without_a_code_asks_wechat_nothing(wechat: WeChat, code: object) -> None:
    before = len(wechat.asked)

    assert logs_in(code).status_code == 422
    assert len(wechat.asked) == before


def test_without_the_settings_there_is_no_such_address() -> None:
    assert logs_in("of-o1").status_code == 404


def test_a_ticket_counts_once_and_for_a_minute() -> None:
    outside = Outside(way=OutsideWay.WECHAT, program="wx123", subject="s")
    first, second = (give_ticket(outside=outside, now=NOW) for _ in range(2))

    assert use_ticket(ticket=first, now=NOW) == outside
    for ticket, at in ((first, NOW), (second, NOW + GOOD_FOR), ("forged", NOW)):
        with pytest.raises(TicketWorthless):
            use_ticket(ticket=ticket, now=at)
    assert forget_tickets(before=NOW + GOOD_FOR * 2) == 2


def test_a_ticket_sent_as_a_link_signs_no_other_browser_in(wechat: WeChat) -> None:
    linked()
    elsewhere = Client()

    response = enters(elsewhere)

    assert response["Location"] == "/sign-in"
    assert elsewhere.get("/t/").status_code == 302


def test_an_old_ticket_never_stands_between_a_person_and_the_public_page(wechat: WeChat) -> None:
    view = web_view()

    assert view.get("/wechat/enter?ticket=old&to=/e/abc/def")["Location"] == "/e/abc/def"
    assert view.get("/wechat/enter?ticket=old").status_code == 403
    assert view.get("/wechat/enter?ticket=old&to=https://evil.example").status_code == 403
