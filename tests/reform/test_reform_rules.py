"""How a figure stands to its goal, what it may be compared with, and what is asked when."""

from datetime import date
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.reform.rules.fair import Funnel, funnel_of, wilson
from hoistway.reform.rules.policy import Goal, policy_on
from hoistway.reform.rules.standing import standing_of
from hoistway.reform.vocabulary import Fairness, Figure, Standing

NOTICE = policy_on(day=date(2020, 7, 1))


def stands(part: int, whole: int, goal: Goal, day: date, code: str = "310106") -> Standing:
    return standing_of(part=part, whole=whole, goal=goal, jurisdiction_code=code, day=day)


@pytest.mark.parametrize(
    ("code", "day", "standing"),
    [
        ("310101", date(2020, 6, 30), Standing.BEHIND),
        ("310101", date(2020, 7, 1), Standing.LATE),
        ("310104", date(2020, 7, 1), Standing.LATE),
        ("310114", date(2020, 7, 1), Standing.LATE),
        ("310106", date(2020, 7, 1), Standing.BEHIND),
        ("310106", date(2020, 9, 30), Standing.BEHIND),
        ("310106", date(2020, 10, 1), Standing.LATE),
    ],
)
def test_three_districts_post_until_june_and_the_others_until_september(
    code: str, day: date, standing: Standing
) -> None:
    """286号 二（一）三."""
    assert stands(99, 100, NOTICE.goals[Figure.POSTED], day, code) is standing
    assert stands(100, 100, NOTICE.goals[Figure.POSTED], day, code) is Standing.REACHED


def test_five_of_a_hundred_pilot_elevators_are_enough_and_four_are_late_only_next_year() -> None:
    """286号 二（三）: 抽查比例不少于辖区试点电梯数量的5%."""
    goal = NOTICE.goals[Figure.SAMPLED]

    assert stands(5, 100, goal, date(2020, 12, 31)) is Standing.REACHED
    assert stands(4, 100, goal, date(2020, 12, 31)) is Standing.BEHIND
    assert stands(1, 20, goal, date(2020, 12, 31)) is Standing.REACHED
    assert stands(1, 21, goal, date(2020, 12, 31)) is Standing.BEHIND


def test_the_course_of_a_year_is_a_straight_line() -> None:
    goal = Goal(clause="house", share=0.05, each_year=True)

    assert stands(1, 100, goal, date(2026, 3, 14)) is Standing.ON_COURSE
    assert stands(1, 100, goal, date(2026, 3, 15)) is Standing.BEHIND


def test_nothing_asked_nothing_there_and_what_always_holds() -> None:
    day = date(2020, 7, 1)

    assert stands(1, 9, NOTICE.goals[Figure.CONNECTED], day) is Standing.NO_GOAL
    assert stands(0, 0, NOTICE.goals[Figure.POSTED], day) is Standing.NOTHING
    assert stands(98, 99, NOTICE.goals[Figure.RESPONSE], day) is Standing.SHORT


def test_use_units_are_asked_for_since_the_rules_of_2022_and_invented_goals_in_the_demo_only() -> (
    None
):
    checked = [policy_on(day=date(y, 12, 1)).goals[Figure.CHECKED].share for y in (2020, 2022)]

    assert checked == [None, 0.05]
    assert not policy_on(day=date(2026, 6, 1)).invented
    assert policy_on(day=date(2026, 6, 1), invented=True).edition == "demo-2026"


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634)]
)
def test_the_interval_is_that_of_wilsons_table(
    part: int, whole: int, low: float, high: float
) -> None:
    found = wilson(part=part, whole=whole)

    assert found == pytest.approx((low, high), abs=5e-5)
    assert wilson(part=0, whole=0) is None


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 5000), st.data())
def test_the_interval_holds_its_share_and_mirrors_its_complement(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    low, high = wilson(part=part, whole=whole) or (1.0, 0.0)
    other_low, other_high = wilson(part=whole - part, whole=whole) or (1.0, 0.0)

    assert 0.0 <= low <= part / whole <= high <= 1.0
    assert (1 - other_high, 1 - other_low) == pytest.approx((low, high), abs=1e-9)


def test_the_same_share_stands_out_in_a_large_district_and_not_in_a_small_one() -> None:
    funnel = Funnel(share=0.9, spread=1.0)
    edge = 0.9 - 3.090232306167813 * sqrt(0.09 / 400)

    assert funnel.verdict(part=8, whole=10, least=10) is Fairness.USUAL
    assert funnel.verdict(part=800, whole=1000, least=10) is Fairness.BELOW
    assert funnel.verdict(part=342, whole=400, least=10) is Fairness.NOTABLE
    assert funnel.verdict(part=int(edge * 400), whole=400, least=10) is Fairness.BELOW
    assert funnel.verdict(part=990, whole=1000, least=10) is Fairness.ABOVE
    assert funnel.verdict(part=0, whole=9, least=10) is Fairness.UNKNOWN


def test_where_all_districts_differ_the_limits_widen() -> None:
    calm = funnel_of(counts=[(900, 1000)] * 16, least=10)
    wild = funnel_of(counts=[(850, 1000), (950, 1000)] * 8, least=10)

    assert calm is not None
    assert wild is not None
    assert (calm.spread, wild.share) == (1.0, 0.9)
    assert wild.spread == pytest.approx(0.05 / sqrt(0.09 / 1000))
    assert wild.verdict(part=950, whole=1000, least=10) is Fairness.USUAL
    assert funnel_of(counts=[(1, 1000)], least=10) is None
    assert funnel_of(counts=[(10, 10), (20, 20)], least=10) == Funnel(share=1.0, spread=1.0)
