"""A stand-in partner's app resolves a code and hands its user over, through the open door alone."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import HandOver, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.models import Receipt
from hoistway.programs.vocabulary import Scope
from hoistway.registry.models import Elevator
from tests.world.parties import NOW, a_bureau, a_member, a_use_unit, an_account
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
PASSWORD = "ein-langes-Passwort-7"


class PropertyApp:
    """The housing bureau's app: it knows its users, and of us only the address and its key."""

    def __init__(
        self, *, scopes: frozenset[Scope] = frozenset({Scope.CODES, Scope.HAND_OVER_USE_UNIT})
    ) -> None:
        opening = Opening(
            name="上海物业", organisation_id=a_bureau().pk, source="", secret="sesame",
            scopes=scopes,
        )  # fmt: skip
        open_key(opening=opening, now=NOW, by=PLATFORM)
        self._writes = 0

    def asks(self, method: str, path: str, body: object = None) -> HttpResponse:
        self._writes += 1
        headers = {
            "Authorization": "Bearer sesame", "Idempotency-Key": f"w{self._writes}",
            "Accept-Language": "en",
        }  # fmt: skip
        answer: Any = Client().generic(
            method, path, content_type="application/json", headers=headers,
            data=json.dumps(body) if body else "",
        )  # fmt: skip
        return answer  # type: ignore[no-any-return]  # the stubs know no plain answer

    def scans(self, scanned: str, *, user: str = "u-17") -> str:
        """Return where the app's web view goes when this user has scanned an address."""
        body = {"subject": user, "shown_name": "王**", "code": scanned}
        answer = self.asks("POST", "/v1/hand-overs", body)
        assert answer.status_code == 200, answer.content
        url = urlsplit(answer.json()["url"])  # type: ignore[attr-defined]
        return f"{url.path}?{url.query}"


def printed_on(elevator: Elevator) -> str:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def a_unit_with_an_account() -> tuple[Organisation, str]:
    unit = a_use_unit()
    account = an_account(
        membership=a_member(role=RoleKind.USE_UNIT, organisation=unit), password=PASSWORD
    )
    return unit, account.login


def test_a_user_confirms_once_and_from_then_on_a_scan_opens_the_own_door() -> None:
    app, (unit, login) = PropertyApp(), a_unit_with_an_account()
    elevator = an_elevator(site=Site(use_unit=unit))
    phone = Client()

    first = phone.get(app.scans(f"https://host{printed_on(elevator)}"), follow=True)
    page = first.content.decode()
    assert "我被困在电梯里" in page
    assert "登录一次" in page
    asked = phone.get("/hand-over").content.decode()
    assert "上海物业" in asked
    assert "王**" in asked
    done = phone.post("/hand-over", {"username": login, "password": PASSWORD}, follow=True)
    assert "申请停用、启用或变更" in done.content.decode()

    again = Client().get(app.scans(printed_on(elevator)), follow=True)
    assert "申请停用、启用或变更" in again.content.decode()
    assert "hand_over" not in again.request["QUERY_STRING"]
    assert phone.get("/hand-over/links").content.decode().count("解除关联") == 1


def test_a_link_sent_to_somebody_else_opens_nothing() -> None:
    app, (unit, login) = PropertyApp(), a_unit_with_an_account()
    elevator = an_elevator(site=Site(use_unit=unit))
    Client().get(app.scans(printed_on(elevator)))

    stranger = Client().post("/hand-over", {"username": login, "password": PASSWORD})

    assert stranger.status_code == 404


def test_a_token_used_twice_shows_the_public_page_and_says_so() -> None:
    app, elevator = PropertyApp(), an_elevator()
    there = app.scans(printed_on(elevator))
    Client().get(there)

    second = Client().get(there, follow=True)

    assert "凭证已失效" in second.content.decode()
    assert "我被困在电梯里" in second.content.decode()
    assert settings.SESSION_COOKIE_NAME not in second.cookies


def test_a_forged_token_and_a_head_request_use_nothing_up() -> None:
    app, elevator = PropertyApp(), an_elevator()
    there = app.scans(printed_on(elevator))

    assert Client().head(there).status_code == 200
    forged = Client().get(f"{printed_on(elevator)}?hand_over=abc:def", follow=True)

    assert "凭证已失效" in forged.content.decode()
    assert HandOver.objects.get().used_at is None


def test_an_app_resolves_codes_and_rescue_numbers() -> None:
    app, elevator = PropertyApp(), an_elevator()
    code = printed_on(elevator).split("/")[2]
    number = living_plates(elevator_ids=[elevator.pk])[elevator.pk].rescue_number

    told = [app.asks("GET", f"/v1/codes/{word}").json() for word in (code, number)]  # type: ignore[attr-defined]

    assert told[0] == told[1]
    assert told[0]["register_number"] == elevator.register_number
    assert told[0]["scan"] == "genuine"
    assert told[0]["url"].endswith(printed_on(elevator))
    assert app.asks("GET", "/v1/codes/zzzzzzzzzzzz").status_code == 404
    assert not re.search(r"138-DEMO", str(told))


@pytest.mark.parametrize("scopes", [frozenset({Scope.CLAIMS}), frozenset({Scope.CODES})])
def test_a_key_hands_over_only_what_it_was_opened_for(scopes: frozenset[Scope]) -> None:
    app, elevator = PropertyApp(scopes=scopes), an_elevator()
    body = {"subject": "u", "code": printed_on(elevator)}

    answer = app.asks("POST", "/v1/hand-overs", body)

    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")  # type: ignore[attr-defined]
    resolved = app.asks("GET", f"/v1/codes/{printed_on(elevator).split('/')[2]}").status_code
    assert resolved == (200 if Scope.CODES in scopes else 403)


def test_a_receipt_keeps_no_token() -> None:
    app, elevator = PropertyApp(), an_elevator()

    token = app.scans(printed_on(elevator)).split("hand_over=")[1]

    assert token not in str(Receipt.objects.get().answer)
