"""Corrections from the code's page and from the technician's phone."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders.models import PublicReport
from tests.world.parties import signed_in_client
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def printed(elevator: Elevator) -> str:
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def told(elevator: Elevator) -> QuerySet[Claim]:
    return Claim.objects.filter(elevator=elevator, origin__suggested=True)


def form(**more: str) -> dict[str, str]:
    return {"fact": "address", "value": "延平路137号", "words": "", "form_id": str(uuid4())} | more


def test_a_passenger_corrects_and_is_thanked_with_a_number() -> None:
    elevator = an_elevator()
    client = Client()
    page = client.get(printed(elevator)).content.decode()
    assert f"{printed(elevator)}/correction" in page

    answer = client.post(f"{printed(elevator)}/correction", form(), follow=True)

    assert told(elevator).get().fields == {"address": "延平路137号"}
    assert PublicReport.objects.get(elevator=elevator).number in answer.content.decode()
    assert client.cookies == {}


def test_help_beside_an_escalator_never_speaks_of_people_shut_in() -> None:
    elevator = an_elevator(kind=ElevatorKind.ESCALATOR)

    page = Client().post(f"{printed(elevator)}/correction", form(value="有人受伤")).content.decode()

    assert "困" not in page.replace('value="有人受伤"', "")
    assert 'class="sos"' in page


def test_a_form_of_another_site_and_an_empty_one_change_nothing() -> None:
    elevator = an_elevator()
    there = f"{printed(elevator)}/correction"

    answers = [
        Client().post(there, form(), headers={"Origin": "https://elsewhere.example"}),
        Client().post(there, form(value="")),
        Client().post(there, form(fact="register_number")),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert not told(elevator).exists()


def test_a_technician_corrects_what_the_plate_in_the_car_says() -> None:
    elevator = an_elevator()
    client = signed_in_client(role=RoleKind.TECHNICIAN, organisation=elevator.firm)
    there = reverse("technician-correction", args=[elevator.register_number])

    wrong = client.post(there, {"fact": "rated_load_kg", "value": "一吨", "text": ""})
    right = client.post(there, {"fact": "rated_load_kg", "value": "1000", "text": "铭牌"})

    claim = told(elevator).get()
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert claim.fields == {"rated_load_kg": 1000}
    assert claim.source.startswith("technician:")


def test_a_technician_of_another_firm_finds_nothing_to_correct() -> None:
    elevator = an_elevator()
    client = signed_in_client(role=RoleKind.TECHNICIAN)

    there = reverse("technician-correction", args=[elevator.register_number])

    assert client.post(there, {"fact": "name", "value": "x"}).status_code == 404
