"""Connection and use: what a firm sees of its fleet, and anybody concerned of one elevator."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.test import Client

from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.telemetry.actions import keep_days
from hoistway.telemetry.actions.presence import Sign, keep_presence
from hoistway.telemetry.actions.silence import note_silence
from hoistway.telemetry.models import Feed, Presence
from tests.world.clock import clock_in_hand
from tests.world.parties import NOW, signed_in_client
from tests.world.registry import an_elevator
from tests.world.use import door_rows, heard_elevator, used_days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def lift() -> Elevator:
    return an_elevator()


@pytest.fixture
def office(lift: Elevator) -> Client:
    return signed_in_client(role=RoleKind.FIRM_OFFICE, organisation=lift.firm)


def a_feed(lift: Elevator) -> Feed:
    return Feed.objects.create(
        name="cloud", organisation_id=lift.firm_id or 0, key_hash="x", opened_at=NOW
    )


@pytest.mark.parametrize(("seconds", "status"), [(4, 422), (5, 302), (1200, 302), (1201, 422)])
def test_a_firm_declares_how_often_its_platform_reports(
    lift: Elevator, office: Client, seconds: int, status: int
) -> None:
    feed = a_feed(lift)
    keep_presence(signs=[Sign(lift.pk, NOW, 0, feed.pk)], now=NOW)

    form = {"feed": feed.pk, "kind": "throttle", "seconds": seconds}
    answer = office.post("/f/connection/cadence", form)

    kept = seconds if status == 302 else 60
    assert answer.status_code == status
    assert Feed.objects.get().cadence_s == Presence.objects.get().cadence_s == kept


def test_nobody_declares_for_the_platform_of_another_firm(office: Client) -> None:
    feed = a_feed(an_elevator())

    form = {"feed": feed.pk, "kind": "throttle", "seconds": 240}

    assert office.post("/f/connection/cadence", form).status_code == 404


def test_the_longest_silent_elevator_comes_first_and_the_file_says_why(
    lift: Elevator, office: Client
) -> None:
    other = an_elevator()
    Elevator.objects.filter(pk=other.pk).update(firm_id=lift.firm_id)
    heard_elevator(slot=lift.pk)
    heard_elevator(slot=other.pk, silent_for=timedelta(days=3))
    note_silence(now=NOW)

    file = office.get("/f/connection", {"export": "csv"}).getvalue().decode("utf-8-sig")
    silent = office.get("/f/connection", {"show": "silent"}).content.decode()

    rows = list(csv.reader(io.StringIO(file)))[1:]
    assert [(row[0], row[4], row[5]) for row in rows] == [
        (other.register_number, "3.0", "监测终端或现场网络"), (lift.register_number, "0.0", ""),
    ]  # fmt: skip
    assert other.register_number in silent
    assert lift.register_number not in silent


def test_an_elevators_page_marks_the_door_that_has_become_slower(
    lift: Elevator, office: Client
) -> None:
    heard_elevator(slot=lift.pk)
    last = local_day(at=NOW) - timedelta(days=1)
    days = [last - timedelta(days=back) for back in range(30)]
    doors = np.concatenate([
        door_rows(slot=lift.pk, day=day, closing_ms=2900 if (last - day).days < 7 else 2400)
        for day in days
    ])  # fmt: skip
    keep_days(days=used_days(slot=lift.pk, last=last), doors=doors, now=NOW)

    page = office.get(f"/elevators/{lift.register_number}/use").content.decode()
    file = office.get(f"/elevators/{lift.register_number}/use", {"export": "csv"})

    assert page.count('strip-good" x') == 30
    assert page.count("2.90</span>") == 6
    assert len(file.getvalue().decode().splitlines()) == 31
