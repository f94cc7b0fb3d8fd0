"""How often a firm's work in an area is looked at on site, with reasons; never below the law.

The law's shares are of use units and are drawn in full (`plan.py`). Here is decided how many of
each firm's elevators are looked at in a year, and whom officers visit first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.supervision.standards import frequencies
from hoistway.supervision.vocabulary import FrequencyBand, FrequencyGround

_RANK = {band: place for place, band in enumerate(FrequencyBand)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    Shares are of one. `factors` are by band; the band «first» takes every elevator.
    """

    edition: str
    in_force: date
    legal_basis: str
    window_days: int
    order_days: int
    least_visits: int
    paper_share: float
    digital_share: float
    sound_share: float
    irregular_share: float
    good_grades: tuple[str, ...]
    poor_grades: tuple[str, ...]
    worst_grades: tuple[str, ...]
    many_orders: int
    most_chosen_days: int
    base_share: float
    factors: Mapping[str, float]
    sources: Mapping[str, str]


def frequency_policy_on(*, day: date) -> FrequencyPolicy:
    """Return the edition in force on a day; days before the first edition use the first.

    Example:
        >>> frequency_policy_on(day=date(2026, 11, 22)).edition
        'hoistway-2026'
    """
    return standing_on(known=_in_order(), day=day)


@cache
def _in_order() -> tuple[FrequencyPolicy, ...]:
    return in_order([_read(name, table) for name, table in frequencies().items()])


