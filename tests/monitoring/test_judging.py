"""Each indicator against its own past: what is found, what is left alone."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.monitoring.rules.findings import findings, standings
from hoistway.monitoring.rules.judging import judged
from hoistway.monitoring.rules.measures import KINDS, WHOLE_CAR, measured
from hoistway.monitoring.rules.past import Earlier, with_past
from hoistway.monitoring.rules.policy import edition_named, policy_on
from hoistway.monitoring.vocabulary import DeviationState, HealthState, IndicatorKind
from tests.world.monitoring import Use, days_of_use, drift, found, judge

POLICY = policy_on(day=date(2026, 11, 23))
OPENING = IndicatorKind.DOOR_OPENING


def test_every_number_of_the_edition_says_where_it_comes_from() -> None:
    numbers = {name for name, value in vars_of(POLICY).items() if isinstance(value, int | float)}

    assert numbers <= set(POLICY.sources)
    assert set(POLICY.indicators) == set(KINDS)
    assert edition_named(edition="hoistway-2026") is POLICY


def vars_of(policy: object) -> dict[str, object]:
    return {name: getattr(policy, name) for name in policy.__dataclass_fields__}  # type: ignore[attr-defined]


def test_a_fleet_that_nothing_ails_sends_nobody() -> None:
    use = Use(slots=tuple(range(1, 301)))
    days, doors = days_of_use(use=use)

    assert found(of=judge(days=days, doors=doors, use=use, policy=POLICY)) == set()


def test_twice_the_noise_of_a_healthy_fleet_sends_nobody_either() -> None:
    use = Use(slots=tuple(range(1, 101)), noise=2.0)
    days, doors = days_of_use(use=use)

    assert found(of=judge(days=days, doors=doors, use=use, policy=POLICY)) == set()


@pytest.mark.parametrize(("by", "is_found"), [(0.10, False), (0.35, True)])
def test_a_landing_door_that_slows_down_is_found_on_its_floor(by: float, is_found: bool) -> None:
    use = Use()
    days, doors = days_of_use(use=use)
    drift(doors=doors, floors=(3,), by=by, days=30)

    of = judge(days=days, doors=doors, use=use, policy=POLICY)

    assert found(of=of) == ({(OPENING, 3)} if is_found else set())


def test_most_floors_together_are_the_car_door_and_one_finding() -> None:
    use = Use()
    days, doors = days_of_use(use=use)
    drift(doors=doors, floors=tuple(range(6)), by=0.4, days=20)

    (one,) = findings(judged=judge(days=days, doors=doors, use=use, policy=POLICY))

    assert (one.kind, one.floor, one.floors) == (OPENING, WHOLE_CAR, (0, 1, 2, 3, 4, 5))


@pytest.mark.parametrize(("length", "state"), [(28, HealthState.UNKNOWN), (29, HealthState.NORMAL)])
def test_fourteen_days_of_past_are_the_least(length: int, state: HealthState) -> None:
    """15 days lie between the past and today: 28 known days leave 13 for the past."""
    use = Use(first=20_000 + 60 - length, length=length, floors=2)
    days, doors = days_of_use(use=use)
    series = measured(days=days, doors=doors, first=20_000, length=60)

    of = judged(series=series, policy=POLICY)

    assert standings(judged=of, deviating=(), least_days=POLICY.least_days)[1].state is state


def test_what_was_last_measured_long_ago_says_nothing_of_today() -> None:
    use = Use(length=57)
    days, doors = days_of_use(use=use)
    drift(doors=doors, floors=(3,), by=0.6, days=20)

    stale = judged(
        series=measured(days=days, doors=doors, first=20_000 - 0, length=60), policy=POLICY
    )
    fresh = judged(series=measured(days=days, doors=doors, first=19_998, length=59), policy=POLICY)

    assert found(of=stale) == set()
    assert standings(judged=stale, deviating=(), least_days=14)[1].state is HealthState.UNKNOWN
    assert found(of=fresh) == {(OPENING, 3)}
    assert standings(judged=fresh, deviating=(), least_days=14)[1].state is HealthState.WATCHED


def test_an_open_deviation_keeps_the_past_by_which_it_was_found() -> None:
    """A door that has been slow for two months is still slow."""
    use = Use()
    days, doors = days_of_use(use=use)
    drift(doors=doors, floors=(3,), by=0.4, days=1000)
    doors["opening_ms"] *= np.where(doors["floor"] == 3, 1.3, 1)
    series = measured(days=days, doors=doors, first=use.first, length=use.length)
    one = Earlier(
        slot=1, kind=OPENING, floors=(3,), state=DeviationState.ORDERED, found_on=20_000,
        ended_on=None, baseline=2400, spread=70, value=3100,
    )  # fmt: skip

    without = judged(series=series, policy=POLICY)
    kept, held = with_past(series=series, earlier=[one])

    assert found(of=without) == set()
    assert found(of=judged(series=kept, policy=POLICY, held=held)) == {(OPENING, 3)}


def test_what_a_person_judged_to_need_nothing_is_the_new_normal() -> None:
    use = Use()
    days, doors = days_of_use(use=use)
    drift(doors=doors, floors=(3,), by=0.4, days=20)
    series = measured(days=days, doors=doors, first=use.first, length=use.length)
    said = Earlier(
        slot=1, kind=OPENING, floors=(3,), state=DeviationState.DISMISSED, found_on=20_055,
        ended_on=20_056, baseline=2400, spread=72, value=3350,
    )  # fmt: skip

    kept, held = with_past(series=series, earlier=[said])
    worse, worse_held = with_past(series=series, earlier=[replace(said, value=2600)])

    assert found(of=judged(series=kept, policy=POLICY, held=held)) == set()
    assert found(of=judged(series=worse, policy=POLICY, held=worse_held)) == {(OPENING, 3)}


@settings(max_examples=15, deadline=None)
@given(st.floats(0.5, 3.0), st.floats(0.0, 0.5))
def test_the_unit_in_which_a_door_is_fast_or_slow_changes_no_score(
    scale: float, by: float
) -> None:  # fmt: skip
    """Score is relative to the own past: a slower kind of door is not a worse one."""
    use = Use(floors=3, length=40)
    days, doors = days_of_use(use=use)
    drift(doors=doors, floors=(1,), by=by, days=10)
    other = doors.copy()
    other["opening_ms"] *= scale
    policy = replace(
        POLICY,
        indicators=dict(POLICY.indicators)
        | {OPENING: replace(POLICY.indicators[OPENING], least_spread=0.0)},
    )

    one, two = (judge(days=days, doors=rows, use=use, policy=policy) for rows in (doors, other))

    is_opening = one.series.kinds == KINDS.index(OPENING)
    assert np.allclose(one.score[is_opening], two.score[is_opening], rtol=1e-3, equal_nan=True)
