"""Programs say what they know: all findings, one answer, one source each, nothing half done."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from hoistway.foundation.actors import PLATFORM
from hoistway.openapi.v1.claims import MOST_LINES
from hoistway.parties.models import Organisation
from hoistway.programs.actions import Opening, open_key, revoke_key
from hoistway.registry.models import Claim, Elevator, ImportRun
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction

pytestmark = pytest.mark.django_db
NUMBER = "31103101062014010001"
FACTS: dict[str, object] = {
    "register_number": NUMBER, "name": "1号梯", "address": "静安区延平路9号", "kind": "3110",
    "jurisdiction": "310106", "rated_speed_mps": 1.75, "serial_number": "S-1",
}  # fmt: skip


def let_in(*, organisation: Organisation | None = None, source: str = "supervision") -> None:
    bureau = organisation or a_bureau(jurisdiction=a_jurisdiction())
    opening = Opening(name="cloud", organisation_id=bureau.pk, source=source, secret="sesame")
    open_key(opening=opening, now=NOW, by=PLATFORM)


def line(record: str = "A1", observed: str = "2026-10-01", **facts: object) -> bytes:
    claim = {"record": record, "observed": observed, "fields": {**FACTS, **facts}}
    return json.dumps(claim, ensure_ascii=False).encode() + b"\n"


def call(
    body: bytes, *, key: str = "sesame", write: str = "w1", language: str = "en"
) -> HttpResponse:
    headers = {
        "Authorization": f"Bearer {key}", "Idempotency-Key": write, "Accept-Language": language,
    }  # fmt: skip
    answer: Any = Client().post(
        "/v1/claims", data=body, content_type="application/x-ndjson", headers=headers
    )
    return answer  # type: ignore[no-any-return]  # the stubs know no plain answer


def test_a_claim_enters_the_register_under_the_source_of_the_key() -> None:
    let_in()

    answer = call(line()).json()

    assert (answer["lines"], answer["accepted"], answer["created"]) == (1, 1, 1)
    elevator = Elevator.objects.get(register_number=NUMBER)
    claim = Claim.objects.get(elevator=elevator)
    assert (claim.source, claim.record_key, elevator.rated_speed_mps) == ("supervision", "A1", 1.75)


def test_a_firm_cannot_speak_as_supervision_by_writing_so_into_a_line() -> None:
    let_in()
    call(line())
    firm = a_firm()
    let_in(organisation=firm, source=f"firm:{firm.pk}")
    forged = json.loads(line(record="F1", rated_speed_mps=2.5)) | {"source": "supervision"}

    answer = call(json.dumps(forged).encode(), write="w2")

    assert answer.json()["accepted"] == 1
    assert Claim.objects.get(record_key="F1").source == f"firm:{firm.pk}"
    assert Elevator.objects.get().rated_speed_mps == 1.75


def test_the_same_call_again_is_answered_the_same_and_writes_nothing() -> None:
    let_in()
    first = call(line())
    runs = ImportRun.objects.count()

    again = call(line())

    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert ImportRun.objects.count() == runs


def test_an_older_observation_after_a_newer_changes_nothing() -> None:
    let_in()
    call(line(observed="2026-10-01", rated_speed_mps=2.0))

    answer = call(line(observed="2026-09-01", rated_speed_mps=1.0), write="w2").json()

    assert answer["older"] == 1
    assert Elevator.objects.get().rated_speed_mps == 2.0


def test_good_lines_survive_bad_ones_and_each_bad_one_is_told() -> None:
    let_in()
    bad = b'{"record": "A2", "fields": {"register_number": "1234"\n'

    answer = call(line() + bad + line("A3", register_number="31103101062014010002")).json()

    assert (answer["accepted"], answer["refused"], answer["created"]) == (2, 1, 2)
    (finding,) = answer["findings"]
    assert (finding["line"], finding["refused"]) == (2, True)
    assert finding["problems"][0]["reason"]


@pytest.mark.parametrize(
    ("body", "write", "status", "code"),
    [
        (b"", "w", 400, "body_empty"),
        (b"\n" * (MOST_LINES + 1), "w", 413, "body_too_large"),
        (line(), "", 400, "idempotency_key_missing"),
    ],
)
def test_a_refused_call_says_how_to_mend_it(
    body: bytes, write: str, status: int, code: str
) -> None:
    let_in()

    answer = call(body, write=write)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert not Claim.objects.exists()


def test_another_body_under_the_same_key_is_refused_and_not_written() -> None:
    let_in()
    call(line())

    answer = call(line("B", register_number="31103101062014010002"))

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Elevator.objects.count() == 1


@pytest.mark.parametrize("key", ["", "wrong"])
def test_without_a_valid_key_nothing_is_done(key: str) -> None:
    let_in()

    answer = call(line(), key=key, language="zh-hans")

    assert (answer.status_code, answer.json()["code"]) == (401, "key_unknown")
    assert "密钥" in answer.json()["detail"]
    assert "Bearer" in answer["WWW-Authenticate"]


def test_a_revoked_key_is_worth_nothing_at_once() -> None:
    let_in()
    revoke_key(name="cloud", now=NOW, by=PLATFORM)

    assert call(line()).status_code == 401


def test_the_document_of_the_api_names_the_resource() -> None:
    document = Client().get("/v1/openapi.json").json()

    post = document["paths"]["/v1/claims"]["post"]
    assert {"type": "http", "scheme": "bearer"}.items() <= next(
        iter(document["components"]["securitySchemes"].values())
    ).items()
    assert "Idempotency-Key" in {one["name"] for one in post["parameters"]}
