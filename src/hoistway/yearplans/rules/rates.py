"""Fault rates of single elevators, shrunk towards their fleet: gamma-Poisson, with exposure.

Nᵢ ~ Poisson(λᵢ·Eᵢ), λᵢ ~ Gamma(shape, years); the posterior of λᵢ is Gamma(shape + nᵢ,
years + Eᵢ). Source: telemetry-and-emergency 6.1 (empirical Bayes of small counts).
"""

from math import exp, lgamma, log, sqrt

import numpy as np
import numpy.typing as npt

from hoistway.yearplans.rules.facts import RatePrior

Floats = npt.NDArray[np.float64]
YEAR_DAYS = 365.25

_SHAPES = (0.05, 200.0)
"""Chosen: below, a few elevators would have all faults; above, they are all alike."""

_ROUNDS = 40
_FAR, _TERMS = 1e-12, 500


def fit_prior(*, faults: Floats, years: Floats) -> RatePrior:
    """Return the prior that best explains the faults of a fleet.

    The mean is that of the fleet; the shape maximises the negative-binomial likelihood.

    Example:
        >>> prior = fit_prior(faults=np.array([0.0, 0, 0, 8]), years=np.ones(4))
        >>> round(prior.mean, 3), prior.shape < 1
        (2.0, True)
    """
    seen = years > 0
    counts, exposure = np.rint(faults[seen]), years[seen]
    total = float(counts.sum())
    if not total:
        return RatePrior(shape=1.0, years=1.0 + float(exposure.sum()), elevators=int(seen.sum()))
    mean = total / float(exposure.sum())
    low, high = (log(edge) for edge in _SHAPES)
    golden = (sqrt(5) - 1) / 2
    for _ in range(_ROUNDS):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if _likelihood(exp(left), mean, counts, exposure) < _likelihood(
            exp(right), mean, counts, exposure
        ):
            low = left
        else:
            high = right
    shape = exp((low + high) / 2)
    return RatePrior(shape=shape, years=shape / mean, elevators=int(seen.sum()), faults=int(total))


def _likelihood(shape: float, mean: float, counts: Floats, years: Floats) -> float:
    rate = shape / mean
    rising = np.concatenate(([0.0], np.cumsum(np.log(shape + np.arange(counts.max())))))
    total = rising[counts.astype(int)] + shape * log(rate) - (shape + counts) * np.log(rate + years)
    return float(total.sum())


def posterior_mean(*, prior: RatePrior, faults: float, days: float) -> float:
    """Return an elevator's own rate a year, shrunk towards its fleet.

    Example:
        >>> round(posterior_mean(prior=RatePrior(shape=2, years=1), faults=0, days=365.25), 2)
        1.0
    """
    return (prior.shape + faults) / (prior.years + days / YEAR_DAYS)


def posterior_range(
    *, prior: RatePrior, faults: float, days: float, z: float = 1.645
) -> tuple[float, float]:
    """Return the 90 % interval of the rate. Source: Wilson and Hilferty 1931."""
    shape, years = prior.shape + faults, prior.years + days / YEAR_DAYS
    ends = [shape * max(0.0, 1 - 1 / (9 * shape) + s * z / (3 * sqrt(shape))) ** 3 for s in (-1, 1)]
    return ends[0] / years, ends[1] / years


def probability_above(*, prior: RatePrior, faults: float, days: float, rate: float) -> float:
    """Return how probable it is that the elevator's rate is above one.

    Example:
        >>> prior = RatePrior(shape=1, years=1)
        >>> round(probability_above(prior=prior, faults=0, days=0, rate=1.0), 4)
        0.3679
    """
    years = prior.years + days / YEAR_DAYS
    return 1.0 - lower_gamma(shape=prior.shape + faults, at=rate * years)


def at_least(*, count: int, mean: float) -> float:
    """Return the probability that a Poisson number of this mean is at least `count`.

    Example:
        >>> round(at_least(count=3, mean=1.0), 4)
        0.0803
    """
    return 1.0 if count <= 0 else lower_gamma(shape=float(count), at=mean)


def lower_gamma(*, shape: float, at: float) -> float:
    """Return the regularised lower incomplete gamma function. Source: DLMF 8.11.4, 8.9.2."""
    if at <= 0:
        return 0.0
    front = exp(shape * log(at) - at - lgamma(shape))
    if at < shape + 1:
        term = total = 1.0 / shape
        for step in range(1, _TERMS):
            term *= at / (shape + step)
            total += term
            if term < total * _FAR:
                break
        return min(1.0, front * total)
    return max(0.0, 1.0 - front * _continued(shape, at))


def _continued(shape: float, at: float) -> float:
    """Lentz's method for the continued fraction of the upper function."""
    tiny = 1e-300
    below = at + 1.0 - shape
    c, d = 1.0 / tiny, 1.0 / below
    value = d
    for step in range(1, _TERMS):
        top = -step * (step - shape)
        below += 2.0
        d = 1.0 / ((top * d + below) or tiny)
        c = (below + top / c) or tiny
        value *= d * c
        if abs(d * c - 1.0) < _FAR:
            break
    return value
