"""What longer intervals have done to faults: learnt from a fleet's own gaps, never assumed.

Two kinds of evidence, and both must agree:

1. The age of a gap. Each gap between two visits shows faults at the ages that it reached; the
   elevator is its own control. A rate that grows with age says what the next step would bring
   before anybody takes it; ages nobody has seen are drawn out from the trend, with its error.
2. The level. All faults of elevators at an interval against those expected from their own past,
   corrected by what fixed elevators did on the same days. It shows harm that piles up over gaps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoistway.yearplans.rules.facts import ClassEvidence, FleetEvidence
from hoistway.yearplans.rules.policy import PlanPolicy
from hoistway.yearplans.rules.rates import YEAR_DAYS, fit_prior
from hoistway.yearplans.rules.sight import Sight, sees
from hoistway.yearplans.rules.steps import AGES, Cell, judged

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_PERIOD_DAYS = 30
_CALM = 50.0
"""Chosen: a month's factor counts in full from fifty expected faults on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a fleet lived through, as columns: elevators, their gaps, the faults in them.

    Elevators on fixed intervals belong in it: they are the control. `group` is an index into
    `groups`; `past_*` count a time under fixed intervals. A gap runs from one visit to the next
    or to today (`gap_first`: days since 1970; `gap_interval`: days planned); a fault names its
    gap and how many days after the visit it came. `sights` by group.
    """

    groups: tuple[str, ...]
    group: Ints
    climb: Floats
    past_faults: Floats
    past_days: Floats
    gap_elevator: Ints
    gap_first: Ints
    gap_days: Ints
    gap_interval: Ints
    fault_gap: Ints
    fault_age: Ints
    sights: Mapping[str, Sight]


def learn(*, history: History, policy: PlanPolicy, today: int) -> FleetEvidence:
    """Return what a fleet has shown until a day (days since 1970)."""
    prior = fit_prior(faults=history.past_faults, years=history.past_days / YEAR_DAYS)
    edges = _edges(history.climb, policy)
    evidence = FleetEvidence(
        prior=prior, edges=edges,
        sighted=frozenset(
            name for name, sight in history.sights.items() if sees(sight=sight, policy=policy)
        ),
    )  # fmt: skip
    classes = _classes(history.climb, edges)
    rates = _rates(history, classes, prior.shape)
    cells = _Cells(history, classes, rates, policy, today)
    found = {
        (history.groups[group], one): judged_class
        for group, one, judged_class in cells.judged(len(edges) + 1)
    }
    return FleetEvidence(prior=prior, sighted=evidence.sighted, edges=edges, classes=found)


def _edges(climb: Floats, policy: PlanPolicy) -> tuple[float, ...]:
    known = climb[~np.isnan(climb)]
    if not len(known):
        return ()
    shares = np.arange(1, policy.classes) / policy.classes
    return tuple(float(edge) for edge in np.quantile(known, shares))


def _classes(climb: Floats, edges: tuple[float, ...]) -> Ints:
    found: Ints = np.searchsorted(np.array(edges), climb, side="left").astype(np.int64)
    return np.where(np.isnan(climb), len(edges), found)


def _rates(history: History, classes: Ints, shape: float) -> Floats:
    """Return each elevator's faults a day, shrunk towards the mean of its class and group."""
    cell = history.group * (int(classes.max(initial=0)) + 1) + classes
    faults = np.bincount(cell, history.past_faults)
    years = np.bincount(cell, history.past_days) / YEAR_DAYS
    mean = (faults + 0.5) / (years + 0.5)
    rate: Floats = (shape + history.past_faults) / (
        shape / mean[cell] + history.past_days / YEAR_DAYS
    )
    return rate / YEAR_DAYS


class _Cells:
    """Faults and expected faults by class, group, age and interval."""

    def __init__(
        self, history: History, classes: Ints, rates: Floats, policy: PlanPolicy, today: int
    ) -> None:
        self._policy = policy
        self._groups = len(history.groups)
        owner = history.gap_elevator
        self._group, self._class = history.group[owner], classes[owner]
        self._interval = history.gap_interval
        steps = np.array(policy.steps_days)
        self._step = steps[np.searchsorted(steps, self._interval, side="right").clip(1) - 1]
        self._recent = history.gap_first + history.gap_days > today - policy.level_days
        ages = np.array(AGES)
        reached = np.clip(history.gap_days[:, None] - ages[:-1], 0, np.diff(ages))
        expected = reached * rates[owner][:, None]
        band = np.searchsorted(ages, history.fault_age, side="right") - 1
        inside = band < len(ages) - 1
        flat = history.fault_gap[inside] * (len(ages) - 1) + band[inside]
        self._faults = np.bincount(flat, minlength=expected.size).reshape(expected.shape)
        self._expected = expected * self._season(history, expected)[:, None]

    def _season(self, history: History, expected: Floats) -> Floats:
        """Return each gap's factor: what fixed elevators did in the same month."""
        month = history.gap_first // _PERIOD_DAYS
        month = month - month.min(initial=0)
        fixed = history.gap_interval <= self._policy.fixed_days
        seen = np.bincount(
            month[fixed], self._faults[fixed].sum(axis=1), int(month.max(initial=0)) + 1
        )
        hoped = np.bincount(month[fixed], expected[fixed].sum(axis=1), len(seen))
        factor: Floats = ((seen + _CALM) / (hoped + _CALM))[month]
        return factor

    def judged(self, classes: int) -> Iterator[tuple[int, int, ClassEvidence]]:
        """Yield group, class and what is known of them; small ones are judged with their class."""
        fleet = self._cell(np.ones(len(self._group), bool))
        for one in range(classes):
            of_class = self._class == one
            parent = self._cell(of_class)
            if parent.total < self._policy.least_class_faults:
                parent = fleet
            for group in range(self._groups):
                own = self._cell(of_class & (self._group == group))
                if own.total < self._policy.least_class_faults:
                    yield group, one, judged(cell=parent, policy=self._policy, own=False)
                else:
                    shrunk = own.towards(parent, self._policy.group_weight)
                    yield group, one, judged(cell=shrunk, policy=self._policy, own=True)

    def _cell(self, chosen: npt.NDArray[np.bool_]) -> Cell:
        recent = chosen & self._recent
        levels = {}
        for step in self._policy.steps_days[1:]:
            there = recent & (self._step == step)
            levels[step] = (float(self._faults[there].sum()), float(self._expected[there].sum()))
        fleet = self._recent & (self._interval > self._policy.fixed_days)
        control = self._recent & (self._interval <= self._policy.fixed_days)
        return Cell(
            faults=self._faults[chosen].sum(axis=0).astype(float),
            expected=self._expected[chosen].sum(axis=0),
            levels=levels, control=float(self._faults[control].sum()),
            proof=(float(self._faults[fleet].sum()), float(self._expected[fleet].sum())),
        )  # fmt: skip
