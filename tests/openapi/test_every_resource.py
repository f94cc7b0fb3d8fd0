"""Every resource of the published document is closed to who has no key."""

import pytest
from django.test import Client

from hoistway.openapi.api import api

DOCUMENT = api.get_openapi_schema()
NO_KEY = {("get", "/v1/public-bulletins")}
"""What anybody may read."""

TOKENS = ("post", "/v1/tokens")
"""Where a key is changed for a token: it stands in the form, and refusals are RFC 6749's."""

OPERATIONS = [(method, path) for path, methods in DOCUMENT["paths"].items() for method in methods]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_nobody_without_a_key_is_let_in(method: str, path: str) -> None:
    answer = Client().generic(method.upper(), path)

    if (method, path) in NO_KEY:
        assert answer.status_code == 200
        return
    if (method, path) == TOKENS:
        assert answer.status_code == 400
        return
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_says_what_it_does(method: str, path: str) -> None:
    operation = DOCUMENT["paths"][path][method]

    assert operation["summary"]
    assert operation["description"]
    assert bool(operation.get("security")) is ((method, path) not in NO_KEY)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_write_takes_an_idempotency_key(method: str, path: str) -> None:
    names = {one["name"] for one in DOCUMENT["paths"][path][method].get("parameters", ())}

    assert method == "get" or (method, path) == TOKENS or "Idempotency-Key" in names
