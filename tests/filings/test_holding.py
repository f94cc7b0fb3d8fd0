"""Who answers for which days: no day has two firms, whatever is claimed, ended and merged."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.filings.rules.holding import (
    Held,
    claimed,
    ended,
    filled,
    held_on,
    is_sound,
    others_in,
    overlap,
    standing_on,
    without_filings,
)
from hoistway.filings.vocabulary import Basis

START = date(2026, 1, 1)
LAST = 40
FIRMS = st.integers(1, 3)


def day(number):
    return START + timedelta(days=number)


def held(since, until, firm=1, filing=1):
    return Held(
        since=day(since), until=None if until is None else day(until), firm_id=firm,
        filing_id=filing,
    )  # fmt: skip


@st.composite
def stretches(draw):
    since = draw(st.integers(0, LAST - 1))
    until = draw(st.none() | st.integers(since + 1, LAST))
    return since, until


@st.composite
def deeds(draw):
    if draw(st.booleans()):
        return "claim", draw(FIRMS), *draw(stretches())
    return "end", draw(FIRMS), draw(st.integers(0, LAST)), None


def done(deed, days, *, filing):
    what, firm, since, until = deed
    if what == "end":
        return ended(days=days, firm_id=firm, on=day(since))
    return claimed(
        days=days, firm_id=firm, filing_id=filing, since=day(since),
        until=None if until is None else day(until),
    )  # fmt: skip


@st.composite
def histories(draw):
    days = ()
    for number, deed in enumerate(draw(st.lists(deeds(), max_size=8)), start=1):
        days = done(deed, days, filing=number)
    return days


@given(histories())
def test_no_day_ever_has_two_firms_and_each_has_one_answer(days):
    assert is_sound(days=days)
    for number in range(LAST + 2):
        covering = [one for one in days if one.covers(day(number))]
        basis = standing_on(days=days, day=day(number))
        assert len(covering) <= 1
        assert (basis is Basis.FILED) == (len(covering) == 1)


@given(histories(), FIRMS, stretches())
def test_an_accepted_claim_holds_all_its_days_and_none_before(days, firm, stretch):
    since, until = stretch

    after = done(("claim", firm, since, until), days, filing=99)

    for number in range(LAST + 2):
        answer = held_on(days=after, day=day(number))
        if number >= since and (until is None or number < until):
            assert answer is not None
            assert (answer.firm_id, answer.filing_id) == (firm, 99)
        if number < since:
            assert answer == held_on(days=after, day=day(number))
            before = held_on(days=days, day=day(number))
            assert (answer and answer.firm_id) == (before and before.firm_id)


@given(histories(), FIRMS, st.integers(0, LAST))
def test_who_ended_answers_for_no_later_day_and_others_for_all_of_theirs(days, firm, on):
    after = done(("end", firm, on, None), days, filing=0)

    for number in range(LAST + 2):
        before = held_on(days=days, day=day(number))
        answer = held_on(days=after, day=day(number))
        gone = before is not None and before.firm_id == firm and number >= on
        assert (answer is None) == (before is None or gone)


@given(histories(), histories())
def test_what_one_row_lacks_the_other_fills_and_nothing_else_moves(ours, theirs):
    joined = filled(days=ours, by=theirs)

    assert is_sound(days=joined)
    for number in range(LAST + 2):
        own, other = (held_on(days=days, day=day(number)) for days in (ours, theirs))
        answer = held_on(days=joined, day=day(number))
        expected = own or other
        assert (answer and answer.filing_id) == (expected and expected.filing_id)


def test_a_hand_over_leaves_the_old_firm_the_days_before():
    days = claimed(days=(held(0, 30),), firm_id=2, filing_id=2, since=day(10), until=day(20))

    assert days == (held(0, 10), held(10, 20, firm=2, filing=2))
    assert standing_on(days=days, day=day(20)) is Basis.NOBODY


def test_a_change_leaves_a_renewal_that_follows_untouched():
    days = (held(0, 20), held(20, 40, filing=2))

    after = claimed(days=days, firm_id=1, filing_id=3, since=day(5), until=day(20))

    assert after == (held(0, 5), held(5, 20, filing=3), held(20, 40, filing=2))


@pytest.mark.parametrize(("at", "basis"), [
    (4, None), (5, Basis.FILED), (9, Basis.FILED), (10, Basis.NOBODY), (99, Basis.NOBODY),
])  # fmt: skip
def test_filings_are_silent_before_the_first_day_and_say_nobody_after_the_last(at, basis):
    assert standing_on(days=(held(5, 10),), day=day(at)) is basis


@pytest.mark.parametrize(("other", "shared"), [
    ((0, 5), False), ((0, 6), True), ((9, None), True), ((10, None), False), ((0, None), True),
])  # fmt: skip
def test_stretches_that_only_touch_share_no_day(other, shared):
    since, until = other
    found = others_in(
        days=(held(5, 10),), firm_id=2, since=day(since),
        until=None if until is None else day(until),
    )  # fmt: skip

    assert bool(found) is shared
    assert overlap(
        since=day(5), until=day(10), other_since=day(since),
        other_until=None if until is None else day(until),
    ) is shared  # fmt: skip


def test_a_firm_does_not_stand_against_itself():
    assert others_in(days=(held(5, 10),), firm_id=1, since=day(0), until=None) == ()


def test_days_of_filings_that_speak_of_another_row_are_taken_out():
    days = (held(0, 5), held(5, 9, filing=2))

    assert without_filings(days=days, filing_ids=[2]) == (held(0, 5),)
