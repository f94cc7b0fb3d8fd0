"""Two firms claim one elevator: agreement, objection, ruling, and taking back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.filings.actions import (
    AnotherPersonRules,
    CannotReverse,
    FilingMovedOn,
    HasFaults,
    LaterDecisionStands,
    NothingToRule,
    ObjectedAlready,
    ReasonMissing,
    TooLateToObject,
    agree_to_hand_over,
    answer_filing,
    check_filing,
    check_many,
    object_to_filing,
    reverse_decision,
    rule_filing,
    settle_due,
    withdraw_filing,
)
from hoistway.filings.models import Decision, ElevatorFiling, Objection
from hoistway.filings.queries import (
    decisions_of,
    filing_seen,
    maintainer_on,
    outlook_of,
)
from hoistway.filings.vocabulary import (
    Basis,
    DecisionKind,
    FilingKind,
    FilingState,
    UnitAnswer,
)
from hoistway.filings.vocabulary.decisions import Ground
from hoistway.foundation.refusal import NotAllowed, NotFound
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

SINCE = TODAY - 100 * DAY


def _state(filing):
    return ElevatorFiling.objects.get(pk=filing.pk).state


def _firm_today(stage):
    return maintainer_on(elevator_id=stage.elevator.pk, day=TODAY).firm_id


def _held_by(firm, stage, *, last=None):
    wish = a_filing_wish(firm=firm, first=SINCE, last=last)
    return a_checked_filing(stage=stage, firm=firm, wish=wish)


def _object(filing, firm, *, at=NOW, form=None):
    return object_to_filing(
        filing_id=filing.pk, reason="合同未到期", evidence_id=None, form_id=form or uuid4(),
        now=at, by=firm.by,
    )  # fmt: skip


def test_the_old_firm_agrees_and_the_hand_over_holds_at_once():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    _held_by(old, stage)
    claim = an_elevator_filing(stage=stage, firm=new, confirmed=True, checked=True)

    agree_to_hand_over(filing_id=claim.pk, now=NOW, by=old.by)

    assert (_state(claim), _firm_today(stage)) == (FilingState.CHECKED, new.firm.pk)
    (decision,) = Decision.objects.filter(kind=DecisionKind.HAND_OVER)
    assert {"ground": str(Ground.RIVAL_AGREES)} in decision.reasons


def test_the_old_firms_own_ending_clears_the_way_and_is_settled_with_it():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    _held_by(old, stage)
    ending = an_elevator_filing(
        stage=stage, firm=old,
        wish=a_filing_wish(firm=old, kind=FilingKind.END, first=TODAY, technicians=[]),
    )  # fmt: skip

    claim = an_elevator_filing(stage=stage, firm=new, confirmed=True, checked=True)

    assert (_state(claim), _firm_today(stage)) == (FilingState.CHECKED, new.firm.pk)
    assert _state(ending) is FilingState.REPLACED


def test_two_firms_that_the_unit_confirms_both_come_before_the_district():
    one, other, stage = a_filing_firm(), a_filing_firm(), a_stage()
    first = an_elevator_filing(stage=stage, firm=one, confirmed=True)
    second = an_elevator_filing(stage=stage, firm=other, confirmed=True)
    check_many(filing_ids=[first.pk, second.pk], now=NOW, by=stage.by_district)

    settle_due(now=days_later(99))

    assert {_state(first), _state(second)} == {FilingState.DISPUTED}
    outlook = outlook_of(filing=first, now=days_later(99))
    assert outlook is not None
    assert outlook.verdict.grounds == (Ground.TWO_CONFIRMED,)
    rule_filing(
        filing_id=second.pk, accept=True, reason="合同在后", now=days_later(99), by=stage.by_city
    )
    settle_due(now=days_later(200))

    assert _firm_today(stage) == other.firm.pk
    outlook = outlook_of(filing=ElevatorFiling.objects.get(pk=first.pk), now=days_later(200))
    assert outlook is not None
    assert outlook.verdict.grounds == (Ground.DECIDED_MEANWHILE,)


def test_an_objection_is_heard_until_the_instant_and_once():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    _held_by(old, stage)
    claim = an_elevator_filing(stage=stage, firm=new, confirmed=True)
    until, form = claim.objection_until, uuid4()

    with pytest.raises(TooLateToObject):
        _object(claim, old, at=until)
    _object(claim, old, at=until - timedelta(seconds=1), form=form)
    assert _object(claim, old, at=until, form=form).form_id == form
    with pytest.raises(ObjectedAlready):
        _object(claim, old)
    with pytest.raises(ObjectedAlready):
        agree_to_hand_over(filing_id=claim.pk, now=NOW, by=old.by)
    assert Objection.objects.count() == 1


def test_a_firm_that_claims_nothing_sees_nothing_and_cannot_object():
    stage = a_stage()
    stranger = a_filing_firm()
    filing = an_elevator_filing(stage=stage, firm=a_filing_firm())

    with pytest.raises(NotFound):
        _object(filing, stranger)
    with pytest.raises(NotFound):
        agree_to_hand_over(filing_id=filing.pk, now=NOW, by=stranger.by)
    with pytest.raises(NotFound):
        filing_seen(number=filing.number, by=stranger.by)


def test_a_denied_filing_is_returned_or_ruled_but_not_checked():
    firm, stage = a_filing_firm(), a_stage()
    filing = an_elevator_filing(stage=stage, firm=firm)
    with pytest.raises(ReasonMissing):
        answer_filing(filing_id=filing.pk, confirms=False, reason=" ", now=NOW, by=stage.by_unit)

    answer_filing(filing_id=filing.pk, confirms=False, reason="未签合同", now=NOW, by=stage.by_unit)

    assert _state(filing) is FilingState.DISPUTED
    with pytest.raises(HasFaults):
        check_filing(filing_id=filing.pk, now=NOW, by=stage.by_district)
    with pytest.raises(ReasonMissing):
        rule_filing(filing_id=filing.pk, accept=True, reason="", now=NOW, by=stage.by_district)
    rule_filing(
        filing_id=filing.pk, accept=True, reason="见合同原件", now=NOW, by=stage.by_district
    )
    assert _firm_today(stage) == firm.firm.pk


def test_a_use_unit_may_change_its_mind_while_nothing_is_decided():
    firm, stage = a_filing_firm(), a_stage()
    filing = an_elevator_filing(stage=stage, firm=firm)
    answer_filing(filing_id=filing.pk, confirms=False, reason="误", now=NOW, by=stage.by_unit)

    answer_filing(filing_id=filing.pk, confirms=True, reason="", now=NOW, by=stage.by_unit)
    check_filing(filing_id=filing.pk, now=NOW, by=stage.by_district)

    assert _state(filing) is FilingState.CHECKED
    with pytest.raises(FilingMovedOn):
        answer_filing(filing_id=filing.pk, confirms=False, reason="x", now=NOW, by=stage.by_unit)


def test_without_a_use_unit_the_check_decides():
    firm, stage = a_filing_firm(), a_stage()
    Elevator.objects.filter(pk=stage.elevator.pk).update(use_unit=None)

    filing = an_elevator_filing(stage=stage, firm=firm, checked=True)

    assert (filing.state, filing.unit_answer) == (FilingState.CHECKED, UnitAnswer.NOBODY)


def test_what_nobody_disputes_is_not_ruled_until_the_unit_was_silent_too_long():
    firm, stage = a_filing_firm(), a_stage()
    filing = an_elevator_filing(stage=stage, firm=firm, checked=True)
    given = {"filing_id": filing.pk, "accept": True, "reason": "单位失联"}

    with pytest.raises(AnotherPersonRules):
        rule_filing(**given, now=days_later(5), by=stage.by_district)
    with pytest.raises(NothingToRule):
        rule_filing(**given, now=days_later(5) - timedelta(seconds=1), by=stage.by_colleague)
    rule_filing(**given, now=days_later(5), by=stage.by_colleague)

    assert _state(filing) is FilingState.CHECKED


def test_a_withdrawn_claim_leaves_no_dispute_behind():
    one, other, stage = a_filing_firm(), a_filing_firm(), a_stage()
    first = an_elevator_filing(stage=stage, firm=one, confirmed=True)
    second = an_elevator_filing(stage=stage, firm=other)
    assert _state(first) is FilingState.DISPUTED

    with pytest.raises(NotFound):
        withdraw_filing(filing_id=second.pk, now=NOW, by=one.by)
    withdraw_filing(filing_id=second.pk, now=NOW, by=other.by)

    assert _state(first) is FilingState.FILED
    check_filing(filing_id=first.pk, now=NOW, by=stage.by_district)
    assert _firm_today(stage) == one.firm.pk


def test_decisions_are_taken_back_from_the_last_one_on_by_another_person():
    old, new, stage = a_filing_firm(), a_filing_firm(), a_stage()
    first = _held_by(old, stage)
    claim = an_elevator_filing(stage=stage, firm=new, confirmed=True, checked=True)
    agree_to_hand_over(filing_id=claim.pk, now=NOW, by=old.by)
    latest, begin = decisions_of(elevator_id=stage.elevator.pk)
    given = {"reason": "错误", "now": NOW}

    with pytest.raises(LaterDecisionStands):
        reverse_decision(decision_id=begin.pk, by=stage.by_city, **given)
    with pytest.raises(AnotherPersonRules):
        reverse_decision(decision_id=latest.pk, by=stage.by_district, **given)
    with pytest.raises(NotAllowed):
        reverse_decision(decision_id=latest.pk, by=old.by, **given)
    reverse_decision(decision_id=latest.pk, by=stage.by_city, **given)
    with pytest.raises(CannotReverse):
        reverse_decision(decision_id=latest.pk, by=stage.by_city, **given)
    assert _firm_today(stage) == old.firm.pk
    reverse_decision(decision_id=begin.pk, by=stage.by_city, **given)

    answer = maintainer_on(elevator_id=stage.elevator.pk, day=TODAY)
    assert (answer.basis, answer.firm_id) == (Basis.REGISTER, stage.elevator.firm_id)
    assert Elevator.objects.get(pk=stage.elevator.pk).firm_id == stage.elevator.firm_id
    assert (_state(first), _state(claim)) == (FilingState.REFUSED, FilingState.REFUSED)


def test_a_refusal_taken_back_opens_the_filing_again():
    firm, stage = a_filing_firm(), a_stage()
    filing = an_elevator_filing(stage=stage, firm=firm)
    answer_filing(filing_id=filing.pk, confirms=False, reason="x", now=NOW, by=stage.by_unit)
    rule_filing(filing_id=filing.pk, accept=False, reason="无合同", now=NOW, by=stage.by_district)
    assert _state(filing) is FilingState.REFUSED

    (refusal,) = decisions_of(elevator_id=stage.elevator.pk)
    reverse_decision(decision_id=refusal.pk, reason="合同已补", now=NOW, by=stage.by_city)

    assert _state(filing) is FilingState.DISPUTED
