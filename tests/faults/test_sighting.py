"""One fault from many sightings: what joins, what opens again, who may say so."""

from datetime import timedelta

import pytest

from hoistway.faults.actions import sight_fault, sight_faults
from hoistway.faults.models import Fault, FaultStep, Sighting
from hoistway.faults.vocabulary import FaultDeed, FaultGroup, FaultKind, FaultSource, FaultState
from hoistway.foundation.actors import A_PASSENGER, PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from tests.world.faults import a_fault, a_sighting
from tests.world.parties import NOW, an_actor
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def test_ten_neighbours_who_see_one_thing_make_one_fault_with_ten_sightings() -> None:
    elevator = an_elevator()

    faults = [
        sight_fault(
            sighting=a_sighting(elevator=elevator, kind=FaultKind.NOT_RUNNING), now=NOW,
            by=A_PASSENGER,
        )
        for _ in range(10)
    ]  # fmt: skip

    (fault,) = Fault.objects.all()
    assert {one.pk for one in faults} == {fault.pk}
    assert fault.sightings == Sighting.objects.filter(fault=fault).count() == 10
    assert fault.stopped
    assert [step.deed for step in FaultStep.objects.all()] == [FaultDeed.OPEN]


def test_the_same_key_twice_is_one_sighting() -> None:
    seen = a_sighting(elevator=an_elevator(), key="report.7")

    first, second = sight_faults(sightings=[seen, seen], now=NOW, by=A_PASSENGER)

    assert first.pk == second.pk
    assert Sighting.objects.count() == 1


def test_another_part_is_another_fault_and_another_elevator_too() -> None:
    elevator, other = an_elevator(), an_elevator()

    faults = sight_faults(
        sightings=[
            a_sighting(elevator=elevator, kind=FaultKind.DOOR_CLOSING),
            a_sighting(elevator=elevator, kind=FaultKind.LIGHT),
            a_sighting(elevator=other, kind=FaultKind.LIGHT),
        ],
        now=NOW, by=PLATFORM,
    )  # fmt: skip

    assert len({fault.pk for fault in faults}) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FaultKind.NOT_RUNNING, FaultKind.SAFETY_CIRCUIT),
        (FaultKind.SAFETY_CIRCUIT, FaultKind.NOT_RUNNING),
    ],
)
def test_out_of_order_is_the_fault_that_stops_the_elevator_in_its_plainer_word(
    first: FaultKind, second: FaultKind
) -> None:
    elevator = an_elevator()

    for kind in (first, second):
        sight_fault(sighting=a_sighting(elevator=elevator, kind=kind), now=NOW, by=PLATFORM)

    fault = Fault.objects.get()
    assert (fault.kind, fault.group) == (FaultKind.SAFETY_CIRCUIT, FaultGroup.SAFETY)


def test_out_of_order_is_not_a_dark_car() -> None:
    elevator = an_elevator()

    for kind in (FaultKind.LIGHT, FaultKind.NOT_RUNNING):
        sight_fault(sighting=a_sighting(elevator=elevator, kind=kind), now=NOW, by=PLATFORM)

    assert Fault.objects.count() == 2


def test_an_earlier_witness_moves_the_beginning() -> None:
    fault = a_fault()
    earlier = NOW - timedelta(hours=2)

    sight_fault(sighting=a_sighting(elevator=fault.elevator, seen_at=earlier), now=NOW, by=PLATFORM)

    fault.refresh_from_db()
    assert fault.began_at == earlier


def test_a_fault_belongs_to_who_maintained_and_used_the_elevator_then() -> None:
    fault = a_fault(kind=FaultKind.LIGHT, source=FaultSource.USE_UNIT)

    elevator = fault.elevator
    assert (fault.firm_id, fault.use_unit_id) == (elevator.firm_id, elevator.use_unit_id)
    assert fault.jurisdiction_id == elevator.jurisdiction_id
    assert not fault.stopped
    assert fault.state is FaultState.OPEN


def test_a_use_unit_reports_its_own_elevator_and_no_other() -> None:
    elevator, foreign = an_elevator(), an_elevator()
    unit = an_actor(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)

    fault = sight_fault(sighting=a_sighting(elevator=elevator), now=NOW, by=unit)

    assert fault.sightings == 1
    with pytest.raises(NotFound):
        sight_fault(sighting=a_sighting(elevator=foreign), now=NOW, by=unit)


def test_an_inspector_reports_no_fault() -> None:
    inspector = an_actor(role=RoleKind.INSPECTOR)

    with pytest.raises(NotAllowed):
        sight_fault(sighting=a_sighting(elevator=an_elevator()), now=NOW, by=inspector)
