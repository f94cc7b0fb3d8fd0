"""Speeds, loads, stops and travel that belong together."""

from dataclasses import dataclass
from random import Random

SPEEDS = (1.0, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0)
_LOADS = ((630, 8), (800, 18), (825, 6), (900, 6), (1000, 28), (1050, 20), (1200, 4), (1350, 6),
          (1600, 4))  # fmt: skip
_HEIGHTS = {"residential": (2.8, 3.0), "office": (3.6, 4.4), "hospital": (3.8, 4.5),
            "mall": (4.5, 5.6), "metro": (4.2, 6.2), "other": (3.4, 5.4)}  # fmt: skip
_STOPS = {"residential": (6, 33), "office": (6, 40), "hospital": (5, 18), "mall": (4, 8),
          "metro": (2, 3), "other": (2, 8)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """What is written on the plate of an elevator; None where its kind has no such figure."""

    kind: str
    speed: float
    load: int | None = None
    persons: int | None = None
    labels: tuple[str, ...] = ()
    floors: int | None = None
    doors: int | None = None
    travel: float | None = None
    inclination: float | None = None
    width: int | None = None


def figures_of(*, kind: str, place: str, chance: Random) -> Figures:
    """Return figures as an elevator of this kind at this sort of place has them."""
    if kind in ("3310", "3320"):
        return _stairs(kind, place, chance)
    labels = _labels(kind, place, chance)
    stops = len(labels)
    unserved = 1 if stops > 4 and chance.random() < 0.07 else 0
    height = chance.uniform(*_HEIGHTS[place])
    travel = round(height * (stops - 1 + unserved), 1)
    load, persons = _load(kind, place, chance)
    return Figures(
        kind=kind, speed=_speed(kind, travel, chance), load=load, persons=persons, labels=labels,
        floors=stops + unserved, doors=stops + (stops if chance.random() < 0.02 else 0),
        travel=travel,
    )  # fmt: skip


def _stairs(kind: str, place: str, chance: Random) -> Figures:
    walk = kind == "3320"
    rise = round(chance.uniform(1.2, 4.0) if walk else chance.uniform(3.2, 7.8), 1)
    return Figures(
        kind=kind, travel=rise, width=chance.choice((800, 1000, 1000)),
        speed=chance.choice((0.5, 0.5, 0.65)) if place == "metro" else 0.5,
        inclination=chance.choice((10.0, 11.0, 12.0) if walk else (30.0, 30.0, 35.0)),
    )  # fmt: skip


def _labels(kind: str, place: str, chance: Random) -> tuple[str, ...]:
    low, high = (2, 4) if kind in ("3430", "3210", "3220", "3130") else _STOPS[place]
    above = chance.randint(low, high)
    below = chance.choice(((), (), ("B1",), ("B2", "B1"))) if above > 4 else ()
    names = [str(n) for n in range(1, above + 1)]
    if above > 14 and chance.random() < 0.3:
        names = [n for n in names if n not in ("4", "13", "14")]
    elif above > 4 and chance.random() < 0.05:
        names[names.index("4")] = "3A"
    return (*below, *names)


def _load(kind: str, place: str, chance: Random) -> tuple[int, int | None]:
    if kind == "3430":
        return chance.choice((100, 200, 300)), None
    if kind in ("3120", "3130", "3220"):
        return chance.choice((1000, 2000, 3000)), None
    if place == "hospital" and chance.random() < 0.6:
        return 1600, 21
    load = chance.choices([n for n, _ in _LOADS], [w for _, w in _LOADS])[0]
    return load, load // 75


def _speed(kind: str, travel: float, chance: Random) -> float:
    if kind == "3430":
        return 0.4
    if kind in ("3210", "3220"):
        return 0.5
    if kind in ("3120", "3130"):
        return chance.choice((0.5, 0.63, 1.0))
    return next((v for v in SPEEDS if v >= travel / 25), 6.0)
