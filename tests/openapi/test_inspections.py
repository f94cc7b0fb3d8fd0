"""`/v1/inspections`: a body's system sends reports once, and reads its own back."""

import json
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Organisation
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.vocabulary import Scope
from hoistway.registry.models import Elevator
from tests.world.parties import NOW, a_firm, an_inspection_body
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db(transaction=True)


def a_key(organisation: Organisation, *scopes: Scope) -> str:
    secret = uuid4().hex
    opening = Opening(
        name=secret[:12], organisation_id=organisation.pk, source="inspection", secret=secret,
        scopes=frozenset(scopes),
    )  # fmt: skip
    open_key(opening=opening, now=NOW, by=PLATFORM)
    return secret


def sent(key: str, elevator: Elevator, *, once: str, **more: object) -> HttpResponse:
    body = {
        "register_number": elevator.register_number, "kind": "periodic", "verdict": "failed",
        "held_on": "2026-11-02", "report_number": "R-1",
        "defects": [{"words": "制动器制动力不足", "item": "7.8"}], **more,
    }  # fmt: skip
    answer: HttpResponse = Client().post(
        "/v1/inspections", json.dumps(body), content_type="application/json",
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": once},
    )  # type: ignore[assignment]  # fmt: skip
    return answer


def test_a_report_is_kept_once_and_its_consequence_is_told() -> None:
    elevator, body = an_elevator(), an_inspection_body()
    key, firms_key = a_key(body, Scope.INSPECTIONS), a_key(a_firm(), Scope.INSPECTIONS)

    first, again = sent(key, elevator, once="1"), sent(key, elevator, once="1")
    other = sent(key, elevator, once="2", verdict="passed")
    no_body = sent(firms_key, elevator, once="3")
    no_scope = sent(a_key(body, Scope.CODES), elevator, once="4")
    wrong = sent(key, elevator, once="5", kind="self_inspection", report_number="R-2")
    headers = {"Authorization": f"Bearer {key}"}
    read = Client().get("/v1/inspections", headers=headers).json()

    assert (first.status_code, again.status_code) == (201, 200)
    assert json.loads(first.content)["must_not_be_used"] is True
    assert json.loads(other.content)["code"] == "report_known"
    assert [one.status_code for one in (no_body, no_scope, wrong)] == [403, 403, 422]
    assert [one["report_number"] for one in read["reports"]] == ["R-1"]
    ahead = Client().get(f"/v1/inspections?after={read['after']}", headers=headers).json()
    assert ahead["reports"] == []
