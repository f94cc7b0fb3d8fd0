"""People come in by the city's own sign-in: linked once, never given a role by it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.actions import close_account, open_account
from hoistway.parties.models import Account, PartnerUser
from hoistway.parties.vocabulary import RoleKind
from tests.world.identity import KEY, STRANGER, StandIn, serving
from tests.world.parties import a_member

pytestmark = pytest.mark.django_db
WORDS = "eine lange Losung 7"


@pytest.fixture(scope="module")
def served() -> Iterator[StandIn]:
    with serving(StandIn()) as city:
        yield city


@pytest.fixture
def city(served: StandIn, settings: Any) -> StandIn:
    served.subject, served.key, served.algorithm, served.down = "gov-1", KEY, "RS256", False
    served.more, served.lies = {}, {}
    settings.OIDC_ISSUER, settings.OIDC_NAME = served.issuer, "一网通办"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "hoistway", "hush"
    return served


def an_account() -> Account:
    member = a_member(role=RoleKind.DISPATCHER)
    return open_account(membership=member, login=f"n{member.pk}", password=WORDS)


def comes(city: StandIn, browser: Client, *, wanted: str = "") -> Any:
    there = browser.get(f"/sign-in/city?next={quote(wanted)}")["Location"]
    return browser.get(city.lets_in(there))


def confirms(browser: Client, account: Account, *, words: str = WORDS) -> Any:
    return browser.post("/sign-in/link", {"username": account.login, "password": words})


def test_the_first_time_a_person_signs_in_once_and_from_then_on_not_again(city: StandIn) -> None:
    account, browser = an_account(), Client()

    first = comes(city, browser, wanted="/d/incidents")
    linked = confirms(browser, account)
    again = comes(city, Client())

    assert (first["Location"], linked["Location"]) == ("/sign-in/link", "/d/incidents")
    assert again["Location"] == "/d/"
    assert city.asked["code_challenge_method"] == "S256"
    assert PartnerUser.objects.get().shown_name == ""


def test_a_wrong_password_links_nothing(city: StandIn) -> None:
    account, browser = an_account(), Client()
    comes(city, browser)

    assert confirms(browser, account, words="geraten").status_code == 422
    assert not PartnerUser.objects.exists()


def test_nobody_links_without_having_come_from_there() -> None:
    assert confirms(Client(), an_account()).status_code == 404


def test_a_login_that_the_city_vouches_for_is_linked_by_itself(
    city: StandIn, settings: Any
) -> None:
    account, settings.OIDC_LOGIN_CLAIM = an_account(), "work_number"
    city.more = {"work_number": account.login}

    assert comes(city, Client())["Location"] == "/d/"


def test_without_that_setting_a_claim_links_nothing(city: StandIn) -> None:
    city.more = {"work_number": an_account().login, "preferred_username": "x"}

    assert comes(city, Client())["Location"] == "/sign-in/link"


def test_a_login_that_nobody_has_makes_no_account(city: StandIn, settings: Any) -> None:
    settings.OIDC_LOGIN_CLAIM, city.more = "work_number", {"work_number": "nobody"}
    before = Account.objects.count()

    assert comes(city, Client())["Location"] == "/sign-in/link"
    assert Account.objects.count() == before


def test_whose_role_has_ended_stays_outside(city: StandIn) -> None:
    account, browser = an_account(), Client()
    comes(city, browser)
    confirms(browser, account)
    close_account(login=account.login, now=clock.now(), by=PLATFORM)

    late = comes(city, Client())

    assert late.status_code == 403
    assert "此账号已停用" in late.content.decode()


def test_one_identity_is_one_account(city: StandIn) -> None:
    account, other, browser = an_account(), an_account(), Client()
    comes(city, browser)
    waiting = Client()
    comes(city, waiting)
    confirms(browser, account)

    assert confirms(waiting, other).status_code == 409


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"}, {"aud": "somebody-else"}, {"iss": "https://elsewhere.example"},
        {"exp": 1}, {"azp": "somebody-else"},
    ],
)  # fmt: skip
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(
    city: StandIn, lies: dict[str, Any]
) -> None:
    city.lies = lies

    assert comes(city, Client()).status_code == 403


def test_a_token_signed_by_a_stranger_or_by_a_shared_secret_is_refused(city: StandIn) -> None:
    city.key = STRANGER
    by_stranger = comes(city, Client())
    city.key, city.algorithm = KEY, "HS256"

    assert (by_stranger.status_code, comes(city, Client()).status_code) == (403, 403)


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(city: StandIn) -> None:
    browser = Client()
    back = city.lets_in(browser.get("/sign-in/city")["Location"])

    assert Client().get(back).status_code == 403
    assert [browser.get(back).status_code for _ in range(2)] == [302, 403]


def test_who_declines_over_there_is_told_so_and_can_sign_in_by_name(city: StandIn) -> None:
    browser = Client()
    there = browser.get("/sign-in/city")["Location"]
    back = city.lets_in(there).replace("code=c-1", "error=access_denied")

    page = browser.get(back)

    assert page.status_code == 403
    assert "access_denied" in page.content.decode()
    assert 'href="/sign-in"' in page.content.decode()


def test_a_city_that_does_not_answer_leaves_the_password(city: StandIn) -> None:
    city.down = True

    page = Client().get("/sign-in/city")

    assert page.status_code == 502
    assert Client().get("/sign-in").status_code == 200


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_away_after_signing_in(city: StandIn, wanted: str) -> None:
    browser = Client()
    comes(city, browser)
    confirms(browser, an_account())

    assert comes(city, Client(), wanted=wanted)["Location"] == "/d/"


def test_who_signs_out_is_told_that_the_city_may_still_know_them(city: StandIn) -> None:
    browser = Client()
    comes(city, browser)
    confirms(browser, an_account())

    out = browser.post("/sign-out")
    page = browser.get(out["Location"]).content.decode()

    assert "/sign-in/city/leave" in page
    assert browser.get("/sign-in/city/leave")["Location"].startswith(f"{city.issuer}/out?")


def test_without_the_setting_there_is_no_button_and_no_address() -> None:
    assert b"/sign-in/city" not in Client().get("/sign-in").content
    assert Client().get("/sign-in/city").status_code == 404
