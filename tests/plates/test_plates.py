import pytest
from django.db import IntegrityError, transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.plates.actions import issue_plates, void_plate
from hoistway.plates.models import Plate
from hoistway.plates.queries import (
    Resolved,
    address_of,
    living_plates,
    resolve,
    resolve_spoken,
)
from hoistway.plates.rules.token import signature_of
from hoistway.plates.vocabulary import PlateState, Scan
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db

KEYS = {1: b"first key", 2: b"second key"}
NOTHING = Resolved(scan=Scan.UNKNOWN, elevator_id=0, code="abcdefghjkmn", signature="")


def a_plate() -> Plate:
    return Plate.objects.get(elevator=an_elevator())


def a_void_plate() -> Plate:
    plate = a_plate()
    void_plate(plate_id=plate.pk, reason="已更换", now=NOW, by=PLATFORM)
    return Plate.objects.get(pk=plate.pk)


def right(plate: Plate) -> str:
    return signature_of(code=plate.code, key=KEYS[plate.key_version], version=plate.key_version)


def scanned(plate: Plate, signature: str) -> Resolved:
    return resolve(code=plate.code, signature=signature, keys=KEYS)


def test_an_elevator_gets_one_plate_however_often_plates_are_issued() -> None:
    served, bare = an_elevator(), an_elevator(plate=False)
    both = [served.pk, bare.pk]

    issued = [issue_plates(elevator_ids=both, key_version=2, now=NOW) for _ in range(2)]

    assert issued == [1, 0]
    assert {key: plate.key_version for key, plate in living_plates(elevator_ids=both).items()} == {
        served.pk: 1, bare.pk: 2,
    }  # fmt: skip


def test_the_database_keeps_one_living_plate_per_elevator() -> None:
    plate = a_plate()

    with pytest.raises(IntegrityError, match="one_living_plate_each"), transaction.atomic():
        Plate.objects.create(
            elevator=plate.elevator, code="x" * 12, key_version=1, rescue_number="0000000",
            state=PlateState.ISSUED, issued_at=NOW,
        )  # fmt: skip


def test_the_database_gives_a_number_to_one_living_plate() -> None:
    plate, other = a_plate(), an_elevator(plate=False)

    with pytest.raises(IntegrityError, match="one_living_number_each"), transaction.atomic():
        Plate.objects.create(
            elevator=other, code="x" * 12, key_version=1, rescue_number=plate.rescue_number,
            state=PlateState.POSTED, issued_at=NOW,
        )  # fmt: skip


def test_a_void_plate_makes_room_for_a_new_one_with_another_code() -> None:
    old = a_void_plate()

    issue_plates(elevator_ids=[old.elevator_id], key_version=1, now=NOW)

    new = living_plates(elevator_ids=[old.elevator_id])[old.elevator_id]
    assert (old.state, old.voided_at, new.code == old.code) == (PlateState.VOID, NOW, False)


def test_voiding_twice_keeps_the_first_instant() -> None:
    plate = a_void_plate()

    void_plate(plate_id=plate.pk, reason="再次作废", now=NOW.replace(year=2030), by=PLATFORM)

    assert Plate.objects.get(pk=plate.pk).voided_at == NOW


def test_a_genuine_scan_leads_to_the_elevator() -> None:
    plate = a_plate()

    assert scanned(plate, right(plate)) == Resolved(
        scan=Scan.GENUINE, elevator_id=plate.elevator_id, code=plate.code, signature=right(plate)
    )


def test_capitals_and_dashes_do_not_matter() -> None:
    plate = a_plate()
    shouted = resolve(code=plate.code.upper(), signature=right(plate).upper(), keys=KEYS)

    assert shouted.scan is Scan.GENUINE


@pytest.mark.parametrize("forged", ["", "-", "aaaaaaaa", "签名"])
def test_a_forged_signature_still_leads_to_the_elevator_and_says_so(forged: str) -> None:
    plate = a_plate()

    found = scanned(plate, forged)

    assert (found.scan, found.elevator_id) == (Scan.UNVERIFIED, plate.elevator_id)


def test_a_void_plate_still_leads_to_the_elevator_and_says_so() -> None:
    plate = a_void_plate()

    found = scanned(plate, right(plate))

    assert (found.scan, found.elevator_id) == (Scan.VOID, plate.elevator_id)


def test_a_plate_is_verified_by_the_key_of_its_own_version() -> None:
    elevator = an_elevator(plate=False)
    issue_plates(elevator_ids=[elevator.pk], key_version=2, now=NOW)
    plate = Plate.objects.get(elevator=elevator)
    by_first_key = signature_of(code=plate.code, key=KEYS[1], version=1)

    assert [scanned(plate, s).scan for s in (right(plate), by_first_key)] == [
        Scan.GENUINE, Scan.UNVERIFIED,
    ]  # fmt: skip


def test_an_unknown_code_leads_nowhere_and_is_kept_for_the_desk() -> None:
    assert resolve(code="ABCD-EFGH-JKMN", signature="x", keys=KEYS) == NOTHING
    assert resolve_spoken(typed="ABCD-EFGH-JKMN", keys=KEYS) == NOTHING


@pytest.mark.parametrize("typed", ["", "困", "0", "0005724"])
def test_what_is_no_code_and_no_living_number_leads_nowhere(typed: str) -> None:
    assert resolve_spoken(typed=typed, keys=KEYS).scan is Scan.UNKNOWN


def test_number_and_code_read_off_the_plate_lead_to_the_elevator() -> None:
    plate = a_plate()
    number = plate.rescue_number

    found = [
        resolve_spoken(typed=typed, keys=KEYS)
        for typed in (number, f"{number[:3]} {number[3:]}", plate.code, plate.code.upper())
    ]

    assert found == [
        Resolved(
            scan=Scan.GENUINE, elevator_id=plate.elevator_id, code=plate.code,
            signature=right(plate),
        )
    ] * 4  # fmt: skip


def test_a_misheard_number_leads_nowhere() -> None:
    number = a_plate().rescue_number
    misheard = number[:-1] + str((int(number[-1]) + 1) % 10)

    assert resolve_spoken(typed=misheard, keys=KEYS).scan is Scan.UNKNOWN


def test_a_void_code_or_number_leads_to_the_elevator_until_a_new_plate_has_it() -> None:
    old = a_void_plate()
    typed = (old.code, old.rescue_number)
    before = [resolve_spoken(typed=text, keys=KEYS) for text in typed]
    issue_plates(elevator_ids=[old.elevator_id], key_version=1, now=NOW)
    after = [resolve_spoken(typed=text, keys=KEYS) for text in typed]

    assert [(r.scan, r.elevator_id) for r in before] == [(Scan.VOID, old.elevator_id)] * 2
    assert [r.scan for r in after] == [Scan.VOID, Scan.GENUINE]


def test_the_printed_address_is_code_and_signature() -> None:
    plate = a_plate()

    assert address_of(plate=plate, keys=KEYS) == f"/e/{plate.code}/{right(plate)}"
