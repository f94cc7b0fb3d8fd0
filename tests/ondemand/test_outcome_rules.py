import numpy as np
import pytest

from hoistway.ondemand.rules.outcome import (
    CONTROLS,
    Sample,
    compared,
    likeness,
    matched,
    ratio_of,
)
from hoistway.ondemand.vocabulary import Effect, OutcomeKind


def a_sample(chance: np.random.Generator, rates: np.ndarray, years: np.ndarray) -> Sample:
    """Return events of elevators: the first fifth is in the pilot, all in 20 strata."""
    count = len(rates)
    return Sample(
        stratum=np.arange(count) % 20, pilot=np.arange(count) < count // 5,
        events=chance.poisson(rates * years).astype(float), base=years,
    )  # fmt: skip


def a_city(
    seed: int, *, effect: float, chosen: float = 1.0, size: int = 2000
) -> tuple[Sample, Sample]:  # fmt: skip
    """Return before and after: elevators differ much; those in the pilot were better already."""
    chance = np.random.default_rng(seed)
    own = chance.gamma(0.7, 2.0 / 0.7, size)
    own[: size // 5] *= chosen
    years = chance.uniform(0.3, 1.0, size)
    after = own.copy()
    after[: size // 5] *= effect
    return a_sample(chance, own, years), a_sample(chance, after, years)


def said(seed: int, **city: float) -> Effect:
    before, after = a_city(seed, **city)  # type: ignore[arg-type]
    [one] = compared(after={OutcomeKind.FAULTS: after}, before={OutcomeKind.FAULTS: before})
    return one.effect


def test_with_no_true_effect_it_claims_none_in_nineteen_of_twenty_cities() -> None:
    claims = [said(seed, effect=1.0) is not Effect.NONE_SHOWN for seed in range(200)]

    assert sum(claims) <= 17  # 5 % of 200, upper 97.5 % of the binomial


def test_firms_that_choose_their_best_elevators_gain_nothing_by_it() -> None:
    claims = [said(seed, effect=1.0, chosen=0.6) is not Effect.NONE_SHOWN for seed in range(200)]

    assert sum(claims) <= 17


def test_half_the_faults_are_seen_and_twice_as_many() -> None:
    assert {said(seed, effect=0.5) for seed in range(10)} == {Effect.LOWER}
    assert {said(seed, effect=2.0) for seed in range(10)} == {Effect.HIGHER}


def test_the_interval_holds_the_truth_in_nineteen_of_twenty_cities() -> None:
    held = 0
    for seed in range(200):
        ratio = ratio_of(sample=a_city(seed, effect=0.8)[1])
        assert ratio is not None
        held += ratio.low <= 0.8 <= ratio.high

    assert held >= 181


def test_nine_events_are_too_few_and_ten_are_said() -> None:
    def sample(events: int) -> Sample:
        base, pilot = np.ones(40), np.arange(40) < 20
        found = np.zeros(40)
        found[:: 40 // events][:events] = 1
        return Sample(stratum=np.zeros(40, np.int64), pilot=pilot, events=found, base=base)

    assert ratio_of(sample=sample(9)) is None
    assert ratio_of(sample=sample(10)) is not None


def test_one_elevator_that_stood_for_a_fortnight_does_not_speak_for_the_pilot() -> None:
    hours, pilot = np.zeros(400), np.arange(400) < 80
    hours[[3, 7]], hours[100] = 180.0, 3.0
    sample = Sample(
        stratum=np.zeros(400, np.int64), pilot=pilot, events=hours, base=np.full(400, 0.2)
    )

    assert ratio_of(sample=sample) is None


def test_several_outcomes_share_one_chance_of_a_false_claim() -> None:
    false = 0
    for seed in range(60):
        cities = [a_city(seed * 10 + n, effect=1.0, size=600) for n in range(5)]
        kinds = list(OutcomeKind)
        after = {kind: city[1] for kind, city in zip(kinds, cities, strict=True)}
        before = {kind: city[0] for kind, city in zip(kinds, cities, strict=True)}
        false += any(
            one.effect in {Effect.LOWER, Effect.HIGHER}
            for one in compared(after=after, before=before)
        )

    assert false <= 8


def like(key: int) -> object:
    return likeness(kind="3110", place="residential", age=key % 2 * 9, stops=12)


@pytest.mark.parametrize("others", [3, 40])
def test_controls_are_like_their_elevator_and_used_once(others: int) -> None:
    pilots = {key: like(key) for key in range(6)}
    rest = {100 + key: like(key) for key in range(others)}
    lots = {key: f"{key * 7919 % 1000:03}" for key in [*pilots, *rest]}

    found = matched(pilots=pilots, others=rest, lots=lots)  # type: ignore[arg-type]

    used = [key for keys in found.values() for key in keys]
    assert len(used) == len(set(used))
    assert all(rest[c] == pilots[p] for p, keys in found.items() for c in keys)
    assert max(map(len, found.values())) <= CONTROLS
