"""Deeds that start in the same moment: the elevator's lock lets one after the other decide."""

from uuid import uuid4

import pytest

from hoistway.filings.actions import agree_to_hand_over, check_many, file_elevator
from hoistway.filings.models import Decision, ElevatorFiling, Responsibility
from hoistway.filings.vocabulary import FilingState
from tests.world.filings import (
    a_checked_filing,
    a_filing_firm,
    a_filing_wish,
    a_stage,
    an_elevator_filing,
)
from tests.world.parties import NOW
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_firms_that_file_at_once_both_learn_of_each_other():
    stage, firms = a_stage(), [a_filing_firm(), a_filing_firm()]
    wishes = [a_filing_wish(firm=firm) for firm in firms]
    offices = [firm.by for firm in firms]

    def file(n):
        return file_elevator(
            elevator_id=stage.elevator.pk, wish=wishes[n], form_id=uuid4(), now=NOW, by=offices[n]
        )

    answers = at_once(lambda: file(0), lambda: file(1))

    rows = list(ElevatorFiling.objects.order_by("pk"))
    assert all(isinstance(answer, ElevatorFiling) for answer in answers)
    assert [row.state for row in rows] == [FilingState.DISPUTED] * 2
    assert [row.rivals for row in rows] == [[row.firm_id] for row in reversed(rows)]


def test_an_agreement_and_two_checks_at_once_make_one_decision():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    a_checked_filing(stage=stage, firm=old)
    claim = an_elevator_filing(stage=stage, firm=new, confirmed=True)
    by_old, by_one, by_other = old.by, stage.by_district, stage.by_colleague

    at_once(
        lambda: agree_to_hand_over(filing_id=claim.pk, now=NOW, by=by_old),
        lambda: check_many(filing_ids=[claim.pk], now=NOW, by=by_one),
        lambda: check_many(filing_ids=[claim.pk], now=NOW, by=by_other),
    )

    claim.refresh_from_db()
    assert claim.state is FilingState.CHECKED
    assert Decision.objects.filter(filing=claim).count() == 1
    assert [row.filing_id for row in Responsibility.objects.all()] == [claim.pk]
