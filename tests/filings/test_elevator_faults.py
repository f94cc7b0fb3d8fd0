"""What the machine finds wrong with a filing of an elevator."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hoistway.filings.rules.filing import (
    Circumstances,
    EndsBeforeItBegins,
    FilingWish,
    filing_faults,
    require_sound,
)
from hoistway.filings.rules.licences import HeldLicence
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import Fault, FilingKind, LicenceItem, LicenceLevel
from hoistway.registry.vocabulary import ElevatorKind, UseState

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
POLICY = policy_on(day=TODAY)
LICENCE = HeldLicence(
    item=LicenceItem.TRACTION, level=LicenceLevel.B, number="TS", since=TODAY - 100 * DAY,
    until=TODAY + 365 * DAY,
)  # fmt: skip
WISH = FilingWish(
    kind=FilingKind.START, contract_number="WB-1", first_day=TODAY, last_day=TODAY + 364 * DAY,
    technicians=(5,), contract_file_id=1,
)  # fmt: skip
AROUND = Circumstances(
    kind=ElevatorKind.TRACTION_PASSENGER, rated_speed_mps=2.5, use_state=UseState.IN_USE,
    firm_checked=True, licences=(LICENCE,), certified_until={5: TODAY + 364 * DAY},
    claimed_by_other=False, unit_denies=False, today=TODAY,
)  # fmt: skip


def _faults(wish=WISH, around=AROUND):
    found = filing_faults(wish=wish, around=around, policy=POLICY)
    return [(one.fault, one.blocking) for one in found]


def test_a_whole_filing_has_no_fault():
    assert _faults() == []


@pytest.mark.parametrize(("change", "fault", "blocks"), [
    ({"contract_number": " "}, Fault.MISSING, True),
    ({"technicians": ()}, Fault.MISSING, True),
    ({"contract_file_id": None}, Fault.NO_CONTRACT_FILE, True),
    ({"promise_min": 31}, Fault.PROMISE_TOO_LONG, False),
    ({"technicians": (6,)}, Fault.NO_TECHNICIAN, False),
    ({"last_day": TODAY - DAY}, Fault.PERIOD_ENDS_FIRST, True),
    ({"last_day": TODAY + 365 * DAY}, Fault.LICENCE_ENDS, False),
])  # fmt: skip
def test_what_is_wrong_in_the_form_is_found(change, fault, blocks):
    assert (fault, blocks) in _faults(replace(WISH, **change))


@pytest.mark.parametrize(("change", "fault", "blocks"), [
    ({"rated_speed_mps": 2.51}, Fault.LEVEL_TOO_LOW, True),
    ({"kind": ElevatorKind.ESCALATOR}, Fault.ITEM_NOT_COVERED, True),
    ({"licences": ()}, Fault.NO_LICENCE, True),
    ({"firm_checked": False}, Fault.NO_FIRM_FILING, True),
    ({"unit_denies": True}, Fault.UNIT_DENIES, True),
    ({"claimed_by_other": True}, Fault.CLAIMED_BY_OTHER, False),
    ({"use_state": UseState.SUSPENDED}, Fault.NOT_IN_USE, False),
    ({"use_state": UseState.SCRAPPED}, Fault.SCRAPPED, True),
    ({"certified_until": {5: TODAY + 363 * DAY}}, Fault.CERTIFICATE_ENDS, False),
    ({"certified_until": {5: TODAY - DAY}}, Fault.NO_TECHNICIAN, False),
    ({"certified_until": {}}, Fault.NO_TECHNICIAN, False),
])  # fmt: skip
def test_what_is_wrong_around_it_is_found(change, fault, blocks):
    assert _faults(around=replace(AROUND, **change)) == [(fault, blocks)]


def test_thirty_minutes_are_the_most_that_may_be_promised():
    assert _faults(replace(WISH, promise_min=30)) == []


def test_a_contract_without_end_is_watched_by_the_clock_not_by_the_form():
    assert _faults(replace(WISH, last_day=None)) == []


def test_a_contract_of_old_is_judged_by_the_licence_of_today():
    old = replace(WISH, first_day=TODAY - 3000 * DAY)

    assert _faults(old) == []
    assert (Fault.NO_LICENCE, True) in _faults(replace(old, last_day=TODAY - 2000 * DAY))


def test_an_ending_needs_neither_licence_nor_people_nor_contract():
    ending = FilingWish(kind=FilingKind.END, contract_number="", first_day=TODAY)

    assert _faults(ending, replace(AROUND, licences=(), firm_checked=False)) == []
    assert _faults(ending, replace(AROUND, unit_denies=True)) == [(Fault.UNIT_DENIES, True)]


def test_days_in_the_wrong_order_cannot_be_kept():
    require_sound(wish=replace(WISH, last_day=TODAY))
    with pytest.raises(EndsBeforeItBegins):
        require_sound(wish=replace(WISH, last_day=TODAY - DAY))
