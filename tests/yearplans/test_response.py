"""What a fleet has shown: rates shrunk with exposure, ages of gaps, levels, sight."""

from datetime import date
from math import exp, factorial

import numpy as np
import pytest

from hoistway.yearplans.rules.facts import RatePrior
from hoistway.yearplans.rules.policy import plan_policy_on
from hoistway.yearplans.rules.rates import (
    at_least,
    fit_prior,
    lower_gamma,
    posterior_mean,
    posterior_range,
)
from hoistway.yearplans.rules.response import History, learn
from hoistway.yearplans.rules.sight import Sight, sees

POLICY = plan_policy_on(day=date(2026, 11, 22))
YEAR, RATE = 365, 2.0
SEEN = Sight(leads=1.0, leads_error=0.1)


def a_history(*, hazard=lambda age: 1.0, longer=0, elevators=2400, seed=1, level=1.0):
    """A year of fixed gaps, then half a year at `longer` days of half the fleet."""
    draw = np.random.default_rng(seed)
    ages = np.arange(0, 90)
    shape = np.array([hazard(age) for age in ages])
    a_day = RATE / 365.25 * shape / shape[:15].mean()
    rows = [(0, 15, np.arange(elevators)), (YEAR, 15, np.arange(elevators // 2, elevators))]
    rows.append((YEAR, longer or 15, np.arange(elevators // 2)))
    owner, first, days, planned = [], [], [], []
    for begun, length, who in rows:
        for day in range(begun, YEAR if begun == 0 else YEAR + 180, length):
            owner.append(who)
            first.append(np.full(len(who), day))
            days.append(np.full(len(who), length))
            planned.append(np.full(len(who), length))
    owner, first, days, planned = (np.concatenate(x) for x in (owner, first, days, planned))
    factor = np.where(planned > 15, level, 1.0)
    struck = draw.random((len(owner), 30)) < a_day[:30] * factor[:, None]
    struck &= ages[:30] < days[:, None]
    gap, age = np.nonzero(struck)
    past = np.bincount(owner[gap][first[gap] < YEAR], minlength=elevators)
    return History(
        groups=("32",), group=np.zeros(elevators, int), climb=draw.normal(size=elevators),
        past_faults=past.astype(float), past_days=np.full(elevators, float(YEAR)),
        gap_elevator=owner, gap_first=first, gap_days=days, gap_interval=planned, fault_gap=gap,
        fault_age=age, sights={"32": SEEN},
    )  # fmt: skip


def learnt(**world):
    return learn(history=a_history(**world), policy=POLICY, today=YEAR + 180)


def test_a_fixed_past_in_which_age_says_nothing_opens_the_first_step_only():
    found = learnt()

    assert found.sighted == {"32"}
    assert {(one.open_days, one.trial_days) for one in found.classes.values()} <= {
        (15, 20), (15, 15), (20, 30), (20, 20),
    }  # fmt: skip


def test_what_was_lived_through_without_harm_opens_further_steps():
    opened = [one.open_days for one in learnt(longer=30, elevators=4800).classes.values()]

    assert min(opened) >= 20
    assert max(opened) >= 30


def test_a_rate_that_grows_with_the_age_of_a_gap_opens_nothing():
    found = learnt(hazard=lambda age: 1 + age / 10)

    assert {(one.open_days, one.trial_days) for one in found.classes.values()} == {(15, 15)}


def test_a_cliff_beyond_the_fixed_interval_is_seen_by_who_goes_first():
    found = learnt(hazard=lambda age: 1.0 if age < 22 else 4.0, longer=30)

    assert {one.hold_days < 30 and one.open_days < 30 for one in found.classes.values()} == {True}


def test_harm_at_all_ages_is_seen_by_the_level():
    found = learnt(longer=30, level=1.5)

    assert max(one.hold_days for one in found.classes.values()) < 30


def test_a_small_group_is_judged_with_its_fleet():
    found = learnt(elevators=120)

    assert {one.own for one in found.classes.values()} == {False}


@pytest.mark.parametrize(
    ("sight", "seen"),
    [
        (Sight(leads=0.40, leads_error=0.1), True), (Sight(leads=0.30, leads_error=0.1), False),
        (Sight(falls=0.40, falls_error=0.1), True), (Sight(), False),
    ],
)  # fmt: skip
def test_indicators_must_show_that_they_see(sight, seen):
    assert sees(sight=sight, policy=POLICY) is seen


def test_the_prior_finds_how_rates_spread_and_shrinks_by_exposure():
    draw = np.random.default_rng(3)
    rates = draw.gamma(2.0, 1.0, 20_000)
    prior = fit_prior(faults=draw.poisson(rates).astype(float), years=np.ones(20_000))

    assert prior.mean == pytest.approx(2.0, rel=0.03)
    assert prior.shape == pytest.approx(2.0, rel=0.08)
    short = posterior_mean(prior=prior, faults=4, days=182)
    assert 2.0 < short < posterior_mean(prior=prior, faults=8, days=365.25) < 8.0


def test_a_fleet_without_faults_is_not_a_fleet_without_a_rate():
    prior = fit_prior(faults=np.zeros(10), years=np.ones(10))

    assert 0 < prior.mean < 0.1
    low, high = posterior_range(prior=RatePrior(shape=0.05, years=1), faults=0, days=0)
    assert low == 0.0
    assert high > 0


@pytest.mark.parametrize(("count", "mean"), [(0, 1.0), (1, 0.3), (3, 1.0), (4, 12.0), (30, 20.0)])
def test_tails_are_those_of_the_sum(count, mean):
    below = sum(exp(-mean) * mean**n / factorial(n) for n in range(count))

    assert at_least(count=count, mean=mean) == pytest.approx(1 - below, abs=1e-12)
    assert lower_gamma(shape=2.0, at=0.0) == 0.0
