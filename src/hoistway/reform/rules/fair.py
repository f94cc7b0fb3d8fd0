"""Shares compared fairly: intervals for one, and limits that widen where the numbers are small.

A small district has by chance alone a share far from the city's; a bare rank would call it best
or worst. So each share carries Wilson's interval, and a district stands out only beyond limits
for its own size (funnel plot, Spiegelhalter 2005). Where districts differ more than chance
explains, the limits are widened by what they differ as a whole (overdispersion, estimated from
winsorised scores), so that «clearly different» stays rare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from hoistway.reform.vocabulary import Fairness

Z95 = 1.959963984540054
Z998 = 3.090232306167813

WINSORISED = 0.1
"""The share of scores at either end drawn in before their spread is taken. Source: Spiegelhalter
2005, Handling over-dispersion of performance indicators."""


def wilson(*, part: int, whole: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share, None without anything to count.

    Source: Wilson 1927.

    Example:
        >>> low, high = wilson(part=9, whole=10)
        >>> round(low, 3), round(high, 3)
        (0.596, 0.982)
    """
    if not whole:
        return None
    share, z2 = part / whole, Z95 * Z95
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z95 * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    low = 0.0 if part == 0 else max(0.0, middle - half)
    return low, 1.0 if part == whole else min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The city's share and how much wider than chance its districts lie (`spread` ≥ 1)."""

    share: float
    spread: float

    def limits(self, *, whole: float, z: float) -> tuple[float, float]:
        """Return between which shares a district of this size is expected."""
        half = z * self.spread * sqrt(self.share * (1 - self.share) / whole)
        return max(0.0, self.share - half), min(1.0, self.share + half)

    def verdict(self, *, part: int, whole: int, least: int) -> Fairness:
        """Return where a district stands among all; below `least` it is not compared."""
        if whole < least or whole == 0:
            return Fairness.UNKNOWN
        share = part / whole
        for z, below, above in (
            (Z998, Fairness.BELOW, Fairness.ABOVE), (Z95, Fairness.NOTABLE, Fairness.NOTABLE),
        ):  # fmt: skip
            low, high = self.limits(whole=whole, z=z)
            if share < low - 1e-12:
                return below
            if share > high + 1e-12:
                return above
        return Fairness.USUAL


def funnel_of(*, counts: Sequence[tuple[int, int]], least: int) -> Funnel | None:
    """Return the funnel of districts by (part, whole); None where nothing can be compared.

    Example:
        >>> funnel = funnel_of(counts=[(90, 100), (45, 50), (9, 10)], least=10)
        >>> funnel.share, funnel.spread
        (0.9, 1.0)
        >>> str(funnel.verdict(part=7, whole=10, least=10))
        'notable'
    """
    told = [(part, whole) for part, whole in counts if whole >= max(1, least)]
    whole = sum(whole for _part, whole in told)
    if len(told) < 2:
        return None
    share = sum(part for part, _whole in told) / whole
    if share in {0.0, 1.0}:
        return Funnel(share=share, spread=1.0)
    scores = sorted(
        (part / whole - share) / sqrt(share * (1 - share) / whole) for part, whole in told
    )
    cut = int(len(scores) * WINSORISED)
    low, high = scores[cut], scores[-cut - 1]
    drawn_in = [min(max(one, low), high) for one in scores]
    phi = sum(one * one for one in drawn_in) / len(drawn_in)
    return Funnel(share=share, spread=max(1.0, sqrt(phi)))
