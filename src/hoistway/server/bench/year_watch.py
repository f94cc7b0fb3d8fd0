"""What a platform sees of simulated readings: own baselines, raised indicators, alarms."""

from copy import deepcopy
from dataclasses import dataclass, field
from math import pi, sqrt

import numpy as np
import numpy.typing as npt

from hoistway.yearplans.rules.sight import Sight

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_WEIGHT = 0.3
"""Chosen: the moving mean forgets half of what it knew in two days."""
_ALARM = 3.0
"""Chosen: an elevator's usual deviations, the climb within its fixed gaps included."""

_SUMS = ("n", "x", "xx", "moves", "steps", "u", "uu", "ux", "un", "xall")
_TALLY = (
    "days", "heard", "stood", "days_stood", "faults", "led", "led2", "falls", "falls2", "fell",
)  # fmt: skip


@dataclass
class Watch:
    """Running sums over (elevator, part); `settle` turns the first months into baselines."""

    mean: Floats
    noise: Floats
    spread: Floats
    _moving: Floats
    _last: Floats
    heard: Bools
    _stands: Floats
    _sums: dict[str, Floats] = field(default_factory=dict)
    _tally: dict[str, Floats] = field(default_factory=dict)

    @classmethod
    def of(cls, *, elevators: int, parts: int) -> "Watch":
        """Return a watch that has heard nothing."""
        nothing = np.full((elevators, parts), np.nan)
        return cls(
            mean=nothing.copy(),
            noise=nothing.copy(),
            spread=nothing.copy(),
            heard=np.zeros(elevators, bool),
            _moving=nothing.copy(),
            _last=nothing.copy(),
            _stands=np.zeros(elevators),
            _sums={name: np.zeros((elevators, parts)) for name in _SUMS},
            _tally={name: np.zeros(elevators) for name in _TALLY},
        )

    def copy(self) -> "Watch":
        """Return the same watch for another arm."""
        return deepcopy(self)

    def look(self, *, readings: Floats) -> None:
        """Take in a day: before baselines are settled it only adds up."""
        known = ~np.isnan(readings)
        sums = self._sums
        sums["n"] += known
        sums["x"] += np.where(known, readings, 0.0)
        sums["xx"] += np.where(known, readings**2, 0.0)
        step = np.abs(readings - self._last)
        both = ~np.isnan(step)
        sums["moves"] += np.where(both, step, 0.0)
        sums["steps"] += both
        self._last = np.where(known, readings, self._last)

    def settle(self) -> None:
        """Fix each elevator's own baseline and daily noise from what was heard so far."""
        sums = self._sums
        with np.errstate(invalid="ignore", divide="ignore"):
            self.mean = sums["x"] / sums["n"]
            spread = np.sqrt(np.maximum(sums["xx"] / sums["n"] - self.mean**2, 1e-12))
            self.spread = spread
            self.noise = np.maximum(sums["moves"] / sums["steps"] * sqrt(pi) / 2, 1e-6)
        self._moving = self.mean.copy()

    def judge(self, *, readings: Floats, age: Ints, faults: Ints, visited: Bools) -> None:
        """Take in a day after settling: slopes within gaps, falls at visits, days before faults."""
        tally, sums = self._tally, self._sums
        known = ~np.isnan(readings)
        value = np.where(known, (readings - self.mean) / self.noise, 0.0)
        value = np.nan_to_num(value)
        old = age[:, None] * known
        sums["un"] += known
        sums["u"] += old
        sums["uu"] += old * age[:, None]
        sums["ux"] += old * value
        sums["xall"] += value
        before = (self._last - self.mean) / self.noise
        fell = visited & known.all(axis=1) & ~np.isnan(before).any(axis=1)
        fall = np.where(fell, np.nan_to_num(before - value).mean(axis=1), 0.0)
        tally["fell"] += fell
        tally["falls"] += fall
        tally["falls2"] += fall**2
        tally["days"] += 1
        tally["heard"] += known.all(axis=1)
        stood = np.where(self.heard, self._stands, 0.0)
        tally["stood"] += stood
        tally["days_stood"] += self.heard
        tally["faults"] += faults * self.heard
        tally["led"] += faults * stood
        tally["led2"] += faults * stood**2
        self.follow(readings=readings)

    def follow(self, *, readings: Floats) -> Bools:
        """Move the mean on; return the indicators far enough from their past for an order."""
        known = ~np.isnan(readings)
        self._moving = np.where(
            known, (1 - _WEIGHT) * self._moving + _WEIGHT * readings, self._moving
        )
        self._last = np.where(known, readings, self._last)
        far = np.nan_to_num((self._moving - self.mean) / self.spread)
        self._stands = np.nan_to_num((self._moving - self.mean) / self.noise).mean(axis=1)
        self.heard = np.asarray(known.all(axis=1), bool)
        alarms: Bools = far > _ALARM
        return alarms

    def repaired(self, *, which: Bools) -> None:
        """Forget the moving mean of what was just repaired."""
        self._moving = np.where(which, self.mean, self._moving)

    def climb(self) -> Floats:
        """Return how far an elevator's steepest indicator rises in 15 days of a gap; nan: -."""
        sums = self._sums
        n = np.maximum(sums["un"], 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            slope = (sums["ux"] - sums["u"] * sums["xall"] / n) / (sums["uu"] - sums["u"] ** 2 / n)
        slope[np.isnan(self.mean)] = np.nan
        found: Floats = np.where(np.isnan(slope).all(axis=1), np.nan, np.nanmax(
            np.where(np.isnan(slope), -np.inf, slope), axis=1
        ) * 15)  # fmt: skip
        return found

    def online(self) -> Floats:
        """Return the share of days with data, per elevator."""
        share: Floats = self._tally["heard"] / np.maximum(self._tally["days"], 1)
        return share

    def sight(self, *, of: Bools) -> Sight:
        """Return what the indicators of some elevators did around faults and visits."""
        rows = {name: row[of] for name, row in self._tally.items()}
        own = rows["stood"] / np.maximum(rows["days_stood"], 1)
        many = max(float(rows["faults"].sum()), 1.0)
        lead = rows["led"] - rows["faults"] * own
        leads, leads_error = _mean(float(lead.sum()), _squares(rows, own), many)
        falls, falls_error = _mean(
            float(rows["falls"].sum()),
            float(rows["falls2"].sum()),
            max(float(rows["fell"].sum()), 1),
        )
        return Sight(leads=leads, leads_error=leads_error, falls=falls, falls_error=falls_error)


def _squares(rows: dict[str, Floats], own: Floats) -> float:
    squares = rows["led2"] - 2 * own * rows["led"] + rows["faults"] * own**2
    return float(squares.sum())


def _mean(total: float, squares: float, count: float) -> tuple[float, float]:
    """Return a mean with its standard error."""
    mean = total / count
    return mean, sqrt(max(squares / count - mean**2, 1.0) / count)
