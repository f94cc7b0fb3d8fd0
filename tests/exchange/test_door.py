"""The partners' door: only the partner itself comes in, by signature or by the shared secret."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook

from hoistway.emergency.models import Incident
from hoistway.exchange.actions import draw, rotate_partner_secret
from hoistway.exchange.queries import secrets_of
from hoistway.exchange.vocabulary import Mode, Topic
from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from tests.exchange.conftest import CITY
from tests.world.parties import NOW, an_actor
from tests.world.partners import connect
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
POLICE = "police-110"
PATH = f"/v1/partners/{POLICE}/rescue_orders"


@pytest.fixture(autouse=True)
def _connected(home: Path) -> None:
    connect(home=home, profile=POLICE, url="http://127.0.0.1:9")
    connect(home=home, profile=CITY, url="http://127.0.0.1:9", more='accept = "bearer"\n')


def signed(body: bytes, *, name: str = POLICE, secret: str = "") -> dict[str, Any]:
    now = clock.now()
    secret = secret or secrets_of(name=name, now=now)[0]
    return {
        "webhook-id": "m1", "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("m1", now, body.decode()),
    }  # fmt: skip


def posted(body: object, headers: dict[str, Any] | None = None, path: str = PATH) -> Any:
    raw = json.dumps(body).encode()
    return Client().post(
        path, raw, content_type="application/json",
        headers=signed(raw) if headers is None else headers,
    )  # fmt: skip


def an_order(number: str = "A1") -> dict[str, Any]:
    elevator = an_elevator()
    event = {
        "policeNumber": number, "registerNumber": elevator.register_number,
        "occurTime": "2026-11-22 11:58:00",
    }  # fmt: skip
    return {"events": [event]}


def test_a_signed_order_is_answered_with_our_number_and_state() -> None:
    answer = posted(an_order())

    (row,) = answer.json()["rows"]
    assert answer.status_code == 200
    assert (row["number"], row["outcome"], row["state"]) == ("A1", "opened", "2")
    assert row["ours"] == Incident.objects.get().number


def test_what_is_not_signed_or_altered_is_refused() -> None:
    said = an_order()
    raw = json.dumps(said).encode()
    other = signed(raw, name=CITY)

    statuses = [
        posted(said, {}).status_code,
        posted(said, other).status_code,
        posted(said | {"more": 1}, signed(raw)).status_code,
        posted(said, signed(raw), "/v1/partners/nobody/rescue_orders").status_code,
    ]

    assert statuses == [401, 401, 401, 401]
    assert not Incident.objects.exists()


def test_an_old_secret_counts_for_a_day_after_a_new_one() -> None:
    now = clock.now()
    (old,) = secrets_of(name=POLICE, now=now)
    rotate_partner_secret(name=POLICE, now=now, by=an_actor(role=RoleKind.CITY_REGULATOR))
    said = an_order()
    raw = json.dumps(said).encode()

    assert posted(said, signed(raw, secret=old)).status_code == 200
    assert posted(said, signed(raw)).status_code == 200


def test_a_topic_that_the_profile_does_not_take_is_not_there() -> None:
    assert posted([], path=f"/v1/partners/{POLICE}/elevators").status_code == 404


def test_a_body_that_cannot_be_read_says_so() -> None:
    raw = b"{"
    answer = Client().post(PATH, raw, content_type="application/json", headers=signed(raw))

    assert (answer.status_code, answer.json()["code"]) == (422, "body_unsound")


def test_a_partner_reads_what_it_should_hold_and_a_passage_again() -> None:
    an_elevator()
    (passage,) = draw(name=CITY, topic=Topic.ELEVATORS, mode=Mode.FULL, now=NOW)
    secret = secrets_of(name=CITY, now=NOW)[0]
    headers = {"authorization": f"Bearer {secret}"}
    client = Client()

    held = client.get(f"/v1/partners/{CITY}/elevators", headers=headers).json()
    body = client.get(f"/v1/partners/{CITY}/elevators/passages/1", headers=headers)
    other = client.get(f"/v1/partners/{POLICE}/elevators/passages/1", headers=headers)

    assert (held["waiting"], held["areas"], held["last_sequence"]) == (1, {"310106": 1}, 1)
    assert body.json()["number"] == passage.number
    assert other.status_code == 401
