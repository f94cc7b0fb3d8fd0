"""Rates with a 95 % bound: it is the bound that meets a target."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.hits / self.of if self.of else None

    def at_least(self) -> float:
        """Return the lower 95 % bound; 0 of nothing. Source: Wilson 1927.

        Example:
            >>> round(Rate(1000, 1000).at_least(), 4)
            0.9962
        """
        if not self.of:
            return 0.0
        p, n, zz = self.hits / self.of, self.of, _Z**2
        return max(
            0.0, (p + zz / (2 * n) - _Z * sqrt((p * (1 - p) + zz / (4 * n)) / n)) / (1 + zz / n)
        )

    def told(self) -> dict[str, float | int | None]:
        """Return the rate as it is printed."""
        value = None if self.value is None else round(self.value, 6)
        return {
            "hits": self.hits,
            "of": self.of,
            "rate": value,
            "at_least": round(self.at_least(), 6),
        }


@dataclass(frozen=True, slots=True)
class Target:
    """One claim of the issue, what was measured, and whether it holds."""

    name: str
    wanted: str
    measured: float | None
    met: bool

    def told(self) -> dict[str, object]:
        """Return the target as it is printed."""
        return {
            "target": self.name,
            "wanted": self.wanted,
            "measured": self.measured,
            "met": self.met,
        }


CITY = 330_000
"""Elevators of Shanghai, for which the issue states its limits of time."""

_LEAST_S = 30.0
"""Chosen: what programs need to start; a small world is not judged below it."""


def seconds_for(*, limit: float, elevators: int) -> float:
    """Return a limit of time for the whole city, in proportion for a smaller one."""
    return max(min(_LEAST_S, limit), limit * elevators / CITY)


def at_most(*, name: str, limit: float, measured: float | None) -> Target:
    """Return a target that a measured figure must not exceed."""
    met = measured is not None and measured <= limit
    return Target(name, f"<= {limit:g}", measured, met)


def at_least(*, name: str, limit: float, measured: float | None) -> Target:
    """Return a target that a measured figure must reach."""
    met = measured is not None and measured >= limit
    return Target(name, f">= {limit:g}", measured, met)


def bound_at_least(*, name: str, limit: float, rate: Rate) -> Target:
    """Return a target that the lower bound of a rate must reach."""
    bound = round(rate.at_least(), 6)
    return Target(name, f"95 % bound >= {limit:g}", bound, bound >= limit)


def percentile(*, values: list[float], share: float) -> float | None:
    """Return the value below which this share lies, by the nearest rank."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]
