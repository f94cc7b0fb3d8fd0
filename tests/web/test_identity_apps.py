"""A partner's app, a stranger to our code, asks who somebody is: OpenID Connect from outside."""

import base64
import hashlib
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from django.conf import settings
from django.test import Client

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.actions import close_account, open_account
from hoistway.parties.models import Account
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions.apps import (
    AppOpened,
    AppOpening,
    close_app,
    open_app,
    renew_app,
)
from tests.world.parties import a_bureau, a_member

pytestmark = pytest.mark.django_db
BACK = "https://app.example.cn/back"
VERIFIER = "v" * 43
WORDS = "eine lange Losung 7"


def digest(verifier: str) -> str:
    raw = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def an_app(name: str = "上海物业", *, public: bool = False) -> AppOpened:
    opening = AppOpening(name=name, organisation_id=a_bureau().pk, return_to=(BACK,), public=public)
    return open_app(opening=opening, now=clock.now(), by=PLATFORM)


def a_person() -> tuple[Client, Account]:
    member = a_member(role=RoleKind.USE_UNIT)
    account = open_account(membership=member, login=f"login.{member.pk}", password=WORDS)
    browser = Client()
    browser.force_login(account)
    return browser, account


def asked(app: AppOpened, **changes: str) -> str:
    query = {
        "response_type": "code", "client_id": app.client_id, "redirect_uri": BACK,
        "scope": "openid role", "state": "s-1", "nonce": "n-1",
        "code_challenge": digest(VERIFIER), "code_challenge_method": "S256", **changes,
    }  # fmt: skip
    return f"/identity/authorize?{urlencode(query)}"


def answered(browser: Client, address: str, *, action: str = "grant") -> dict[str, str]:
    """Return what the app is told once the person has pressed a button."""
    page = browser.get(address)
    assert page.status_code == 200, page.content
    text = page.content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
    form: dict[str, Any] = {"action": action, "scopes": []}
    for name, value in hidden:
        if name == "scopes":
            form["scopes"].append(value)
        else:
            form[name] = value.replace("&quot;", '"').replace("&#x27;", "'")
    response = browser.post("/identity/authorize", form)
    assert response.status_code == 302, response.content
    assert response["Location"].startswith(BACK)
    return {k: v[0] for k, v in parse_qs(urlsplit(response["Location"]).query).items()}


def redeemed(app: AppOpened, code: str, **changes: str) -> tuple[int, dict[str, Any]]:
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": BACK,
        "code_verifier": VERIFIER, "client_id": app.client_id, **changes,
    }  # fmt: skip
    if app.secret:
        form.setdefault("client_secret", app.secret)
    response = Client().post("/identity/token", form)
    return response.status_code, response.json()


def verified(app: AppOpened, token: str) -> dict[str, Any]:
    """Judge an ID token as any library does: by the published keys, issuer and audience."""
    published = Client().get("/.well-known/jwks.json").json()["keys"]
    kid = jwt.get_unverified_header(token)["kid"]
    key = next(one for one in published if one["kid"] == kid)
    assert "d" not in key
    public: Any = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(key))
    claims: dict[str, Any] = jwt.decode(
        token, public, algorithms=["RS256"], audience=app.client_id, issuer=settings.BASE_URL
    )
    return claims


def of_token(token: str) -> tuple[int, dict[str, Any]]:
    response = Client().get("/identity/userinfo", headers={"Authorization": f"Bearer {token}"})
    return response.status_code, response.json()


@pytest.mark.parametrize("public", [False, True])
def test_an_app_learns_a_number_and_the_role_and_nothing_else(public: bool) -> None:
    app, (browser, account) = an_app(public=public), a_person()

    told = answered(browser, asked(app))
    status, tokens = redeemed(app, told["code"])
    claims = verified(app, tokens["id_token"])

    body = account.membership.organisation
    assert (status, told["state"], claims["nonce"]) == (200, "s-1", "n-1")
    assert of_token(tokens["access_token"]) == (200, {
        "sub": claims["sub"], "role": "use_unit", "organisation": body.name,
        "organisation_ref": f"O{body.pk}",
    })  # fmt: skip
    assert "refresh_token" not in tokens
    everything = json.dumps(claims)
    assert account.membership.person.name not in everything
    assert account.login not in everything


def test_without_the_scope_role_an_app_learns_the_number_alone() -> None:
    app, (browser, _) = an_app(), a_person()

    _, tokens = redeemed(app, answered(browser, asked(app, scope="openid"))["code"])

    assert set(of_token(tokens["access_token"])[1]) == {"sub"}


def test_the_number_stays_in_one_app_and_is_another_in_the_next() -> None:
    (browser, _), first, second = a_person(), an_app(), an_app("城市运行")

    subs = [
        verified(app, redeemed(app, answered(browser, asked(app))["code"])[1]["id_token"])["sub"]
        for app in (first, first, second)
    ]

    assert subs[0] == subs[1] != subs[2]


def test_a_person_who_says_no_tells_the_app_no_more_than_that() -> None:
    app, (browser, _) = an_app(), a_person()

    assert answered(browser, asked(app), action="deny") == {
        "error": "access_denied", "state": "s-1",
    }  # fmt: skip


