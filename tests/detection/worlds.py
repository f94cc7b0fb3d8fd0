"""Seeded random logs: incoherent cars, bad clocks, repeats and silences, with ticks between."""

import random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hoistway.detection.batch import SAMPLE

Step = tuple[str, Any]

BASE_MS = 1_800_000_000_000
FIELDS: dict[str, list[int]] = {
    "service_mode": [1] * 12 + [0, 2, 3, 4, 5, 6, 7],
    "car_status": [0, 0, 0, 1],
    "door": [2, 2, 2, 2, 0, 1, 3, 3, 4, 5, 6],
    "people": [255, 255, 255, 0, 2],
    "power": [1] * 6 + [0, 2, 3],
}
CODES = [0] * 14 + [1 << bit for bit in (*range(1, 9), 11, 11, 20, 20)]


def random_log(seed: int, length: int, slots: int) -> list[Step]:
    """Steps ("sample", row) and ("tick", now_ms), the same for the same seed."""
    dice = random.Random(seed)
    now, steps = BASE_MS, []
    cars = [_car(dice, slot) for slot in range(slots)]
    for _ in range(length):
        now += dice.choice([0, 1, 250, 1000, 1000, 5000, 10_000, 15_000, 30_000, 60_000, 60_001])
        now += 4_000_000 if dice.random() < 0.003 else 0
        if dice.random() < 0.2:
            steps.append(("tick", now + dice.choice([0, 0, 30_000, 60_000, 60_001])))
        awake = [car for car in cars if car["hushed_until"] <= now]
        car = dice.choice(awake)
        if dice.random() < 0.02 and len(awake) == slots:
            car["hushed_until"] = now + 5_500_000
        steps.append(("sample", _sample(dice, car, now)))
        if dice.random() < 0.05:
            steps.append(("sample", dict(car["last"], received_ms=now)))
        car["last"] = steps[-1][1]
    return steps


def _car(dice: random.Random, slot: int) -> dict[str, Any]:
    kind = 1 if dice.random() < 0.1 else 0
    row = dict.fromkeys(SAMPLE.names or (), 0) | {"slot": slot, "kind": kind, "people": 255}
    row |= {"service_mode": 1, "power": 1, "door": 2, "flags": 2 | dice.choice([0, 1])}
    return {
        "row": row,
        "last": row,
        "offset": 0,
        "hushed_until": 0,
        "restless": dice.choice([0.02, 0.1, 0.4]),
    }


def _sample(dice: random.Random, car: dict[str, Any], now: int) -> dict[str, int]:
    row = car["row"]
    for name, values in FIELDS.items():
        if dice.random() < car["restless"]:
            row[name] = dice.choice(values)
    for flag in (1, 2, 4, 4, 8):
        if dice.random() < car["restless"]:
            row["flags"] ^= flag
    row["codes"] = dice.choice(CODES) if dice.random() < car["restless"] else row["codes"]
    if dice.random() < 0.02:
        car["offset"] = dice.choice([0, -30_000, 100_000, 599_999, 600_001, 2_000_000, -650_000])
    row["seq"] = 1 if dice.random() < 0.01 else row["seq"] + dice.choice([1, 1, 1, 3])
    late = dice.choice([5_000, 700_000]) if dice.random() < 0.02 else 0
    replayed = 32 if dice.random() < 0.02 else 0
    return dict(
        row, at_ms=now + car["offset"] - late, received_ms=now, flags=row["flags"] | replayed
    )


def record(row: dict[str, int]) -> NDArray[np.void]:
    """One row as a SAMPLE array."""
    return np.array([tuple(row[name] for name in SAMPLE.names or ())], SAMPLE)
