"""What each answer says of quotas; what is noted of refusals; how strangers are slowed down."""

import pytest
from django.test import Client

from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey, RefusedDay
from tests.world.parties import NOW, an_actor
from tests.world.programs import Program, a_program, told

pytestmark = pytest.mark.django_db


def a_caller(*, most: int) -> Program:
    program = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))
    ApiKey.objects.update(calls_each_minute=most)
    return program


def test_an_answer_says_what_is_left_and_a_refusal_when_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hoistway.foundation.clock.now", lambda: NOW)
    program = a_caller(most=1)

    first, second = program.get("/v1/elevators"), program.get("/v1/elevators")

    assert first["RateLimit-Policy"] == '"calls";q=1;w=60'
    assert first["RateLimit"].startswith('"calls";r=0;t=')
    assert (second.status_code, told(second)["code"]) == (429, "quota_spent")
    assert second["Retry-After"] == "120"


def test_many_lines_are_counted_by_their_bytes_in_a_quota_of_their_own() -> None:
    program = a_caller(most=1)
    program.get("/v1/elevators")

    answer = program.send("/v1/claims", b'{"x": 1}\n', content_type="application/x-ndjson")

    assert answer["RateLimit-Policy"] == '"bulk";q=64000000;w=60;qu="content-bytes"'
    assert answer.status_code == 200


def test_a_refusal_is_noted_with_what_is_wrong_and_without_what_was_sent() -> None:
    program = a_caller(most=1_000)

    program.get("/v1/elevators?kind=张三&limit=0")

    row = RefusedDay.objects.get()
    (example,) = row.examples
    assert (row.code, row.status, row.count) == ("fields_unsound", 422, 1)
    assert example["path"] == "/v1/elevators"
    assert example["wrong"] == ["query.kind: enum", "query.limit: greater_than_equal"]
    assert "张三" not in str(row.examples)


def test_wrong_keys_from_one_address_are_slowed_and_a_neighbours_key_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hoistway.foundation.clock.now", lambda: NOW)
    client = Client()
    program = a_caller(most=1_000)
    program.client = client
    wrong = {"Authorization": "Bearer guess"}

    answers = [client.get("/v1/elevators", headers=wrong).status_code for _ in range(25)]

    assert answers == [401] * 21 + [429] * 4
    assert program.get("/v1/elevators").status_code == 200
    assert client.get("/v1/elevators").status_code == 429
