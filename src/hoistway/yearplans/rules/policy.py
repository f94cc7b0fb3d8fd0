"""The numbers of a proposal as dated editions; a rule receives one, never looks it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hoistway.foundation.editions import in_order, standing_on
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.standards import editions


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPolicy:
    """One edition; `sources` names the clause or the choice behind each number.

    `*_days` are days between two visits unless named otherwise, shares and certainties are of
    one, ratios are of fault rates. `ways` names the way of each item, `tests` the yearly tests.
    """

    edition: str
    in_force: date
    fixed_days: int
    steps_days: tuple[int, ...]
    review_days: int
    max_gap_months: int
    explorers: float
    online_share: float
    least_known_days: int
    least_own_days: int
    young_years: float
    old_years: float
    old_days: int
    very_old_years: float
    very_old_days: int
    heavy_use: float
    heavy_use_days: int
    bad_ratio: float
    bad_sure: float
    worse_level: float
    worse_least: int
    ratio_limit: float
    ratio_wanted: float
    ratio_trial: float
    proof_above_days: int
    least_expected: float
    harm_ratio: float
    harm_sure: float
    fleet_harm_sure: float
    sure: float
    group_weight: float
    trend_error: float
    trend_error_a_day: float
    level_days: int
    level_weight: float
    sight_least: float
    sight_sure: float
    classes: int
    least_class_faults: int
    sources: Mapping[str, str]
    ways: Mapping[str, ItemWay]
    tests: frozenset[str]

    def items_of(self, annex: str) -> tuple[str, ...]:
        """Return the codes of all items of an annex, in their order."""
        return tuple(code for code in self.ways if code[0] == annex)

    def step_after(self, days: int) -> int:
        """Return the next longer step, the same at the end."""
        return next((step for step in self.steps_days if step > days), self.steps_days[-1])

    def step_within(self, days: int) -> int:
        """Return the longest step of at most so many days, never below the fixed interval."""
        return max((step for step in self.steps_days if step <= days), default=self.fixed_days)


@cache
def edition_named(*, edition: str) -> PlanPolicy:
    """Return an edition by its name.

    Raises: KeyError for a name that no file has.

    Example:
        >>> edition_named(edition="hoistway-2026").ways["A-1-29"].value
        'never_remote'
    """
    said = dict(editions()[edition])
    ways, counts = said.pop("ways"), said.pop("counts")
    of_item = {code: ItemWay(way) for way in ItemWay for code in ways.get(way.value, ())}
    for name, value in said.items():
        if isinstance(value, list):
            said[name] = tuple(value)
    return PlanPolicy(
        edition=edition, tests=frozenset(ways["yearly_tests"]),
        ways={code: of_item.get(code, ItemWay.SITE) for code in _codes(counts)}, **said,
    )  # fmt: skip


@cache
def plan_policy_on(*, day: date) -> PlanPolicy:
    """Return the edition in force on a day."""
    known = in_order([edition_named(edition=name) for name in editions()])
    return standing_on(known=known, day=day)


def level_of(*, item: str) -> int:
    """Return the level of an item: 1 half-monthly, 2 quarterly, 3 half-yearly, 4 yearly.

    Example:
        >>> level_of(item="A-3-15")
        3
    """
    return int(item[2])


def _codes(counts: Mapping[str, list[int]]) -> list[str]:
    return [
        f"{annex}-{level}-{number:02}"
        for annex, of_levels in counts.items()
        for level, count in enumerate(of_levels, start=1)
        for number in range(1, count + 1)
    ]
