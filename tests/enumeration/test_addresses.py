"""Every address × every role × own and foreign row answers as the table says."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from tests.enumeration.addresses import ADDRESSES, Address
from tests.enumeration.expected import (
    EVERYBODY,
    EXCEPTIONS,
    audience_of,
    expected_answer,
)
from tests.world.city import ANONYMOUS, ROLES, City

NO_TOKEN_NEEDED = {
    "rider-call",
    "rider-call-address",
    "rider-complaint",
    "rider-correction",
    "rider-following-push",
    "rider-following-say",
    "rider-me-too",
    "rider-report",
    "rider-suggestion",
    "rider-answer",
    "rider-out",
    "rider-worse",
    "rider-message",
    "verify",
}
"""Forms of riders: no cookie, so no token; they carry a signed code or link and a form number.
The form of `verify` changes nothing."""

FOR_PROGRAMS = {
    "identity-authorize", "identity-token", "identity-userinfo", "identity-revoke",
    "identity-leave", "wechat-session", "open311-requests",
}  # fmt: skip
"""Programs send no token of ours: they bring a secret, a code or a person's signed consent."""


def name_of(address: Address) -> str:
    return address.name


def without_clock(page: bytes) -> bytes:
    return re.sub(rb'data-now="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', b"", page)


def answer(client: Client, path: str) -> int:
    response = client.get(path)
    response.close()
    return int(response.status_code)


def asking(address: Address) -> tuple[str, ...]:
    """Return who asks: every role, except for what is the same for everybody by its table."""
    return (ANONYMOUS, ROLES[1]) if audience_of(address) == EVERYBODY else tuple(ROLES)


def posting(address: Address) -> tuple[str, ...]:
    """Return who posts without a token: it is asked for before anybody's role is looked at."""
    return (ANONYMOUS, next((role for role in ROLES[1:] if role in audience_of(address)), ROLES[1]))


@pytest.mark.parametrize("address", ADDRESSES, ids=name_of)
def test_each_role_gets_what_the_table_says(city: City, address: Address) -> None:
    said, found = {}, {}
    for role in asking(address):
        for own in (True, False) if address.has_row else (True,):
            client = city.client(role)
            path = address.filled(city.own[0] if own else city.foreign)
            status = answer(client, path)
            if status == 405:
                return
            key = (role, "own" if own else "foreign")
            found[key] = status
            said[key] = expected_answer(address, role, own=own)

    assert found == said


@pytest.mark.parametrize("address", ADDRESSES, ids=name_of)
def test_each_address_has_an_audience(address: Address) -> None:
    assert address.name.startswith("demo-") or audience_of(address)


def test_no_exception_has_outlived_its_address() -> None:
    assert set(EXCEPTIONS) - {address.name for address in ADDRESSES} == set()


@pytest.mark.parametrize("address", ADDRESSES, ids=name_of)
def test_what_is_posted_needs_a_token_except_from_riders(city: City, address: Address) -> None:
    for role in posting(address):
        client = city.client(role)
        client.handler.enforce_csrf_checks = True
        path = address.filled(city.own[0])

        status = client.post(path).status_code

        if address.name in NO_TOKEN_NEEDED:
            assert status in {302, 200, 422}
        elif address.name in FOR_PROGRAMS:
            assert status in {302, 400, 401, 403, 404}
        else:
            assert status in {403, 405}, (role, path, resolve(path).func)


@pytest.mark.parametrize("role", ROLES)
def test_an_address_that_leads_nowhere_is_404(city: City, role: str) -> None:
    assert answer(city.client(role), "/there-is-no-such-page") == 404


def test_foreign_rows_are_told_apart_from_missing_ones_by_nothing(city: City) -> None:
    client = city.client("firm_office")
    foreign = client.get(f"/f/incidents/{city.foreign.incident.number}")
    missing = client.get("/f/incidents/000000000000")

    assert foreign.status_code == missing.status_code == 404
    assert without_clock(foreign.content) == without_clock(missing.content)


def test_anonymous_is_led_back_after_signing_in(city: City) -> None:
    path = f"/f/incidents/{city.own[0].incident.number}"

    response = city.client(ANONYMOUS).get(path)

    assert response["Location"] == f"/sign-in?next={path.replace('/', '%2F')}"