def _read(name: str, table: Mapping[str, Any]) -> FrequencyPolicy:
    said: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in table.items()
    }
    return FrequencyPolicy(edition=name, **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFacts:
    """What is known of a firm in an area; `due` and `recorded` are visits of the window."""

    elevators: int
    due: int = 0
    recorded: int = 0
    weighed: int = 0
    irregular: int = 0
    grade: str = ""
    orders: int = 0

    @property
    def digital(self) -> float | None:
        """The part of the visits due that left a record, None without a visit."""
        return self.recorded / self.due if self.due else None

    @property
    def odd(self) -> float | None:
        """The part of the records that looks irregular, None without a record."""
        return self.irregular / self.weighed if self.weighed else None

    def as_json(self) -> dict[str, object]:
        """Return what is kept beside the decision."""
        return {
            "elevators": self.elevators, "due": self.due, "recorded": self.recorded,
            "weighed": self.weighed, "irregular": self.irregular, "grade": self.grade,
            "orders": self.orders,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground, and the figure that says it."""

    ground: FrequencyGround
    figure: float | str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The band, how early officers go there, and why."""

    band: FrequencyBand
    priority: float
    reasons: tuple[Reason, ...]


def judge(*, facts: FirmFacts, policy: FrequencyPolicy) -> Judged:
    """Return how often a firm is looked at.

    Works on paper, or has the worst grade: first and whole. Partly digital, irregular, a poor
    grade, or orders: more often; two of these together: first. Digital with good evidence and
    nothing against it: less often. What is not known changes nothing.

    Example:
        >>> policy = frequency_policy_on(day=date(2026, 11, 22))
        >>> paper = FirmFacts(elevators=40, due=240, recorded=0)
        >>> str(judge(facts=paper, policy=policy).band)
        'first'
    """
    reasons = (*_digital(facts, policy), *_evidence(facts, policy), *_others(facts, policy))
    grounds = {one.ground for one in reasons}
    against = len(grounds & _AGAINST)
    band = FrequencyBand.USUAL
    if FrequencyGround.PAPER in grounds or facts.grade in policy.worst_grades or against > 1:
        band = FrequencyBand.FIRST
    elif against:
        band = FrequencyBand.MORE
    elif {FrequencyGround.DIGITAL, FrequencyGround.SOUND} <= grounds:
        band = FrequencyBand.RARER
    return Judged(band, _priority(band, facts, grounds), reasons)


_AGAINST = frozenset(
    {
        FrequencyGround.PARTLY, FrequencyGround.IRREGULAR, FrequencyGround.GRADE_POOR,
        FrequencyGround.ORDERS,
    }
)  # fmt: skip


def _digital(facts: FirmFacts, policy: FrequencyPolicy) -> tuple[Reason, ...]:
    share = facts.digital
    if share is None or facts.due < policy.least_visits:
        return (Reason(FrequencyGround.FEW, facts.due),)
    if share < policy.paper_share:
        return (Reason(FrequencyGround.PAPER, share),)
    if share < policy.digital_share:
        return (Reason(FrequencyGround.PARTLY, share),)
    return (Reason(FrequencyGround.DIGITAL, share),)


def _evidence(facts: FirmFacts, policy: FrequencyPolicy) -> tuple[Reason, ...]:
    share = facts.odd
    if share is None or facts.weighed < policy.least_visits:
        return ()
    if share >= policy.irregular_share:
        return (Reason(FrequencyGround.IRREGULAR, share),)
    return (Reason(FrequencyGround.SOUND, share),) if share <= policy.sound_share else ()


def _others(facts: FirmFacts, policy: FrequencyPolicy) -> tuple[Reason, ...]:
    found = []
    if facts.grade in policy.good_grades:
        found.append(Reason(FrequencyGround.GRADE_GOOD, facts.grade))
    if facts.grade in (*policy.poor_grades, *policy.worst_grades):
        found.append(Reason(FrequencyGround.GRADE_POOR, facts.grade))
    if facts.orders >= policy.many_orders:
        found.append(Reason(FrequencyGround.ORDERS, facts.orders))
    return tuple(found)


def _priority(band: FrequencyBand, facts: FirmFacts, grounds: set[FrequencyGround]) -> float:
    """Return how early a firm's turn is: paper first, then the band, then what is worst in it.

    Chosen: each step outweighs all that come after it; a larger fleet breaks a tie.
    """
    paper = 1000.0 if FrequencyGround.PAPER in grounds else 0.0
    share = 1 - facts.digital if facts.digital is not None else 0.0
    worst = 40 * share + 40 * (facts.odd or 0.0) + min(facts.orders, 10)
    return paper + 100.0 * _RANK[band] + worst + min(facts.elevators, 9999) / 10_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A firm's fleet in an area with its band, for the number that is looked at in a year."""

    key: int
    band: FrequencyBand
    elevators: int
    priority: float = 0.0


def share_of(*, band: FrequencyBand, policy: FrequencyPolicy) -> float:
    """Return which part of a fleet is looked at on site in a year."""
    if band is FrequencyBand.FIRST:
        return 1.0
    return min(1.0, policy.base_share * policy.factors[str(band)])


def targets(*, fleets: Sequence[Planned], floor: int, policy: FrequencyPolicy) -> dict[int, int]:
    """Return how many elevators of each firm are looked at in a year, never fewer than the floor.

    `floor` is what the law's own draws reach in the area: one elevator for each use unit drawn.
    Where the shares come to less, those whose turn is first are looked at more.
    Source: 市监特设发〔2022〕59号: at least 5 % of the use units, 50 % of the key ones.

    Example:
        >>> policy = frequency_policy_on(day=date(2026, 11, 22))
        >>> one = Planned(1, FrequencyBand.RARER, 100)
        >>> [targets(fleets=[one], floor=floor, policy=policy)[1] for floor in (0, 9, 200)]
        [3, 9, 100]
    """
    found = {
        one.key: min(one.elevators, ceil(one.elevators * share_of(band=one.band, policy=policy)))
        for one in fleets
    }
    lacking = floor - sum(found.values())
    for one in sorted(fleets, key=lambda one: (-one.priority, one.key)):
        if lacking <= 0:
            break
        more = min(lacking, one.elevators - found[one.key])
        found[one.key] += more
        lacking -= more
    return found


def band_now(
    *, band: FrequencyBand, chosen: FrequencyBand | None, until: date | None, day: date
) -> FrequencyBand:
    """Return which band holds on a day: what a person set, up to its last day, else the night's."""
    if chosen is not None and until is not None and day <= until:
        return chosen
    return band
