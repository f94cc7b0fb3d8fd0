"""How far one class of elevators may go: each step judged by what its ages and level show."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from hoistway.yearplans.rules.facts import ClassEvidence, StepEvidence
from hoistway.yearplans.rules.policy import PlanPolicy

Floats = npt.NDArray[np.float64]

AGES = (0, 5, 10, 15, 20, 30, 45, 60, 90)
"""Edges of the bands of age of a gap, in days: the steps, and thirds of the fixed interval."""

_MIDDLES = np.array([(low + high) / 2 for low, high in itertools.pairwise(AGES)])
_LENGTHS = np.diff(np.array(AGES, float))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Faults and expected faults by band of age; `levels`: both by step.

    `control` counts the faults of fixed elevators in the same months; `proof` holds both counts
    of the whole fleet at longer intervals.
    """

    faults: Floats
    expected: Floats
    levels: Mapping[int, tuple[float, float]]
    control: float
    proof: tuple[float, float] = (0.0, 0.0)

    @property
    def total(self) -> float:
        """All faults."""
        return float(self.faults.sum())

    def towards(self, parent: "Cell", weight: float) -> "Cell":
        """Return this cell with so many expected faults of its parent's kind in each band."""
        ratio = (parent.faults + 1) / (parent.expected + 1)
        share = weight * parent.expected / (parent.expected + weight)
        return Cell(
            faults=self.faults + ratio * share, expected=self.expected + share,
            levels=self.levels, control=self.control, proof=self.proof,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Curve:
    """The relative rate by band of age, its error, and how far it was really seen."""

    rate: Floats
    error: Floats
    seen: npt.NDArray[np.bool_]


def judged(*, cell: Cell, policy: PlanPolicy, own: bool) -> ClassEvidence:
    """Return how far a class may go: all of it, and its explorers."""
    curve = _curve(cell, policy)
    steps = tuple(_step(days, cell, curve, policy) for days in policy.steps_days[1:])
    open_days = trial = policy.fixed_days
    for step in steps:
        if not _may(step, cell, policy, trial=False) or not _seen(step.days, curve):
            if _may(step, cell, policy, trial=True):
                trial = step.days
            break
        open_days = trial = step.days
    hold = next((one.days for one in steps if _harms(one, policy)), policy.steps_days[-1] + 1)
    hold = min(hold, _fleet_holds(cell, policy) + 1)
    return ClassEvidence(
        open_days=open_days,
        trial_days=trial,
        hold_days=policy.step_within(hold - 1),
        steps=steps,
        faults=round(cell.total),
        own=own,
    )


def _may(step: StepEvidence, cell: Cell, policy: PlanPolicy, *, trial: bool) -> bool:
    ratio, upper = (
        (policy.ratio_limit, policy.ratio_trial) if trial
        else (policy.ratio_wanted, policy.ratio_limit)
    )  # fmt: skip
    if step.ratio > ratio or step.upper > upper or _harms(step, policy):
        return False
    if step.days > _fleet_holds(cell, policy):
        return False
    return step.days <= policy.proof_above_days or _proven(cell, policy)


def _harms(step: StepEvidence, policy: PlanPolicy) -> bool:
    """Return whether harm is shown, by the ages of gaps or by the level."""
    if step.ratio > policy.harm_ratio and step.lower > 1.0:
        return True
    if step.level is None or step.level_lower is None:
        return False
    return step.level > policy.harm_ratio and step.level_lower > 1.0


def _fleet_holds(cell: Cell, policy: PlanPolicy) -> int:
    """Return how far anybody may go while the whole fleet at longer intervals fails more often.

    What piles up over many gaps shows in the fleet long before it shows in one class.
    """
    level, lower, _ = _level(cell.proof, cell.control, policy, policy.fleet_harm_sure)
    if level is None or level <= policy.ratio_wanted or lower <= 1.0:
        return policy.steps_days[-1]
    return policy.fixed_days if lower > policy.ratio_wanted else policy.steps_days[1]


def _proven(cell: Cell, policy: PlanPolicy) -> bool:
    """Return whether all faults of the fleet at longer intervals are shown to be no more."""
    level, _, upper = _level(cell.proof, cell.control, policy)
    return level is not None and level <= policy.ratio_wanted and upper <= policy.ratio_limit


def _seen(days: int, curve: _Curve) -> bool:
    return bool(curve.seen[: AGES.index(days)].all())


def _curve(cell: Cell, policy: PlanPolicy) -> _Curve:
    """Join what was seen at each age with the trend over all ages, by their precision."""
    seen = cell.expected >= policy.least_expected
    weights = np.where(seen, cell.expected, 0.0)
    raw = (cell.faults + 0.5) / (cell.expected + 0.5)
    if seen.sum() < 2:
        return _Curve(np.ones_like(raw), np.full_like(raw, inf), seen)
    design = np.stack([np.ones_like(_MIDDLES), _MIDDLES], axis=1)
    spread = np.linalg.inv(design.T @ (design * weights[:, None]))
    trend = np.maximum(design @ (spread @ (design.T @ (weights * raw))), 0.05)
    beyond = np.maximum(0.0, _MIDDLES - np.array(AGES[1:])[seen].max())
    doubt = (
        np.einsum("ij,jk,ik->i", design, spread, design)
        + policy.trend_error**2 + (policy.trend_error_a_day * beyond) ** 2
    )  # fmt: skip
    certain = np.where(seen, cell.expected / np.maximum(raw, 0.2), 0.0)
    precision = 1 / doubt + certain
    return _Curve((trend / doubt + raw * certain) / precision, np.sqrt(1 / precision), seen)


def _step(days: int, cell: Cell, curve: _Curve, policy: PlanPolicy) -> StepEvidence:
    first, last = AGES.index(policy.fixed_days), AGES.index(days)
    mass, error = curve.rate * _LENGTHS, curve.error * _LENGTHS
    before, after = float(mass[:first].sum()), float(mass[first:last].sum())
    unseen = ~curve.seen[first:last]
    wide = error[first:last]
    after_error = sqrt(float((wide[~unseen] ** 2).sum()) + float(wide[unseen].sum()) ** 2)
    before_error = sqrt(float((error[:first] ** 2).sum()))
    share = after / before
    ratio = policy.fixed_days / days * (1 + share)
    relative = (
        share
        / (1 + share)
        * sqrt((after_error / max(after, 1e-9)) ** 2 + (before_error / before) ** 2)
    )
    z = NormalDist().inv_cdf(policy.sure)
    spread = exp(min(z * relative, 50.0))
    level, lower, upper = _level(_joined(cell, days, policy), cell.control, policy)
    return StepEvidence(
        days=days, ratio=ratio, lower=ratio / spread, upper=ratio * spread,
        expected=float(cell.expected[last - 1]), level=level,
        level_lower=None if level is None else lower, level_upper=None if level is None else upper,
    )  # fmt: skip


def _joined(cell: Cell, days: int, policy: PlanPolicy) -> tuple[float, float]:
    """Return a step's faults and expected ones, shrunk towards what the whole fleet shows."""
    faults, expected = cell.levels[days]
    if expected < policy.least_expected:
        return faults, expected
    share = policy.level_weight / (cell.proof[1] + 1)
    return faults + share * (cell.proof[0] + 1), expected + policy.level_weight


def _level(
    counts: tuple[float, float], control: float, policy: PlanPolicy, harm_sure: float = 0.0
) -> tuple[float | None, float, float]:
    """Return all faults at longer intervals against those expected, with bounds."""
    faults, expected = counts
    if expected < policy.least_expected or not control:
        return None, 0.0, inf
    level = (faults + 0.5) / (expected + 0.5)
    error = sqrt(1 / (faults + 0.5) + 1 / control)
    sure, harm = (NormalDist().inv_cdf(one) for one in (policy.sure, harm_sure or policy.harm_sure))
    return level, exp(log(level) - harm * error), exp(log(level) + sure * error)
