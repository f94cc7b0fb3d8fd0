"""Elevators that wear, are visited and fail: worlds for planners that may not read them.

A world is a toml file (`worlds/*.toml`, or one of your own). Each part of an elevator wears by
its own speed; a visit takes away a share of the wear; the hazard of a fault grows with wear.
Sensors read the wear with noise, or nothing. The same seed gives two arms the same chances, so
that arms that are treated alike fail alike.
"""

import tomllib
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

WORLDS = Path(__file__).parent / "worlds"
_YEAR = 365.25
_WORST = 3.0
"""Wear beyond which the hazard grows no more; 1 is «worn»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: `faults_per_year` of the fleet's mean elevator visited each 15 days.

    `days_to_worn` of the median elevator without any visit, `spread` the log deviation between
    elevators, `shape` how the hazard grows with wear, `reset` the share that a visit removes.
    """

    name: str
    faults_per_year: float
    days_to_worn: float
    spread: float
    shape: float
    reset: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """Elevators of one make: their share of the fleet and how fast they wear."""

    name: str
    share: float
    wears: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """A world. `unrelated_per_year` faults that no visit prevents, `spread` their gamma shape.

    `meddling`: faults caused by a visit. `sight`: share of elevators whose sensors see wear,
    `sensor_noise` in units of wear, `heard` the share of days with data. `expects`: what a
    planner should come to there («fewer», «fixed», «blind», «safe»), for the judge alone.
    """

    name: str
    expects: str
    parts: tuple[Part, ...]
    makes: tuple[Make, ...]
    unrelated_per_year: float
    spread: float
    meddling: float
    jitter_days: float
    season: float
    sight: float
    sensor_noise: float
    heard: float
    entrapment_share: float
    hours_down: float
    visit_hours: float


def read_world(*, path: Path, noise: float = 1.0) -> Nature:
    """Return a world from its file; `noise` multiplies sensor noise, jitter and lost days.

    Raises: KeyError and TypeError for a file that is not a world.
    """
    said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = tuple(Part(**row) for row in said.pop("part"))
    makes = tuple(Make(**row) for row in said.pop("make"))
    said["sensor_noise"] *= noise
    said["jitter_days"] *= noise
    said["heard"] = max(0.0, 1 - (1 - said["heard"]) * noise)
    said.setdefault("expects", "safe")
    return Nature(parts=parts, makes=makes, **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a day brought: faults per elevator, what they meant, and what sensors said (nan: -)."""

    faults: Ints
    entrapments: Ints
    hours_down: Floats
    readings: Floats


class Wearing:
    """A fleet in one world, day by day; `copy` gives another arm the same past and chances."""

    def __init__(self, *, world: Nature, elevators: int, seed: int) -> None:
        draw = np.random.default_rng([seed, 1])
        parts = world.parts
        self.world, self.seed, self.today = world, seed, 0
        self.make = draw.choice(
            len(world.makes), elevators, p=_shares([make.share for make in world.makes])
        )
        self.use = np.exp(draw.normal(0.0, 0.3, elevators))
        wears = np.array([make.wears for make in world.makes])[self.make]
        speeds = [
            self.use
            * wears
            * np.exp(draw.normal(0.0, part.spread, elevators))
            / (part.days_to_worn)
            for part in parts
        ]
        self._speed = np.stack(speeds, axis=1)
        self._unrelated = (
            world.unrelated_per_year / _YEAR * draw.standard_gamma(world.spread, elevators)
        ) / world.spread
        self._level = np.array([_level(part, self._speed[:, k]) for k, part in enumerate(parts)])
        self._seen = draw.random((elevators, 1)) < world.sight
        self._offset = draw.normal(0.0, 1.0, (elevators, len(parts)))
        self.wear = self._speed * draw.uniform(0, 15, (elevators, 1))

    def copy(self) -> "Wearing":
        """Return the same fleet on the same day, to be treated otherwise from now on."""
        return deepcopy(self)

    def jitter(self) -> Ints:
        """Return by how many days today's visits are late or early, per elevator."""
        draw = np.random.default_rng([self.seed, 3, self.today])
        days: Ints = np.rint(draw.normal(0.0, self.world.jitter_days, len(self.use))).astype(int)
        return days

    def live(self, *, visited: Bools, targeted: Bools) -> Day:
        """Let a day pass: visits in the morning (`targeted` by elevator and part), then chance."""
        world, draw = self.world, np.random.default_rng([self.seed, 2, self.today])
        resets = np.array([part.reset for part in world.parts])
        self.wear *= np.where(visited[:, None], 1.0 - resets, 1.0)
        self.wear[targeted] = 0.0
        self.wear += self._speed
        chances = draw.random((len(self.use), len(world.parts) + 3))
        noise = draw.standard_normal(self.wear.shape)
        shapes = np.array([part.shape for part in world.parts])
        swing = 1 + world.season * np.sin(2 * np.pi * self.today / _YEAR)
        hazard = self._level * np.minimum(self.wear, _WORST) ** shapes * swing
        broken = chances[:, : len(shapes)] < -np.expm1(-hazard)
        other = self._unrelated * swing + world.meddling * visited
        faults = broken.sum(axis=1) + (chances[:, -3] < -np.expm1(-other))
        self.wear[broken] = 0.0
        readings = self.wear * self._seen + self._offset + world.sensor_noise * noise
        readings[chances[:, -2] > world.heard] = np.nan
        self.today += 1
        trapped = (faults > 0) & (chances[:, -1] < world.entrapment_share)
        return Day(
            faults=faults.astype(np.int64), entrapments=trapped.astype(np.int64),
            hours_down=faults * world.hours_down, readings=readings,
        )  # fmt: skip


def _shares(shares: list[float]) -> Floats:
    array: Floats = np.array(shares) / sum(shares)
    return array


def _level(part: Part, speed: Floats) -> float:
    """Return the hazard of a worn part a day, so that fixed visits give its faults a year."""
    left = (1 - part.reset) / max(part.reset, 0.02) * 15
    ages = np.arange(1, 16)
    wear = np.minimum(speed[:, None] * (left + ages), _WORST)
    return float(part.faults_per_year / _YEAR / (wear**part.shape).mean())
