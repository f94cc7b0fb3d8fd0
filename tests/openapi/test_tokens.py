"""A program gets a token for its key, as any library of OAuth 2.0 asks for one."""

import base64
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from oauthlib.oauth2 import BackendApplicationClient

from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey, RefusedDay
from tests.world.parties import an_actor
from tests.world.programs import Program, a_program, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))


def basic(client_id: object, secret: str) -> dict[str, str]:
    pair = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def posted(body: str, path: str = "/v1/tokens", **headers: str) -> HttpResponse:
    return Client().post(  # type: ignore[return-value]
        path, body, content_type="application/x-www-form-urlencoded", headers=headers
    )


def own(program: Program) -> ApiKey:
    return ApiKey.objects.get(name__startswith="program of")


GRANT = "grant_type=client_credentials"


@pytest.mark.parametrize("path", ["/v1/tokens", "/identity/token"])
def test_a_token_does_what_its_key_does_until_the_hour_is_over(
    program: Program, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = posted(GRANT, path, **basic(own(program).uid, program.secret))

    given = told(answer)
    assert (answer.status_code, given["token_type"], given["expires_in"]) == (200, "Bearer", 3600)
    assert answer["Cache-Control"] == "no-store"
    bearer = Program(given["access_token"])
    assert bearer.get("/v1/elevators").status_code == 200
    later = clock.now() + timedelta(seconds=3600)
    monkeypatch.setattr("hoistway.foundation.clock.now", lambda: later)
    assert bearer.get("/v1/elevators").status_code == 401


def test_a_token_for_less_than_the_key_does_no_more(program: Program) -> None:
    body = f"{GRANT}&scope=faults+codes&client_id={own(program).uid}"

    given = told(posted(f"{body}&client_secret={program.secret.replace(' ', '+')}"))

    assert given["scope"] == "codes faults"
    bearer = Program(given["access_token"])
    assert bearer.get("/v1/faults").status_code == 200
    assert told(bearer.get("/v1/elevators"))["code"] == "scope_missing"


def test_a_token_never_outlives_its_key(program: Program) -> None:
    soon = clock.now() + timedelta(minutes=5)
    ApiKey.objects.update(expires_at=soon)
    first = told(posted(GRANT, **basic(own(program).uid, program.secret)))
    assert 295 <= first["expires_in"] <= 300

    ApiKey.objects.update(expires_at=None, revoked_at=clock.now())

    assert Program(first["access_token"]).get("/v1/elevators").status_code == 401


def test_a_library_of_oauth_finds_the_address_and_understands_the_answer(
    program: Program,
) -> None:
    client = BackendApplicationClient(client_id=str(own(program).uid))
    for place in ("oauth-authorization-server", "openid-configuration"):
        said = told(Client().get(f"/.well-known/{place}"))
        assert "client_credentials" in said["grant_types_supported"]
        assert {"client_secret_basic", "client_secret_post"} <= set(
            said["token_endpoint_auth_methods_supported"]
        )
        path = "/" + said["token_endpoint"].split("/", 3)[3]
        body = client.prepare_request_body(include_client_id=True, client_secret=program.secret)

        parsed = client.parse_request_body_response(posted(body, path).content.decode())

        _uri, headers, _body = client.add_token("https://testserver/v1/elevators")
        assert headers == {"Authorization": f"Bearer {parsed['access_token']}"}
        assert Client().get("/v1/elevators", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/v1/tokens", "/identity/token"])
@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (GRANT, 401, "invalid_client"),
        (f"{GRANT}&client_id=x&client_secret=y", 401, "invalid_client"),
        (f"{GRANT}&{GRANT}", 400, "invalid_request"),
    ],
)
def test_a_refusal_is_worded_as_libraries_read_it(
    path: str, body: str, status: int, error: str
) -> None:
    answer = posted(body, path)

    assert (answer.status_code, told(answer)["error"]) == (status, error)
    assert answer["Cache-Control"] == "no-store"
    if status == 401:
        assert answer["WWW-Authenticate"].startswith("Basic ")
        assert told(answer)["error_description"].isascii()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", "invalid_request"),
        ("grant_type=password", "unsupported_grant_type"),
        (f"{GRANT}&scope=register+everything", "invalid_scope"),
        (f"{GRANT}&client_secret=again", "invalid_request"),
        (f"{GRANT}&client_id=another", "invalid_request"),
    ],
)
def test_who_holds_the_key_is_told_what_is_wrong(program: Program, body: str, error: str) -> None:
    answer = posted(body, **basic(own(program).uid, program.secret))

    assert (answer.status_code, told(answer)["error"]) == (400, error)
    assert told(answer)["detail"]


def test_neither_a_token_nor_another_programs_key_gets_a_token(program: Program) -> None:
    uid = own(program).uid
    given = told(posted(GRANT, **basic(uid, program.secret)))["access_token"]
    other = a_program(by=an_actor(role=RoleKind.USE_UNIT), name="other")

    for secret in (given, other.secret):
        assert posted(GRANT, **basic(uid, secret)).status_code == 401
    assert posted(GRANT, Authorization=f"Bearer {program.secret}").status_code == 401
    assert posted(GRANT, Authorization="Basic %%%").status_code == 401


def test_tokens_are_counted_and_refusals_noted_for_who_keeps_the_key(program: Program) -> None:
    ApiKey.objects.update(calls_each_minute=2)
    held = basic(own(program).uid, program.secret)

    answers = [posted(f"{GRANT}&scope=all", **held), posted(GRANT, **held), posted(GRANT, **held)]

    assert [one.status_code for one in answers] == [400, 200, 429]
    assert posted(GRANT, "/identity/token", **held).status_code == 429
    codes = set(RefusedDay.objects.values_list("code", flat=True))
    assert codes == {"scope_not_held", "quota_spent"}


def test_wrong_keys_slow_their_address_down_and_not_a_neighbour(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr("hoistway.foundation.clock.now", lambda: now)
    client, form = Client(), "application/x-www-form-urlencoded"

    def send(secret: str) -> int:
        held = basic(own(program).uid, secret)
        return client.post("/v1/tokens", GRANT, content_type=form, headers=held).status_code

    assert [send("guess") for _ in range(23)][-1] == 429
    assert send(program.secret) == 200
