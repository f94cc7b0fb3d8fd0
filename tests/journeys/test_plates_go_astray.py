"""A stolen plate, and a plate that is replaced while people are shut in."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as house
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from hoistway.emergency.models import Incident
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.geo import Point
from hoistway.plates.actions import (
    issue_plates,
    note_sighting,
    replace_plate,
    report_plate,
    settle_suspicion,
)
from hoistway.plates.models import Plate
from hoistway.plates.queries import address_of, living_plates, suspicions
from hoistway.plates.vocabulary import PlateState, ScanPlace, SuspicionKind
from hoistway.registry.models import Elevator
from tests.world.clock import clock_in_hand
from tests.world.emergency import acting, an_elevator_of, on_call
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, a_firm, a_member, client_of
from tests.world.plates import posted, the_district

pytestmark = pytest.mark.django_db(transaction=True)

THREE_KILOMETRES_ON = Point(121.4430, 31.2600)


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW):
        yield


def hung(elevator: Elevator, *, by: Actor) -> Plate:
    """Return a plate of the house's key that the technician has just put up."""
    Plate.objects.filter(elevator=elevator).update(key_version=house.PLATE_KEY_VERSION)
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    posted(plate=plate, by=by)
    return plate


def scan(plate: Plate) -> str:
    address = address_of(plate=plate, keys=house.PLATE_KEYS)
    return Client().get(address).content.decode()


def cry(plate: Plate) -> HttpResponse:
    """Press for help twice, as a passenger does."""
    address = address_of(plate=plate, keys=house.PLATE_KEYS)
    return Client().post(f"{address}/call", {"form_id": str(uuid4()), "who": "inside"})


def test_a_stolen_plate_calls_for_its_own_elevator_says_so_and_is_found() -> None:
    firm = a_firm()
    technician = on_call(firm=firm)
    elevator = an_elevator_of(firm=firm)
    district = acting(membership=the_district(elevator=elevator))
    stolen = hung(elevator, by=acting(membership=technician))

    report_plate(
        plate_id=stolen.pk, lost=True, words="轿厢里的牌不见了", now=NOW,
        by=acting(membership=technician),
    )  # fmt: skip
    new = replace_plate(
        plate_id=stolen.pk, reason="失窃补发", key_version=house.PLATE_KEY_VERSION, now=NOW,
        by=district,
    )  # fmt: skip
    posted(plate=new, by=acting(membership=technician))
    page, answer = scan(stolen), cry(stolen)
    found = note_sighting(
        plate_id=stolen.pk, via=ScanPlace.INSPECTION, place=THREE_KILOMETRES_ON, accuracy_m=12.0,
        at=NOW + timedelta(days=40), now=NOW + timedelta(days=40), by=district,
    )  # fmt: skip
    for doubt in found:
        settle_suspicion(
            suspicion_id=doubt.pk, confirmed=True, reason="失窃牌被挂到别处，已收回",
            now=NOW + timedelta(days=41), by=district,
        )  # fmt: skip

    assert ("作废" in page, elevator.address in page) == (True, True)
    assert (answer.status_code, Incident.objects.get().elevator_id) == (302, elevator.pk)
    assert {one.kind for one in found} == {SuspicionKind.TWO_PLACES, SuspicionKind.VOID_IN_USE}
    assert {str(one.state) for one in suspicions(by=district)} == {"confirmed"}
    assert Plate.objects.get(pk=new.pk).state is PlateState.POSTED
    assert scan(new).count("作废") == 0


def test_a_plate_replaced_while_people_are_shut_in_changes_nothing_for_them() -> None:
    firm = a_firm()
    technician = on_call(firm=firm)
    elevator = an_elevator_of(firm=firm)
    district = acting(membership=the_district(elevator=elevator))
    old = hung(elevator, by=acting(membership=technician))
    tracking = cry(old)["Location"]
    work_off()

    new = replace_plate(
        plate_id=old.pk, reason="二维码磨损", key_version=house.PLATE_KEY_VERSION, now=NOW,
        by=district,
    )  # fmt: skip
    under_way = scan(old)
    other = acting(membership=a_member(role=technician.role, organisation=firm))
    posted(plate=new, by=other)
    again = [cry(new)["Location"], cry(old)["Location"]]
    work_off()
    phone = client_of(membership=technician)
    incident = Incident.objects.get()
    phone.post(f"/t/orders/{incident.number}/accept")
    printed = house.BASE_URL + address_of(plate=old, keys=house.PLATE_KEYS)
    arrived = phone.post(f"/t/orders/{incident.number}/arrive", {"code": printed})

    incident.refresh_from_db()
    assert "作废" not in under_way
    assert [Client().get(path).status_code for path in (tracking, *again)] == [200] * 3
    assert (arrived.status_code, incident.state) == (302, IncidentState.ARRIVED)
    assert (Plate.objects.get(pk=old.pk).state, new.rescue_number) == (
        PlateState.VOID, old.rescue_number,
    )  # fmt: skip
    assert failed_jobs() == 0


def test_an_elevator_new_in_the_register_gets_its_plate_and_calls_at_once() -> None:
    firm = a_firm()
    on_call(firm=firm)
    elevator = an_elevator_of(firm=firm)
    Plate.objects.filter(elevator=elevator).update(state=PlateState.VOID)

    issue_plates(elevator_ids=[elevator.pk], key_version=house.PLATE_KEY_VERSION, now=NOW)
    fresh = living_plates(elevator_ids=[elevator.pk])[elevator.pk]

    assert fresh.state is PlateState.ISSUED
    assert cry(fresh).status_code == 302
    assert Incident.objects.get().elevator_id == elevator.pk
