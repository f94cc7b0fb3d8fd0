"""How often what happens by itself, per elevator and year."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from hoistway.simulation import lookalikes, troubles
from hoistway.simulation.film import Outcome, Scene
from hoistway.simulation.signals import Floats, Kind, Rows

YEAR_MS = 365.25 * 86_400_000
_GAMMA_SHAPE = 0.8  # Source: simulator defaults: a few elevators reach 5–7 entrapments a year.
_OFF_LEVEL_SHARE = 0.6  # Chosen: no published split of 非平层 and 平层 entrapments was found.
_OLD_YEARS, _OLD_FACTOR = (11, 15), 1.5  # Source: Nanjing 2015, elevators of 11–15 years.

Play = Callable[[Scene], Outcome]


@dataclass(frozen=True, slots=True)
class Rates:
    """Natural rates; `hurry` multiplies all of them for a demonstration.

    `entrapments_per_year` per elevator: 0.06 (Jiangsu 2020: 0.066, 2023: 0.056).
    `self_release`: 0.026 (Jiangsu 2020: 1,087 of 41,258).
    `others` multiplies what else happens, see `OTHERS`.
    """

    entrapments_per_year: float = 0.06
    hurry: float = 1.0
    self_release: float = 0.026
    others: float = 1.0


def _silent(scene: Scene) -> Outcome:
    return troubles.silent(scene, minutes=scene.chance.uniform(2.0, 90.0))


def _single_power_cut(scene: Scene) -> Outcome:
    """Cut the power of one elevator at any moment of its trip."""
    moment = int(scene.chance.integers(0, len(scene.rest)))
    seen, (at_ms, shown) = scene.rest[: moment + 1], scene.rest[moment]
    cut = replace(scene, at_ms=at_ms + 250, shown=shown, rest=scene.rest[moment + 1 :])
    outcome = troubles.power_cut(cut, minutes=scene.chance.uniform(3.0, 30.0), battery=True)
    return replace(outcome, shots=[*seen, *(outcome.shots or ())])


OTHERS: Mapping[int, tuple[tuple[Play, float], ...]] = {
    Kind.LIFT: (
        (lookalikes.guard_ride, 0.10),
        (lookalikes.goods_trolley, 0.15),
        (lookalikes.dawdler, 0.08),
        (partial(lookalikes.inspection, signalled=True), 0.10),
        (partial(lookalikes.inspection, signalled=False), 0.03),
        (lookalikes.empty_stop, 0.05),
        (lookalikes.brief_stop, 0.06),
        (lookalikes.power_dip, 0.06),
        (lookalikes.sensor_stuck, 0.02),
        (lookalikes.house_move, 0.06),
        (lookalikes.fire_recall, 0.01),
        (troubles.alarm_pressed, 0.12),
        (troubles.door_open_moving, 0.02),
        (_silent, 0.06),
        (_single_power_cut, 0.01),
    ),
    Kind.ESCALATOR: ((troubles.escalator_stopped, 0.3), (_silent, 0.06)),
    Kind.DUMBWAITER: (
        (partial(lookalikes.inspection, signalled=True), 0.1),
        (_silent, 0.06),
    ),
}
"""Scenes and how often they happen per elevator and year at `others` = 1.

Chosen: look-alikes are together some ten times as frequent as entrapments (IoT-visible faults are
5–10 times the reported ones), real numbers per kind are not published.
"""


def trap_rates(*, specs: Rows, rates: Rates, chance: np.random.Generator) -> Floats:
    """Return entrapments per ms of each elevator: gamma-mixed, older ones more, lifts only."""
    mixed = chance.standard_gamma(_GAMMA_SHAPE, len(specs)) / _GAMMA_SHAPE
    low, high = _OLD_YEARS
    old = (specs["age_years"] >= low) & (specs["age_years"] <= high)
    yearly = rates.entrapments_per_year * mixed * np.where(old, _OLD_FACTOR, 1.0)
    lifts: Floats = np.where(specs["kind"] == Kind.LIFT, yearly, 0.0)
    return lifts * rates.hurry / YEAR_MS


def other_rates(*, specs: Rows, rates: Rates) -> Floats:
    """Return other scenes per ms of each elevator."""
    yearly = np.zeros(len(specs))
    for kind, plays in OTHERS.items():
        yearly[specs["kind"] == kind] = sum(weight for _, weight in plays)
    return yearly * rates.others * rates.hurry / YEAR_MS


def entrapment(scene: Scene, rates: Rates) -> Outcome:
    """Play an entrapment that happens by itself; few people come free without help."""
    draw = scene.chance
    people = troubles.party(draw)
    frees_after_s = draw.uniform(60.0, 360.0) if draw.random() < rates.self_release else None
    play = troubles.off_level if draw.random() < _OFF_LEVEL_SHARE else troubles.at_level
    return play(scene, people=people, frees_after_s=frees_after_s)


def other(scene: Scene) -> Outcome:
    """Play one of the other scenes, drawn by its weight."""
    plays = OTHERS[scene.kind]
    weights = np.array([weight for _, weight in plays])
    drawn = int(scene.chance.choice(len(plays), p=weights / weights.sum()))
    return plays[drawn][0](scene)