def test_who_is_not_signed_in_signs_in_first_and_comes_back() -> None:
    address = asked(an_app())

    response = Client().get(address)

    assert response["Location"].startswith("/sign-in?next=")
    assert parse_qs(urlsplit(response["Location"]).query)["next"] == [address]


def test_a_code_counts_once() -> None:
    app, (browser, _) = an_app(), a_person()
    code = answered(browser, asked(app))["code"]

    assert [redeemed(app, code)[0] for _ in range(2)] == [200, 400]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": "https://app.example.cn/other"}, "invalid_request"),
        ({"client_secret": "guessed"}, "invalid_client"),
        ({"code": "guessed"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_worth_nothing_with(changes: dict[str, str], error: str) -> None:
    app, (browser, _) = an_app(), a_person()
    code = answered(browser, asked(app))["code"]

    status, said = redeemed(app, changes.pop("code", code), **changes)

    assert (status in {400, 401}, said["error"]) == (True, error)


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example.com/back"},
        {"redirect_uri": BACK + "/../evil"},
        {"client_id": "nobody"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
    ],
)
def test_nobody_is_sent_anywhere_by_a_request_that_cannot_be_trusted(
    changes: dict[str, str],
) -> None:
    app, (browser, _) = an_app(), a_person()

    response = browser.get(asked(app, **changes))

    assert response.status_code == 400
    assert "Location" not in response


def test_a_scope_that_we_do_not_have_is_told_to_the_app() -> None:
    app, (browser, _) = an_app(), a_person()

    response = browser.get(asked(app, scope="openid email"))

    assert "error=invalid_scope" in response["Location"]


def test_only_the_page_of_consent_lets_its_form_lead_to_the_app() -> None:
    app, (browser, _) = an_app(), a_person()

    def policy(address: str) -> str:
        header = browser.get(address).headers["Content-Security-Policy"]
        return next(part for part in header.split("; ") if part.startswith("form-action"))

    assert policy(asked(app)) == "form-action 'self' https://app.example.cn"
    assert policy("/sign-in") == "form-action 'self'"


def test_a_form_without_our_token_grants_nothing() -> None:
    app, (_, account) = an_app(), a_person()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account)

    forged = browser.post("/identity/authorize", {"request": "x:y", "action": "grant"})

    assert forged.status_code == 403
    assert browser.get(asked(app)).status_code == 200


def test_who_leaves_the_platform_is_nobody_to_the_app_at_once() -> None:
    app, (browser, account) = an_app(), a_person()
    token = redeemed(app, answered(browser, asked(app))["code"])[1]["access_token"]
    code = answered(browser, asked(app))["code"]

    close_account(login=account.login, now=clock.now(), by=PLATFORM)

    assert of_token(token)[0] == 401
    assert redeemed(app, code)[0] == 400


def test_an_app_that_is_shut_out_can_ask_nobody_and_its_tokens_are_worth_nothing() -> None:
    app, (browser, _) = an_app(), a_person()
    token = redeemed(app, answered(browser, asked(app))["code"])[1]["access_token"]
    code = answered(browser, asked(app))["code"]

    close_app(name="上海物业", now=clock.now(), by=PLATFORM)

    assert of_token(token)[0] == 401
    assert redeemed(app, code)[0] in {400, 401}
    assert browser.get(asked(app)).status_code == 400


def test_a_new_secret_makes_the_old_one_worthless() -> None:
    app, (browser, _) = an_app(), a_person()
    renewed = renew_app(name="上海物业", by=PLATFORM)

    with_old = redeemed(app, answered(browser, asked(app))["code"])
    with_new = redeemed(renewed, answered(browser, asked(app))["code"])

    assert (with_old[0], with_new[0]) == (401, 200)


def test_a_revoked_token_answers_nothing() -> None:
    app, (browser, _) = an_app(), a_person()
    token = redeemed(app, answered(browser, asked(app))["code"])[1]["access_token"]

    form = {"token": token, "client_id": app.client_id, "client_secret": app.secret}
    assert Client().post("/identity/revoke", form).status_code == 200

    assert of_token(token)[0] == 401


def test_discovery_names_addresses_that_are_there() -> None:
    said = Client().get("/.well-known/openid-configuration").json()
    paths = [urlsplit(said[word]).path for word in said if word.endswith(("_endpoint", "_uri"))]

    assert said["issuer"] == settings.BASE_URL
    assert len(paths) == 6
    assert 404 not in {Client().get(path).status_code for path in paths}


def test_who_leaves_an_app_is_asked_whether_to_leave_here_too() -> None:
    app, (browser, _) = an_app(), a_person()
    query = {"client_id": app.client_id, "post_logout_redirect_uri": BACK, "state": "z"}
    page = browser.get(f"/identity/leave?{urlencode(query)}")

    gone = browser.post("/identity/leave", query | {
        "action": "logout", "csrfmiddlewaretoken": page.cookies["csrftoken"].value,
    })  # fmt: skip

    assert gone["Location"] == f"{BACK}?state=z"
    assert browser.get("/u/").status_code == 302
