"""When a filing is accepted, what it waits for, and when only a person can decide."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hoistway.filings.rules.course import COURSE, FilingMovedOn, state_after
from hoistway.filings.rules.decision_reasons import Case, Outcome, Rival, verdict_on
from hoistway.filings.vocabulary import Fault, FilingKind, FilingState, UnitAnswer
from hoistway.filings.vocabulary.decisions import FilingDeed, Ground
from tests.world.parties import NOW

A_SECOND = timedelta(seconds=1)
CLEAR = Case(
    kind=FilingKind.START, checked=True, unit=UnitAnswer.CONFIRMED,
    answer_until=NOW + timedelta(days=5), waits_until=NOW + timedelta(days=5),
)  # fmt: skip
AGAINST = (Rival(firm_id=7),)


def test_checked_confirmed_and_alone_is_accepted():
    verdict = verdict_on(case=CLEAR, now=NOW)

    assert verdict.outcome is Outcome.ACCEPT
    assert verdict.grounds == (Ground.CHECKED, Ground.UNIT_CONFIRMED, Ground.NO_RIVAL)
    assert not verdict.disputed


@pytest.mark.parametrize(("change", "ground"), [
    ({"checked": False}, Ground.WAITS_FOR_CHECK),
    ({"unit": UnitAnswer.ASKED}, Ground.WAITS_FOR_UNIT),
    ({"blocking": (Fault.NO_LICENCE,)}, Ground.WAITS_FOR_FAULTS),
    ({"rivals": AGAINST}, Ground.WAITS_FOR_OBJECTIONS),
])  # fmt: skip
def test_whatever_lacks_is_waited_for(change, ground):
    verdict = verdict_on(case=replace(CLEAR, **change), now=NOW)

    assert (verdict.outcome, verdict.grounds) == (Outcome.WAIT, (ground,))
    assert not verdict.may_rule


@pytest.mark.parametrize(("change", "ground"), [
    ({"unit": UnitAnswer.DENIED}, Ground.UNIT_DENIED),
    ({"unit_objects": True}, Ground.OBJECTED),
    ({"rivals": (Rival(firm_id=7, objects=True),)}, Ground.OBJECTED),
    ({"rivals": (Rival(firm_id=7, confirmed=True),)}, Ground.TWO_CONFIRMED),
    ({"rivals": (Rival(firm_id=7, accepted=True),)}, Ground.DECIDED_MEANWHILE),
    ({"unit": UnitAnswer.NOBODY, "rivals": AGAINST}, Ground.NOBODY_TO_ASK),
])  # fmt: skip
def test_what_is_contrary_only_a_person_settles_however_long_it_waits(change, ground):
    case = replace(CLEAR, **change)

    verdict = verdict_on(case=case, now=NOW + timedelta(days=400))

    assert (verdict.outcome, verdict.grounds) == (Outcome.RULE, (ground,))
    assert verdict.may_rule
    assert verdict.disputed


def test_the_time_to_object_is_over_at_its_very_instant():
    case = replace(CLEAR, rivals=AGAINST)
    until = NOW + timedelta(days=5)

    before, after = (verdict_on(case=case, now=at) for at in (until - A_SECOND, until))

    assert before.outcome is Outcome.WAIT
    assert after.outcome is Outcome.ACCEPT
    assert Ground.NOBODY_OBJECTED in after.grounds


@pytest.mark.parametrize(("rival", "ground"), [
    (Rival(firm_id=7, agrees=True), Ground.RIVAL_AGREES),
    (Rival(firm_id=7, ends=True), Ground.RIVAL_ENDS),
])  # fmt: skip
def test_who_agrees_or_ends_is_not_waited_for(rival, ground):
    verdict = verdict_on(case=replace(CLEAR, rivals=(rival,)), now=NOW)

    assert verdict.outcome is Outcome.ACCEPT
    assert verdict.grounds == (Ground.CHECKED, Ground.UNIT_CONFIRMED, ground)


def test_one_of_two_rivals_that_is_silent_is_waited_for():
    rivals = (Rival(firm_id=7, agrees=True), Rival(firm_id=8))

    assert verdict_on(case=replace(CLEAR, rivals=rivals), now=NOW).outcome is Outcome.WAIT


def test_without_a_use_unit_the_districts_check_decides():
    verdict = verdict_on(case=replace(CLEAR, unit=UnitAnswer.NOBODY), now=NOW)

    assert verdict.outcome is Outcome.ACCEPT
    assert verdict.grounds == (Ground.CHECKED, Ground.NO_USE_UNIT, Ground.NO_RIVAL)


def test_a_silent_use_unit_is_never_taken_for_a_yes_but_the_district_may_then_rule():
    case = replace(CLEAR, unit=UnitAnswer.ASKED)

    before = verdict_on(case=case, now=case.answer_until - A_SECOND)
    after = verdict_on(case=case, now=case.answer_until)

    assert (before.outcome, before.may_rule) == (Outcome.WAIT, False)
    assert (after.outcome, after.may_rule) == (Outcome.WAIT, True)
    assert after.grounds == (Ground.WAITS_FOR_UNIT, Ground.UNIT_SILENT)


def test_nothing_moves_a_filing_that_was_withdrawn():
    for deed in FilingDeed:
        with pytest.raises(FilingMovedOn):
            state_after(state=FilingState.WITHDRAWN, deed=deed)


def test_an_open_filing_can_be_taken_back_and_returned_in_any_open_state():
    assert all(
        (state, deed) in COURSE
        for state in FilingState.open_states()
        for deed in (FilingDeed.WITHDRAW, FilingDeed.RETURN, FilingDeed.ACCEPT, FilingDeed.REFUSE)
    )
