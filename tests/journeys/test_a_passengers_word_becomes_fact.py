"""A passenger's correction becomes fact: said on a phone, seen on site, accepted."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as house
from django.test import Client
from pytest_django.fixtures import Settings

from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.models import Claim, Elevator
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, a_bureau, client_of, signed_in_client
from tests.world.parties import a_technician as technician_of
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db(transaction=True)

FIELD = "address"
RIGHT, WHY = "延平路137号", "与技术人员现场照片核实"


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def scanned(elevator: Elevator) -> str:
    """Return what a phone opens when it reads the code."""
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    return address_of(plate=plate, keys=house.PLATE_KEYS)


def told_by_a_passenger(elevator: Elevator, value: str = RIGHT) -> str:
    """Fill in the form as it comes, with nothing but links and forms; return the last page."""
    phone = Client()
    page = phone.get(scanned(elevator)).content.decode()
    (there,) = set(re.findall(r'href="([^"]+/correction)[^"]*"', page))
    form = phone.get(there).content.decode()
    form_id = re.findall(r'name="form_id" value="([^"]+)"', form)[0]
    assert f'value="{FIELD}"' in form
    said = {"fact": FIELD, "value": value, "words": "大门上这样写", "form_id": form_id}
    answer = phone.post(there, said, follow=True)
    assert answer.status_code == 200
    assert phone.cookies == {}
    return answer.content.decode()


def the_finding() -> Finding:
    return Finding.objects.get(kind=FindingKind.PUBLIC_SUGGESTION)


def address_of_today(elevator: Elevator) -> str:
    return Elevator.objects.get(pk=elevator.pk).address


def test_a_passengers_word_is_confirmed_on_site_and_accepted_by_the_district(
    hand: HandClock,
) -> None:
    elevator = an_elevator()
    before = elevator.address
    work_off()

    # Said on the phone, without a name; nothing changes, the district is asked.
    thanks = told_by_a_passenger(elevator)
    work_off()
    assert re.search(r"FY\d{12}", thanks)
    assert address_of_today(elevator) == before
    finding = the_finding()
    assert (finding.field, finding.value, finding.proposal) == (FIELD, before, RIGHT)
    assert (finding.jurisdiction_id, finding.certain) == (elevator.jurisdiction_id, False)
    alone = finding.confidence

    # The firm's technician stands before the gate and says the same.
    hand.later(86_400)
    number = elevator.register_number
    technician = client_of(membership=technician_of(firm=elevator.firm))
    there = f"/t/elevators/{number}/correction"
    answer = technician.post(there, {"fact": FIELD, "value": RIGHT, "text": "门头照片"})
    work_off()
    assert answer.status_code == 302
    assert the_finding().pk == finding.pk
    assert the_finding().confidence > alone + 0.3
    assert address_of_today(elevator) == before

    # The district looks at both, and accepts.
    hand.later(3_600)
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    district = signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)
    seen = district.get(f"/quality/findings/{finding.pk}").content.decode()
    assert ("大门上这样写" in seen, "门头照片" in seen) == (True, True)
    settle = f"/quality/findings/{finding.pk}/settle"
    assert district.post(settle, {"deed": "accept", "reason": WHY}).status_code == 302
    work_off()

    # It is fact: held, on the elevator's page, on the passenger's page; who and why are kept.
    assert address_of_today(elevator) == RIGHT
    for client, there in ((district, f"/elevators/{number}"), (Client(), scanned(elevator))):
        assert RIGHT in client.get(there).content.decode()
    why = district.get(f"/elevators/{number}/why/{FIELD}").content.decode()
    assert f"监管人员裁定。理由：{WHY}" in why
    life = district.get(f"/elevators/{number}/timeline?kind=data").content.decode()
    assert f"地址：{RIGHT}" in life
    assert the_finding().state == FindingState.ACCEPTED
    event = Elevator.pgh_event_model.objects.filter(pgh_obj_id=elevator.pk).latest("pgh_id")
    assert (event.address, event.pgh_context.metadata["reason"]) == (before, WHY)
    assert event.pgh_context.metadata["by"]["organisation"] == bureau.pk
    assert failed_jobs() == 0


@pytest.mark.usefixtures("hand")
def test_a_word_that_the_district_rejects_is_not_asked_again_by_the_next_passenger() -> None:
    elevator = an_elevator()
    before = elevator.address
    told_by_a_passenger(elevator)
    work_off()
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    district = signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)
    settle = f"/quality/findings/{the_finding().pk}/settle"
    district.post(settle, {"deed": "reject", "reason": "同名小区在隔壁"})

    told_by_a_passenger(elevator)
    work_off()

    assert the_finding().state == FindingState.REJECTED
    assert address_of_today(elevator) == before
    assert Claim.objects.filter(elevator=elevator, source="passenger").count() == 2


@pytest.mark.usefixtures("hand")
def test_two_passengers_who_contradict_each_other_are_two_questions() -> None:
    elevator = an_elevator()

    for value in (RIGHT, "延平路173号"):
        told_by_a_passenger(elevator, value)
    work_off()

    asked = Finding.objects.filter(kind=FindingKind.PUBLIC_SUGGESTION, state=FindingState.OPEN)
    assert {row.proposal for row in asked} == {RIGHT, "延平路173号"}
    assert len({row.confidence for row in asked}) == 1
