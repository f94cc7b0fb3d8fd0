from datetime import timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.ondemand.actions.outcome import work_out_outcome
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.queries.outcome import outcomes, pairs_on
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from tests.world.faults import a_fault
from tests.world.ondemand import a_listed_firm
from tests.world.parties import NOW, a_firm
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def in_pilot(elevator: Elevator, *, days: int) -> ElevatorPilot:
    return ElevatorPilot.objects.create(
        elevator=elevator, firm_pilot=a_listed_firm(firm=a_firm()), state="listed",
        jurisdiction=elevator.jurisdiction, proposed_at=NOW - timedelta(days=days + 9),
        listed_at=NOW - timedelta(days=days),
    )  # fmt: skip


def test_thirty_days_in_the_pilot_are_compared_and_twenty_nine_are_not() -> None:
    long, short = an_elevator(plate=False), an_elevator(plate=False)
    for _n in range(3):
        an_elevator(plate=False)
    in_pilot(long, days=30)
    in_pilot(short, days=29)

    pairs = pairs_on(day=TODAY)

    assert {key for key, inside in zip(pairs.keys, pairs.pilot, strict=True) if inside} == {long.pk}
    assert len(pairs.keys) == 4


def test_an_elevator_without_its_like_is_left_out_and_counted() -> None:
    an_elevator(plate=False)
    in_pilot(an_elevator(plate=False, kind=ElevatorKind.ESCALATOR), days=60)

    pairs = pairs_on(day=TODAY)

    assert (pairs.keys, pairs.left_out) == ((), 1)


def test_the_days_comparison_stands_once_and_says_too_few() -> None:
    firm = a_firm()
    one, other = (an_elevator(site=Site(firm=firm), plate=False) for _n in range(2))
    in_pilot(one, days=90)
    a_fault(elevator=other, now=NOW - timedelta(days=10))

    found = work_out_outcome(now=NOW)

    assert work_out_outcome(now=NOW).pk == found.pk
    assert (found.pilots, found.controls) == (1, 1)
    faults = next(said for said in found.results if said["kind"] == "faults")
    assert (faults["fixed"]["events"], faults["effect"]) == (1.0, "too_few")
    assert outcomes(by=PLATFORM).count() == 1


def test_no_pilot_no_claim() -> None:
    an_elevator(plate=False)

    assert work_out_outcome(now=NOW).results == []
