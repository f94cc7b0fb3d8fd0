"""A firm's engineer reads, gets a key, sends a signed visit, and follows what becomes of it."""

import base64
import json
import re
from uuid import uuid4

import pytest
from django.test import Client

from hoistway.changes.actions import note_heard
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import clock_in_hand
from tests.world.maintenance import a_visit
from tests.world.own_systems import OwnSystem, an_own_system
from tests.world.parties import NOW, an_actor, client_of
from tests.world.programs import Program, a_program, told
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(tmp_path):
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def page_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def link_to(page: str, ending: str) -> str:
    found = re.search(rf'href="([^"]*{ending}[^"]*)"', page)
    assert found, ending
    return found.group(1)


def key_from_the_page(system: OwnSystem) -> tuple[str, str]:
    """Open a key as the office does on the page; return the program's number and the secret."""
    office = Membership.objects.get(person_id=system.by.person_id, role=RoleKind.FIRM_OFFICE)
    form = {
        "form_id": str(uuid4()), "name": "沪安 ERP", "days": "90",
        "reads": ["register", "maintenance", "changes", "people"], "writes": ["maintenance_write"],
    }  # fmt: skip
    page = client_of(membership=office).post("/programs/new", form).content.decode()
    client_id = re.search(r"<code>([0-9a-f-]{36})</code>", page)
    secret = re.search(r'id="the-secret">(hwk_[\w-]+)<', page)
    assert client_id
    assert secret
    return client_id.group(1), secret.group(1)


def token_for(client_id: str, secret: str) -> str:
    pair = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    answer = Client().post(
        "/v1/tokens", "grant_type=client_credentials",
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": f"Basic {pair}"},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    return str(told(answer)["access_token"])


def test_the_documentation_leads_from_the_first_page_to_the_operation_and_the_contract():
    browser = Client()
    for language in ("zh-hans", "en"):
        first = page_of(browser, f"/api?lang={language}")
        guide = page_of(browser, link_to(first, "/api/guides/start"))
        page_of(browser, link_to(first, "/api/guides/maintenance"))

        assert "Idempotency-Key" in guide

    contract = json.loads(page_of(browser, "/api/contract.json"))
    visits = contract["paths"]["/v1/visits"]["post"]
    assert visits["requestBody"]
    assert {"201", "default"} <= set(visits["responses"])


def test_a_firm_gets_a_key_sends_a_signed_visit_and_hears_the_use_unit_confirm_it():
    system = an_own_system()
    planned, theirs = a_visit(elevator=system.elevator), an_elevator()
    client_id, secret = key_from_the_page(system)
    firm = system.program = Program(token_for(client_id, secret))

    mine = [one["register_number"] for one in told(firm.get("/v1/elevators"))["items"]]
    assert mine == [system.elevator.register_number]
    assert firm.get(f"/v1/elevators/{theirs.register_number}").status_code == 404

    body = system.signed()
    sent, again = (firm.send("/v1/visits", body, write="visit-1") for _ in range(2))
    assert (sent.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert told(sent) == told(again)

    unit = a_program(by=an_actor(role=RoleKind.USE_UNIT, organisation=system.elevator.use_unit))
    assert unit.send(f"/v1/visits/{planned.uid}/confirmation").status_code == 201

    note_heard(now=clock.now(), by=PLATFORM)
    heard = told(firm.get("/v1/changes?limit=200"))["items"]
    assert [one["type"] for one in heard][-2:] == [
        "cn.hoistway.visit.signed.v1", "cn.hoistway.visit.answered.v1",
    ]  # fmt: skip
    assert heard[-1]["subject"]
    assert told(firm.get(f"/v1/visits/{planned.uid}"))["state"] in {"confirmed", "signed"}


def test_a_key_that_was_revoked_is_worth_nothing_with_its_token():
    system = an_own_system()
    client_id, secret = key_from_the_page(system)
    token = Program(token_for(client_id, secret))
    office = Membership.objects.get(person_id=system.by.person_id, role=RoleKind.FIRM_OFFICE)

    gone = client_of(membership=office).post(
        f"/programs/{client_id}/revoke", {"words": "离职", "form_id": str(uuid4())}
    )

    assert gone.status_code in {200, 302, 303}
    assert token.get("/v1/elevators").status_code == 401
    assert Program(secret).get("/v1/elevators").status_code == 401
