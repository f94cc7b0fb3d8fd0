"""Whether an elevator's fault rate is clearly above that of its previous year.

The notice says 明显高于 and gives no number. Four things must hold together: enough days on both
sides, a least number of faults, an exact test of the two counts over their exposure, and a
posterior that the rate rose by more than the ratio of the policy. Too few days or faults is an
answer of its own, never «all is well».
Source: 286号 附件2 四（四）2（3）.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p

from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import ExitAnswer

_TERMS = 4000
_EXACT = 1e-14
_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePrior:
    """What is known of fault rates before an elevator is looked at: a gamma distribution.

    `shape` faults in `days` of exposure. Without a fleet it is Jeffreys' prior, which claims
    nothing.
    """

    shape: float = 0.5
    days: float = 0.0


JEFFREYS = RatePrior()


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCounts:
    """Faults and days in use of now and of the year before; `open_*` have no settled cause.

    Counted are faults that were no false alarms and came from the equipment or its maintenance.
    """

    now: int
    now_days: int
    before: int
    before_days: int
    open_now: int = 0
    open_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RateVerdict:
    """What two counts say; rates are per year of 365 days, None without a day of exposure."""

    answer: ExitAnswer
    p_value: float | None = None
    posterior: float | None = None
    rate_now: float | None = None
    rate_before: float | None = None


def judge_rates(*, counts: FaultCounts, prior: RatePrior, policy: PilotPolicy) -> RateVerdict:
    """Return whether the rate is clearly above the previous year's.

    `CAUSES_OPEN` says that it would be, if the faults whose cause nobody has settled came from
    the equipment or its maintenance.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> policy = edition_named(edition="286-2020")
        >>> both = {"now_days": 365, "before_days": 365}
        >>> risen = FaultCounts(now=14, before=2, **both)
        >>> str(judge_rates(counts=risen, prior=JEFFREYS, policy=policy).answer)
        'found'
        >>> few = FaultCounts(now=3, before=0, **both)
        >>> str(judge_rates(counts=few, prior=JEFFREYS, policy=policy).answer)
        'insufficient'
    """
    verdict = _settled(counts, prior, policy)
    if verdict.answer is ExitAnswer.FOUND or not counts.open_now:
        return verdict
    whole = FaultCounts(
        now=counts.now + counts.open_now, now_days=counts.now_days,
        before=counts.before + counts.open_before, before_days=counts.before_days,
    )  # fmt: skip
    if _settled(whole, prior, policy).answer is not ExitAnswer.FOUND:
        return verdict
    return RateVerdict(
        answer=ExitAnswer.CAUSES_OPEN, p_value=verdict.p_value, posterior=verdict.posterior,
        rate_now=verdict.rate_now, rate_before=verdict.rate_before,
    )  # fmt: skip


def _settled(counts: FaultCounts, prior: RatePrior, policy: PilotPolicy) -> RateVerdict:
    if min(counts.now_days, counts.before_days) < policy.fault_least_exposure_days:
        return RateVerdict(answer=ExitAnswer.INSUFFICIENT)
    now = counts.now * 365 / counts.now_days
    before = counts.before * 365 / counts.before_days
    p_value = exact_p(counts=counts)
    posterior = share_above(counts=counts, prior=prior, ratio=policy.fault_ratio)
    if counts.now < policy.fault_least:
        answer = ExitAnswer.INSUFFICIENT if now > before else ExitAnswer.NOT_FOUND
    elif p_value <= policy.fault_level and posterior >= policy.fault_posterior:
        answer = ExitAnswer.FOUND
    else:
        answer = ExitAnswer.NOT_FOUND
    return RateVerdict(
        answer=answer, p_value=p_value, posterior=posterior, rate_now=now, rate_before=before
    )


def exact_p(*, counts: FaultCounts) -> float:
    """Return the chance of at least so many faults now, were both rates the same.

    Given all faults of both stretches, those of now are binomial with the share of the exposure
    (the conditional test of Przyborowski and Wilenski), one-sided.

    Example:
        >>> same = {"now_days": 365, "before_days": 365}
        >>> round(exact_p(counts=FaultCounts(now=5, before=0, **same)), 5)
        0.03125
    """
    if not counts.now:
        return 1.0
    share = counts.now_days / (counts.now_days + counts.before_days)
    return beta_below(a=counts.now, b=counts.before + 1, x=share)


def share_above(*, counts: FaultCounts, prior: RatePrior, ratio: float) -> float:
    """Return the posterior chance that the rate of now is above `ratio` times the one before.

    Both rates have the prior's gamma distribution; then one over the sum of both, each weighed
    by its exposure, is a beta distribution.

    Example:
        >>> same = FaultCounts(now=6, now_days=365, before=6, before_days=365)
        >>> round(share_above(counts=same, prior=JEFFREYS, ratio=1.0), 3)
        0.5
    """
    now_days, before_days = counts.now_days + prior.days, counts.before_days + prior.days
    edge = before_days / (ratio * now_days + before_days)
    return beta_below(a=counts.before + prior.shape, b=counts.now + prior.shape, x=edge)


@lru_cache(maxsize=65_536)
def beta_below(*, a: float, b: float, x: float) -> float:
    """Return the share of a beta distribution below `x` (the regularised incomplete beta).

    Example:
        >>> beta_below(a=1, b=1, x=0.25)
        0.25
    """
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1.0 - front * _fraction(b, a, 1.0 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta, by Lentz (DLMF 8.17.22)."""
    front, back = 1.0, 1.0 / _off_zero(1.0 - (a + b) * x / (a + 1))
    found = back
    for step in range(1, _TERMS):
        for term in (
            step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step)),
            -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1)),
        ):
            back = 1.0 / _off_zero(1.0 + term * back)
            front = _off_zero(1.0 + term / front)
            change = front * back
            found *= change
        if abs(change - 1.0) < _EXACT:
            break
    return found


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
