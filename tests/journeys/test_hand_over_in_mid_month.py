"""A hand-over in the middle of a month, while both firms claim the elevator."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.filings.actions import (
    object_to_filing,
    reverse_decision,
    rule_filing,
    settle_due,
    turn_day,
)
from hoistway.filings.queries import days_of, decisions_of, maintainer_on
from hoistway.filings.vocabulary import Basis, DecisionKind, FilingState
from hoistway.filings.vocabulary.decisions import Ground
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

pytestmark = pytest.mark.django_db

MID_MONTH = TODAY - 7 * DAY
"""The contract of the new firm began on Sunday the 15th; today is the 22nd."""


def _grounds(decision):
    return [Ground(one["ground"]) for one in decision.reasons if "ground" in one]


def test_silence_of_the_old_firm_hands_over_from_the_contracts_first_day():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    a_checked_filing(
        stage=stage, firm=old, wish=a_filing_wish(firm=old, first=TODAY - 200 * DAY, last=None)
    )

    claim = an_elevator_filing(
        stage=stage, firm=new, wish=a_filing_wish(firm=new, first=MID_MONTH), confirmed=True,
        checked=True,
    )  # fmt: skip

    assert claim.state is FilingState.DISPUTED
    assert claim.objection_until == days_later(5)
    assert maintainer_on(elevator_id=stage.elevator.pk, day=TODAY).firm_id == old.firm.pk

    settle_due(now=days_later(5) - timedelta(seconds=1))
    assert maintainer_on(elevator_id=stage.elevator.pk, day=TODAY).firm_id == old.firm.pk

    settle_due(now=days_later(5))
    stage.elevator.refresh_from_db()
    claim.refresh_from_db()
    decision = decisions_of(elevator_id=stage.elevator.pk)[0]
    assert claim.state is FilingState.CHECKED
    assert stage.elevator.firm == new.firm
    assert decision.kind is DecisionKind.HAND_OVER
    assert _grounds(decision) == [
        Ground.CHECKED, Ground.UNIT_CONFIRMED, Ground.NOBODY_OBJECTED,
    ]  # fmt: skip
    assert [(one.maintainer.firm_id, one.since, one.until) for one in
            days_of(elevator_id=stage.elevator.pk)] == [
        (old.firm.pk, TODAY - 200 * DAY, MID_MONTH),
        (new.firm.pk, MID_MONTH, TODAY + 365 * DAY),
        (None, TODAY + 365 * DAY, None),
    ]  # fmt: skip


def test_an_objection_brings_it_before_the_district_and_a_wrong_ruling_is_taken_back():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    a_checked_filing(
        stage=stage, firm=old, wish=a_filing_wish(firm=old, first=TODAY - 200 * DAY, last=None)
    )
    claim = an_elevator_filing(
        stage=stage, firm=new, wish=a_filing_wish(firm=new, first=MID_MONTH), confirmed=True,
        checked=True,
    )  # fmt: skip
    object_to_filing(
        filing_id=claim.pk, reason="合同未到期", evidence_id=None, form_id=uuid4(),
        now=days_later(1), by=old.by,
    )  # fmt: skip

    settle_due(now=days_later(9))
    assert maintainer_on(elevator_id=stage.elevator.pk, day=TODAY).firm_id == old.firm.pk

    rule_filing(
        filing_id=claim.pk, accept=True, reason="新合同与使用单位确认一致", now=days_later(10),
        by=stage.by_colleague,
    )  # fmt: skip
    assert maintainer_on(elevator_id=stage.elevator.pk, day=TODAY).firm_id == new.firm.pk
    ruling = decisions_of(elevator_id=stage.elevator.pk)[0]
    assert _grounds(ruling) == [Ground.DISTRICT_RULED, Ground.OBJECTED]

    reverse_decision(
        decision_id=ruling.pk, reason="新合同系伪造", now=days_later(11), by=stage.by_city
    )
    turn_day(now=days_later(12))
    stage.elevator.refresh_from_db()
    claim.refresh_from_db()
    answer = maintainer_on(elevator_id=stage.elevator.pk, day=TODAY)
    assert (answer.firm_id, answer.basis) == (old.firm.pk, Basis.FILED)
    assert stage.elevator.firm == old.firm
    assert claim.state is FilingState.REFUSED
    assert decisions_of(elevator_id=stage.elevator.pk)[0].kind is DecisionKind.REVERSE
