"""How far apart the visits to one elevator may be: every limit with its reason."""

from collections.abc import Iterator

from hoistway.yearplans.rules.facts import Limit, Need, PlanFacts
from hoistway.yearplans.rules.policy import PlanPolicy
from hoistway.yearplans.rules.rates import (
    YEAR_DAYS,
    at_least,
    posterior_mean,
    posterior_range,
    probability_above,
)
from hoistway.yearplans.vocabulary import LineReason


def need_of(*, facts: PlanFacts, policy: PlanPolicy) -> Need:
    """Return the interval of an elevator's visits and all limits that led to it."""
    prior = facts.fleet.prior
    limits = tuple(_limits(facts, policy))
    past = {"faults": facts.past_faults, "days": facts.past_days}
    low, high = posterior_range(prior=prior, **past)
    return Need(
        days=max(1, min(one.days for one in limits)), fixed_days=policy.fixed_days,
        rate=posterior_mean(prior=prior, **past), rate_low=low, rate_high=high,
        fleet_rate=prior.mean, explorer=facts.goes_first(policy.explorers), limits=limits,
    )  # fmt: skip


def is_thin(*, need: Need) -> bool:
    """Return whether too few data alone keep the elevator at the fixed interval."""
    return any(
        one.reason is LineReason.THIN_DATA and one.days <= need.fixed_days for one in need.limits
    )


def _limits(facts: PlanFacts, policy: PlanPolicy) -> Iterator[Limit]:
    yield from _of_data(facts, policy)
    yield from _of_the_elevator(facts, policy)
    yield from _of_its_faults(facts, policy)
    yield _of_the_fleet(facts, policy)
    yield Limit(
        days=policy.step_after(facts.current_days), reason=LineReason.ONE_STEP,
        values={"current": facts.current_days},
    )  # fmt: skip
    yield Limit(
        days=policy.steps_days[-1], reason=LineReason.CAP, values={"months": policy.max_gap_months}
    )


def _of_data(facts: PlanFacts, policy: PlanPolicy) -> Iterator[Limit]:
    """Without data an elevator is looked at as before. Source: 286号 附件2 三 2."""
    share = facts.online_share
    if share is None or share < policy.online_share or facts.known_days < policy.least_known_days:
        yield _thin(policy, online_share=-1.0 if share is None else share, days=facts.known_days)
    if facts.past_days < policy.least_own_days:
        yield _thin(policy, own_days=facts.past_days, least_days=policy.least_own_days)
    if facts.climb is None or facts.climb != facts.climb:
        yield _thin(policy, climb=-1)


def _thin(policy: PlanPolicy, **values: float) -> Limit:
    return Limit(days=policy.fixed_days, reason=LineReason.THIN_DATA, values=values)


def _of_the_elevator(facts: PlanFacts, policy: PlanPolicy) -> Iterator[Limit]:
    age, use = facts.age_years, facts.use_ratio
    if age is not None and age < policy.young_years:
        yield Limit(days=policy.fixed_days, reason=LineReason.NEW, values={"years": age})
    if age is not None and age >= policy.very_old_years:
        yield Limit(days=policy.very_old_days, reason=LineReason.AGE, values={"years": age})
    elif age is not None and age >= policy.old_years:
        yield Limit(days=policy.old_days, reason=LineReason.AGE, values={"years": age})
    if use is not None and use >= policy.heavy_use:
        yield Limit(days=policy.heavy_use_days, reason=LineReason.USE, values={"ratio": use})
    if facts.makers_visit_days is not None:
        yield Limit(days=facts.makers_visit_days, reason=LineReason.MAKERS_LIMIT)


def _of_its_faults(facts: PlanFacts, policy: PlanPolicy) -> Iterator[Limit]:
    prior = facts.fleet.prior
    past = {"faults": facts.past_faults, "days": facts.past_days}
    bad = policy.bad_ratio * prior.mean
    sure = probability_above(prior=prior, rate=bad, **past)
    if sure >= policy.bad_sure:
        yield Limit(
            days=policy.fixed_days, reason=LineReason.FAULTS,
            values={**past, "fleet_rate": prior.mean, "sure": sure},
        )  # fmt: skip
    expected = posterior_mean(prior=prior, **past) * facts.since_days / YEAR_DAYS
    if facts.since_faults < policy.worse_least:
        return
    chance = at_least(count=facts.since_faults, mean=expected)
    if chance <= policy.worse_level:
        yield Limit(
            days=policy.step_within(facts.current_days - 1), reason=LineReason.FAULTS,
            values={"since": facts.since_faults, "expected": expected, "chance": chance},
        )  # fmt: skip


def _of_the_fleet(facts: PlanFacts, policy: PlanPolicy) -> Limit:
    """Only what elevators of its class have shown opens a longer interval."""
    known = facts.fleet.of(group=facts.group, climb=facts.climb)
    if facts.group not in facts.fleet.sighted or known is None:
        return _thin(policy, sighted=0)
    first = facts.goes_first(policy.explorers)
    days = max(known.open_days, known.trial_days) if first else known.open_days
    days = max(days, min(facts.current_days, known.hold_days))
    step = known.step(policy.step_after(days)) or known.step(days)
    values: dict[str, float | int | str] = {"faults": known.faults, "explorer": int(first)}
    if step is not None:
        values |= {"next": step.days, "ratio": step.ratio, "upper": step.upper}
    return Limit(days=days, reason=LineReason.EVIDENCE, values=values)
