"""Rows of the register that turn out to be one elevator, or two again: one answer each day."""

import pytest

from hoistway.filings.actions import follow_register
from hoistway.filings.models import Decision, ElevatorFiling
from hoistway.filings.queries import days_of, decisions_of, maintainer_on
from hoistway.filings.vocabulary import DecisionKind, FilingState
from hoistway.foundation.actors import PLATFORM
from hoistway.registry.actions import merge, split
from hoistway.registry.models import Elevator
from tests.world.filings import (
    DAY,
    TODAY,
    a_checked_filing,
    a_filing_firm,
    a_filing_wish,
    a_stage,
    an_elevator_filing,
    days_later,
)
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


def _merged(kept, gone, *, day=1):
    found = merge(
        kept_id=kept.elevator.pk, gone_id=gone.elevator.pk, reason="同一台", inputs={},
        edition="test", now=days_later(day), by=PLATFORM,
    )  # fmt: skip
    _follow(kept, gone, day=day)
    return found


def _follow(kept, gone, *, day):
    follow_register(kept_id=kept.elevator.pk, gone_id=gone.elevator.pk, now=days_later(day))


def _held(stage):
    return Elevator.objects.get(pk=stage.elevator.pk).firm_id


def _answer(stage, day=TODAY):
    return maintainer_on(elevator_id=stage.elevator.pk, day=day).firm_id


def test_the_survivor_gains_the_days_that_only_the_other_row_had_and_gives_them_back():
    firm, kept, gone = a_filing_firm(), a_stage(), a_stage()
    a_checked_filing(stage=gone, firm=firm)
    named = kept.elevator.firm_id

    merged = _merged(kept, gone)
    assert (_answer(kept), _answer(gone), _held(kept)) == (firm.firm.pk,) * 3
    _follow(kept, gone, day=2)
    assert Decision.objects.filter(kind=DecisionKind.MERGE).count() == 1

    split(merge_id=merged.pk, reason="两台", now=days_later(3), by=PLATFORM)
    _follow(kept, gone, day=3)
    assert (_answer(kept), _held(kept)) == (named, named)
    assert (_answer(gone), _held(gone)) == (firm.firm.pk, firm.firm.pk)
    assert days_of(elevator_id=kept.elevator.pk) == []


def test_where_both_rows_had_a_firm_the_survivors_stays_and_the_clash_is_kept():
    ours, theirs, kept, gone = a_filing_firm(), a_filing_firm(), a_stage(), a_stage()
    a_checked_filing(stage=kept, firm=ours, wish=a_filing_wish(firm=ours, last=TODAY + 9 * DAY))
    a_checked_filing(stage=gone, firm=theirs)
    a_checked_filing(stage=a_stage(), firm=theirs)

    _merged(kept, gone)

    assert (_answer(kept), _held(kept)) == (ours.firm.pk, ours.firm.pk)
    assert _answer(kept, TODAY + 10 * DAY) == theirs.firm.pk
    decision = decisions_of(elevator_id=gone.elevator.pk)[0]
    assert decision.inputs["both_had_a_firm"] == [
        {"firm": theirs.firm.pk, "since": TODAY.isoformat()}
    ]


def test_an_open_filing_of_a_row_that_went_is_decided_for_the_survivor():
    firm, kept, gone = a_filing_firm(), a_stage(), a_stage()
    filing = an_elevator_filing(stage=gone, firm=firm, confirmed=True)
    _merged(kept, gone)

    renewed = an_elevator_filing(stage=gone, firm=a_filing_firm(), now=days_later(2))

    assert renewed.elevator_id == kept.elevator.pk
    assert ElevatorFiling.objects.get(pk=filing.pk).state is FilingState.DISPUTED
    assert days_later(2) > NOW
