"""Faults per elevator-year with their exposure, and the hours nobody could ride."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.faults.actions import dismiss_fault, judge_cause
from hoistway.faults.models import Fault
from hoistway.faults.queries import RateGroup, RatePeriod, downtime, fault_rates
from hoistway.faults.rules.rates import hours_of, rate_of
from hoistway.faults.vocabulary import FaultCause, FaultKind
from hoistway.foundation.actors import PLATFORM
from hoistway.inspection.vocabulary import Verdict
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from tests.world.duties import notice_sides
from tests.world.faults import a_fault, a_mended_fault
from tests.world.inspections import an_inspection
from tests.world.parties import NOW
from tests.world.registry import Site, an_elevator
from tests.world.repairs import a_repair

YEAR = RatePeriod(first=date(2025, 11, 23), last=date(2026, 11, 22))


@pytest.mark.parametrize(("days", "rate"), [(3652, None), (3653, 2 * 365.25 / 3653)])
def test_a_rate_is_told_from_ten_elevator_years_on(days: int, rate: float | None) -> None:
    assert rate_of(counted=2, days=days, least_years=10) == rate


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 50)), max_size=6))
def test_an_hour_that_two_stops_share_counts_once(stops: list[tuple[int, int]]) -> None:
    hour = timedelta(hours=1)
    spans = [(NOW + start * hour, NOW + (start + length) * hour) for start, length in stops]
    out = {at for start, length in stops for at in range(start, start + length) if at < 60}

    assert hours_of(spans=spans, first=NOW, until=NOW + 60 * hour) == pytest.approx(len(out))


@pytest.mark.django_db
def test_false_faults_and_those_from_outside_stand_apart() -> None:
    elevator = an_elevator()
    others = [an_elevator(site=Site(firm=elevator.firm)) for _ in range(11)]
    Elevator.objects.filter(pk=others[0].pk).update(use_state=UseState.SCRAPPED)
    for kind in (FaultKind.DOOR_CLOSING, FaultKind.NOT_RUNNING):
        a_fault(elevator=elevator, kind=kind)
    false = a_fault(elevator=others[1])
    dismiss_fault(fault_id=false.pk, form_id=uuid4(), words="无故障", now=NOW, by=PLATFORM)
    outside = a_mended_fault(elevator=others[2])
    judge_cause(
        fault_id=outside.pk, form_id=uuid4(), cause=FaultCause.OUTSIDE, words="外线停电", now=NOW,
        by=PLATFORM,
    )  # fmt: skip
    a_fault(elevator=an_elevator())

    found = {
        one.key: one for one in fault_rates(by=PLATFORM, group=RateGroup.FIRM, period=YEAR, now=NOW)
    }

    assert elevator.firm_id is not None
    firm = found[elevator.firm_id]
    assert (firm.counted, firm.stopped, firm.false, firm.outside) == (2, 1, 1, 1)
    assert firm.days == 11 * 365
    assert firm.rate == pytest.approx(2 * 365.25 / (11 * 365))
    assert {one.rate for one in found.values()} == {None, firm.rate}


@pytest.mark.django_db
def test_a_firm_sees_rates_of_its_own_alone() -> None:
    sides = notice_sides()
    a_fault(elevator=sides.elevator)
    a_fault()

    (whole,) = fault_rates(by=sides.by("firm"), group=RateGroup.ALL, period=YEAR, now=NOW)

    assert (whole.counted, whole.days) == (1, 365)


@pytest.mark.django_db
def test_downtime_is_the_union_of_stopping_faults_and_repairs() -> None:
    elevator, quiet = an_elevator(), an_elevator()
    fault = a_fault(elevator=elevator, kind=FaultKind.NOT_RUNNING)
    Fault.objects.filter(pk=fault.pk).update(
        began_at=NOW - timedelta(hours=5), mended_at=NOW - timedelta(hours=2)
    )
    a_repair(elevator=elevator, urgency=Urgency.AT_ONCE, now=NOW - timedelta(hours=3))
    a_fault(elevator=quiet, kind=FaultKind.LIGHT)

    out = downtime(elevator_ids=[elevator.pk, quiet.pk], period=YEAR, now=NOW)

    assert out == {elevator.pk: pytest.approx(5.0), quiet.pk: 0.0}


@pytest.mark.django_db
def test_a_stop_of_use_by_law_is_downtime_too() -> None:
    elevator = an_elevator()
    an_inspection(elevator=elevator, verdict=Verdict.FAILED, now=NOW - timedelta(hours=30))

    out = downtime(elevator_ids=[elevator.pk], period=YEAR, now=NOW)

    assert out[elevator.pk] == pytest.approx(30, abs=0.1)
