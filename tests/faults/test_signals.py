"""Faults that machines tell: begun by a code, over when it has been quiet for long enough."""

from datetime import timedelta

import pytest

from hoistway.detection.fault_codes import CodeChange
from hoistway.faults.actions import settle_quiet, sight_fault
from hoistway.faults.models import Fault, FaultStep, Sighting
from hoistway.faults.vocabulary import FaultDeed, FaultKind, FaultState
from hoistway.foundation.actors import A_PASSENGER
from hoistway.registry.models import Elevator
from hoistway.watch.fault_findings import KINDS, report_codes
from tests.world.faults import a_sighting
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db

NOW_MS = int(NOW.timestamp() * 1000)
MINUTE_MS = 60_000


def changes(
    elevator: Elevator, *, code: int = 2, began_ms: int = NOW_MS, ended_ms: int = 0
) -> list[CodeChange]:
    found = [CodeChange(elevator.pk, code, began_ms, began_ms, ended=False)]
    if ended_ms:
        found.append(CodeChange(elevator.pk, code, began_ms, ended_ms, ended=True))
    return found


def test_every_code_has_its_kind() -> None:
    assert sorted(KINDS) == [1, 2, 3, 4, 5, 6, 7, 8, 61, 62, 63, 64, 65]


def test_a_code_that_rises_is_a_fault_and_the_log_read_again_is_the_same_one() -> None:
    elevator = an_elevator()

    for _ in range(2):
        report_codes(changes=changes(elevator), now=NOW)

    fault = Fault.objects.get()
    assert (fault.kind, fault.sightings) == (FaultKind.DOOR_CLOSING, 1)
    assert fault.signals == [Sighting.objects.get().key]


@pytest.mark.parametrize(("minutes", "state"), [(14, FaultState.OPEN), (15, FaultState.MENDED)])
def test_a_fault_that_only_telemetry_saw_ends_by_itself_after_a_quiet_quarter_of_an_hour(
    minutes: int, state: FaultState
) -> None:
    elevator = an_elevator()
    report_codes(changes=changes(elevator, ended_ms=NOW_MS + MINUTE_MS), now=NOW)

    settle_quiet(now=NOW + timedelta(minutes=1 + minutes))

    fault = Fault.objects.get()
    assert fault.state is state
    if state is FaultState.MENDED:
        last = FaultStep.objects.latest("pk")
        assert fault.mended_at == NOW + timedelta(minutes=1)
        assert last.deed is FaultDeed.MEND
        assert last.facts["edition"] == "house-2020"


def test_what_a_passenger_saw_too_is_not_mended_by_silence() -> None:
    elevator = an_elevator()
    report_codes(changes=changes(elevator, ended_ms=NOW_MS + MINUTE_MS), now=NOW)
    sight_fault(sighting=a_sighting(elevator=elevator), now=NOW, by=A_PASSENGER)
    report_codes(
        changes=changes(elevator, began_ms=NOW_MS + 2 * MINUTE_MS, ended_ms=NOW_MS + 3 * MINUTE_MS),
        now=NOW,
    )

    settle_quiet(now=NOW + timedelta(hours=1))

    assert Fault.objects.get().state is FaultState.OPEN
    assert FaultStep.objects.latest("pk").deed is FaultDeed.NOTE
    assert settle_quiet(now=NOW + timedelta(hours=2)) == 0


def test_one_of_two_standing_codes_that_falls_ends_nothing() -> None:
    elevator = an_elevator()
    report_codes(changes=changes(elevator, code=3), now=NOW)
    report_codes(changes=changes(elevator, code=2, ended_ms=NOW_MS + MINUTE_MS), now=NOW)

    assert settle_quiet(now=NOW + timedelta(hours=1)) == 0
    assert Fault.objects.get().state is FaultState.OPEN


@pytest.mark.parametrize(("hours", "faults"), [(3, 1), (5, 2)])
def test_what_comes_back_soon_is_the_same_fault(hours: int, faults: int) -> None:
    elevator = an_elevator()
    report_codes(changes=changes(elevator, ended_ms=NOW_MS + MINUTE_MS), now=NOW)
    settle_quiet(now=NOW + timedelta(hours=1))

    again = NOW + timedelta(hours=hours)
    report_codes(changes=changes(elevator, began_ms=int(again.timestamp() * 1000)), now=again)

    assert Fault.objects.count() == faults
    assert Fault.objects.latest("began_at").state is FaultState.OPEN
