"""How often each aspect agrees for one elevator and for two: counted on pairs that are known.

Neighbours are often twins: one maker, speed and load for a whole house. So what the technical
facts can prove together is bounded by how often they agree altogether for two, and the other
aspects are counted on neighbours whose facts agree, for only those are ever confused.
"""

from collections import Counter
from dataclasses import dataclass
from math import exp2, log2

import duckdb

from hoistway.matching.aspects import ASPECTS, DIFFER, NAMES
from hoistway.matching.numbered import SIGNS
from hoistway.matching.policy import Policy

LEVELS = "AND"
"""The signs that say something: agree, near, differ."""

FACTS = ("maker", "model", "kind", "stops", "speed", "load", "travel")
"""What twins have in common."""
FACT_AT = tuple(NAMES.index(name) for name in FACTS)

_NUMBERS = ("register_number", "device_code", "certificate_number", "serial")
_CHOSEN = ((0.90, 0.04, 0.06), (0.50, 0.10, 0.40))
_CHOSEN_OF_NUMBERS = ((0.95, 0.03, 0.02), (0.0005, 0.02, 0.9795))
_CHOSEN_TWINS = (0.85, 0.30)
"""Chosen, until there are pairs to count on: shares of A, N and D, and of pairs in whose facts
nothing differs, for one elevator and for two. Shares of numbers for one elevator are never
counted: the known pairs were found by them."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Shares of A, N and D of one aspect, for one elevator and for two neighbours."""

    name: str
    same: tuple[float, float, float]
    other: tuple[float, float, float]

    def weight(self, sign: str) -> float:
        """Return what a sign weighs, in bits; a sign that says nothing weighs nothing."""
        if sign not in LEVELS:
            return 0.0
        level = LEVELS.index(sign)
        return float(log2(self.same[level] / self.other[level]))


@dataclass(frozen=True, slots=True)
class Lessons:
    """One lesson for each aspect, and the most that all technical facts may weigh, in bits."""

    aspects: tuple[Lesson, ...]
    most_facts: float

    def bits(self, *, signs: str) -> float:
        """Return what the signs of a pair weigh, before the share of true pairs."""
        told = [lesson.weight(sign) for lesson, sign in zip(self.aspects, signs, strict=True)]
        facts = sum(told[at] for at in FACT_AT)
        return float(sum(told) - facts + min(facts, self.most_facts))


def learn(*, city: duckdb.DuckDBPyConnection, policy: Policy) -> Lessons:
    """Return the lessons: certain pairs teach what agrees, neighbours what proves nothing.

    Reads `pair`, `stranger`, `grouped` and `record`.
    """
    same, other = _seen(city, _SAME, policy), _seen(city, _OTHER, policy)
    twins = Counter({signs: n for signs, n in other.items() if _is_alike(signs)})
    lessons = []
    for at, aspect in enumerate(ASPECTS):
        number = aspect.name in _NUMBERS
        chosen = _CHOSEN_OF_NUMBERS if number else _CHOSEN
        theirs = other if number or aspect.name in FACTS else twins
        mine = Counter[str]() if number else same
        shares = (_shares(mine, at, chosen[0], policy), _shares(theirs, at, chosen[1], policy))
        lessons.append(_sensible(aspect.name, *shares))
    one, two = _CHOSEN_TWINS
    most = log2(_alike(same, one, policy) / _alike(other, two, policy))
    return Lessons(tuple(lessons), float(most))


def _sensible(
    name: str, same: tuple[float, float, float], other: tuple[float, float, float]
) -> Lesson:
    """Return a lesson in which to agree never speaks against a pair, nor to differ for it.

    Few pairs may show the contrary by chance. Chosen: a hundredth apart, so that the weights of
    agreeing, differing and saying nothing are always three.
    """
    agree, near, differ = same
    kept = (max(agree, 1.01 * other[0]), near, min(differ, 0.99 * other[2]))
    return Lesson(name, kept, other)


def probability(*, bits: float) -> float:
    """Return the probability that a weight stands for.

    Example:
        >>> probability(bits=0.0), round(probability(bits=10.0), 4)
        (0.5, 0.999)
    """
    return 1.0 / (1.0 + exp2(-max(min(bits, 60.0), -60.0)))


def _told_facts(signs: str) -> int:
    return sum(signs[at] in LEVELS for at in FACT_AT)


def _is_alike(signs: str) -> bool:
    """Return whether no technical fact differs."""
    return all(signs[at] != DIFFER for at in FACT_AT)


def _alike(seen: Counter[str], chosen: float, policy: Policy) -> float:
    """Return the share of pairs whose facts all agree, of those that say several."""
    telling = {signs: n for signs, n in seen.items() if _told_facts(signs) >= 3}
    alike = sum(n for signs, n in telling.items() if all(signs[at] in "AU" for at in FACT_AT))
    worth = policy.prior_weight
    return (alike + worth * chosen) / (sum(telling.values()) + worth)


def _shares(
    seen: Counter[str], at: int, chosen: tuple[float, float, float], policy: Policy
) -> tuple[float, float, float]:
    """Return the shares that the pairs show, leaning on the chosen ones while they are few."""
    counts = Counter[str]()
    for signs, n in seen.items():
        counts[signs[at]] += n
    near = bool(ASPECTS[at].near)
    held = {
        level: counts[level] + policy.prior_weight * share
        for level, share in zip(LEVELS, chosen, strict=True)
        if near or level != "N"
    }
    total = sum(held.values())
    least = policy.least_share_of_numbers if ASPECTS[at].name in _NUMBERS else policy.least_share
    agree, nearly, differ = (max(held.get(level, 0.0) / total, least) for level in LEVELS)
    return agree, nearly, differ


def _seen(city: duckdb.DuckDBPyConnection, pairs: str, policy: Policy) -> Counter[str]:
    """Return how often each combination of signs occurs in known pairs."""
    rows = city.execute(
        f"SELECT signs, count(*) FROM ({pairs}) GROUP BY signs ORDER BY signs", [policy.lessons]
    ).fetchall()
    return Counter(dict(rows))


_SAME = (
    "SELECT signs FROM pair WHERE certainty = 'certain' AND source_a <> source_b"
    " ORDER BY (a * 7919 + b * 104729) % 1000003, a, b LIMIT ?"
)
_OTHER = (
    f"SELECT {SIGNS} AS signs FROM ("
    " SELECT f.key AS a, g.key AS b FROM stranger"
    " JOIN grouped f ON f.grp = one JOIN grouped g ON g.grp = other"
    " ORDER BY (f.key * 7919 + g.key * 104729) % 1000003, f.key, g.key LIMIT ?)"
    " JOIN record l ON l.key = a JOIN record r ON r.key = b WHERE l.source <> r.source"
)
