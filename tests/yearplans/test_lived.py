"""Visits, faults and readings become gaps with ages, climbs within gaps, and sight."""

from datetime import date

import numpy as np
import pytest

from hoistway.yearplans.rules.lived import Lived, history_of
from hoistway.yearplans.rules.policy import plan_policy_on
from hoistway.yearplans.rules.response import learn
from hoistway.yearplans.rules.sight import Sight

NEVER = 10_000


def ints(*values):
    return np.array(values, np.int64)


def a_life(**other):
    """Two elevators visited on days 0, 15, 30, …; the first one's indicator climbs in each gap."""
    days = np.arange(0, 91)
    noise = np.random.default_rng(2).normal(0, 1, 182)
    climb = np.where(np.arange(182) < 91, (np.arange(182) % 15) * 0.2, 0.0)
    said = {
        "today": 90, "groups": ("32",), "group": ints(0, 0), "began": ints(NEVER, NEVER),
        "past_faults": np.ones(2), "past_days": np.full(2, 90.0),
        "visit_elevator": np.repeat(ints(0, 1), 6), "visit_day": np.tile(np.arange(0, 90, 15), 2),
        "plan_elevator": ints(), "plan_day": ints(), "plan_interval": ints(),
        "fault_elevator": ints(0, 1, 1), "fault_day": ints(29, 30, 89),
        "reading_elevator": np.repeat(ints(0, 1), 91), "reading_day": np.tile(days, 2),
        "readings": (np.where(np.arange(182) < 91, climb, 0.0) + noise)[:, None],
    }  # fmt: skip
    return Lived(**(said | other))


def test_a_fault_belongs_to_the_gap_it_came_in_with_its_age():
    history = history_of(lived=a_life(), fixed_days=15)

    assert history.gap_days.tolist() == [15] * 12
    assert history.fault_gap.tolist() == [1, 8, 11]
    assert history.fault_age.tolist() == [14, 0, 14]


def test_what_was_before_the_first_visit_has_no_gap():
    history = history_of(lived=a_life(visit_day=np.tile(np.arange(30, 36), 2)), fixed_days=15)

    assert history.fault_age.tolist() == [0, 54]


def test_a_gap_on_demand_has_the_interval_of_its_version():
    planned = {"plan_elevator": ints(1, 1), "plan_day": ints(30, 60), "plan_interval": ints(20, 30)}
    history = history_of(lived=a_life(began=ints(NEVER, 45), **planned), fixed_days=15)

    assert history.gap_interval.tolist() == [15] * 6 + [15, 15, 15, 20, 30, 30]


def test_indicators_that_climb_within_gaps_are_told_from_those_that_do_not():
    history = history_of(lived=a_life(), fixed_days=15)

    assert history.climb[0] > 1.5
    assert abs(history.climb[1]) < 1.0
    assert history.sights["32"].falls > history.sights["32"].falls_error


@pytest.mark.parametrize("days", [44, 0])
def test_few_readings_say_nothing(days):
    some = {"reading_elevator": np.zeros(days, np.int64), "reading_day": np.arange(days)}
    history = history_of(lived=a_life(**some, readings=np.ones((days, 1))), fixed_days=15)

    assert np.isnan(history.climb).all()
    assert history.sights["32"] == Sight()


def test_a_fleet_that_was_never_visited_has_no_history():
    history = history_of(lived=a_life(visit_elevator=ints(), visit_day=ints()), fixed_days=15)

    assert (len(history.gap_days), len(history.fault_gap)) == (0, 0)
    found = learn(history=history, policy=plan_policy_on(day=date(2026, 11, 22)), today=90)
    assert {one.open_days for one in found.classes.values()} == {15}
