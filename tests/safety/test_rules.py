"""Days, weeks and months; until when a round may be kept; when a unit is told."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.safety.rules.answering import begins_with, lacking
from hoistway.safety.rules.periods import (
    first_of,
    is_open,
    is_told,
    last_of,
    looked_at,
    missing_in_a_row,
    periods,
    standing,
)
from hoistway.safety.rules.policy import policy_on
from hoistway.safety.vocabulary import RoundAnswer, RoundFact, RoundStanding, SafetyRound

DAY = date(2026, 11, 22)
POLICY = policy_on(day=DAY)
LINES = POLICY.lines_of(SafetyRound.DAILY)
SOUND = {line.code: RoundAnswer.SOUND for line in LINES}


@settings(max_examples=60)
@given(
    kind=st.sampled_from(SafetyRound), day=st.dates(date(2023, 5, 5), date(2040, 1, 1)),
    back=st.integers(0, 90),
)  # fmt: skip
def test_periods_follow_each_other_without_a_gap(kind: SafetyRound, day: date, back: int) -> None:
    found = periods(kind=kind, first=first_of(kind=kind, day=day - timedelta(days=back)), last=day)

    assert all(
        last_of(kind=kind, first=one) + timedelta(days=1) == after for one, after in pairwise(found)
    )
    assert found[-1] <= day <= last_of(kind=kind, first=found[-1])


@pytest.mark.parametrize(
    ("kind", "first", "last_day"),
    [
        (SafetyRound.DAILY, date(2026, 11, 20), date(2026, 11, 23)),
        (SafetyRound.WEEKLY, date(2026, 11, 16), date(2026, 11, 29)),
        (SafetyRound.MONTHLY, date(2026, 11, 1), date(2026, 12, 15)),
    ],
)
def test_a_round_is_kept_until_its_time_is_over_and_no_day_longer(
    kind: SafetyRound, first: date, last_day: date
) -> None:
    late = POLICY.late_days[str(kind)]

    open_on = [
        is_open(kind=kind, first=first, today=day, late_days=late)
        for day in (
            first - timedelta(days=1), first, last_day, last_day + timedelta(days=1)
        )
    ]  # fmt: skip

    assert open_on == [False, True, True, False]


def test_no_round_begins_in_the_middle_of_its_period() -> None:
    assert not is_open(kind=SafetyRound.WEEKLY, first=DAY, today=DAY, late_days=7)


def test_what_is_kept_after_its_last_day_is_late() -> None:
    first = date(2026, 11, 16)
    on = [date(2026, 11, 22), date(2026, 11, 23), None]

    told = [
        standing(kind=SafetyRound.WEEKLY, first=first, kept_on=day, today=date(2026, 11, 23))
        for day in on
    ]

    assert told == [RoundStanding.KEPT, RoundStanding.LATE, RoundStanding.MISSING]


def test_nothing_is_asked_of_days_before_the_order_came_into_force() -> None:
    """Source: 令74号, in force from 2023-05-05."""
    asked = looked_at(
        kind=SafetyRound.DAILY, today=date(2023, 5, 8), count=30, since=POLICY.in_force
    )

    assert asked == [date(2023, 5, day) for day in (5, 6, 7)]


def test_missing_rounds_count_back_to_the_last_kept_one() -> None:
    asked = [date(2026, 11, day) for day in range(15, 22)]

    rows = [
        missing_in_a_row(kind=SafetyRound.DAILY, kept=kept, asked=asked)
        for kept in ({asked[-1]}, {asked[3]}, set[date]())
    ]

    assert rows == [0, 3, 7]


def test_a_unit_is_told_at_its_marks_and_then_at_even_distances() -> None:
    marks, each = POLICY.urge_at["weekly"], POLICY.urge_each["weekly"]

    assert [n for n in range(12) if is_told(streak=n, marks=marks, each=each)] == [1, 2, 6, 10]


def test_only_facts_that_weigh_make_a_line_wrong() -> None:
    line = next(one for one in LINES if one.code == "faults")

    assert begins_with(line=line, facts={"faults_new": 3}) is RoundAnswer.SOUND
    assert begins_with(line=line, facts={"faults_open": 1}) is RoundAnswer.WRONG
    assert begins_with(line=LINES[0], facts={"faults_open": 1}) is None
    assert set(line.facts) & RoundFact.weighing() == {RoundFact.FAULTS_OPEN, RoundFact.STOPS}


@pytest.mark.parametrize(
    ("answers", "facts", "words", "whole"),
    [
        (SOUND, {}, "", True),
        ({**SOUND, "doors": RoundAnswer.WRONG}, {}, " ", False),
        ({**SOUND, "doors": RoundAnswer.WRONG}, {}, "已报修", True),
        (SOUND, {"visits_overdue": 1}, "", False),
        (SOUND, {"visits_overdue": 1}, "维保单位明天到场", True),
        (dict.fromkeys(SOUND, RoundAnswer.NONE), {}, "", True),
    ],
)
def test_words_are_wanted_where_something_is_wrong_or_the_facts_say_so(
    answers: dict[str, RoundAnswer], facts: dict[str, int], words: str, *, whole: bool
) -> None:
    assert lacking(lines=LINES, answers=answers, facts=facts, words=words).whole is whole


def test_a_line_without_an_answer_is_named() -> None:
    few = {code: one for code, one in SOUND.items() if code != "doors"}

    assert lacking(lines=LINES, answers=few, facts={}, words="").lines == ("doors",)
