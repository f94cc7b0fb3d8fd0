"""Small cities for the tests of the workbench."""

from typing import Any

import numpy as np

from hoistway.simulation.fleet import Fleet, Rates
from hoistway.simulation.signals import Kind, Rows, new_specs

MONDAY_0800 = 1_795_392_000_000  # 2026-11-23 08:00 in Shanghai
MINUTE, HOUR = 60_000, 3_600_000
CALM = Rates(entrapments_per_year=0.0, others=0.0)


def specs(n: int = 40, **fields: Any) -> Rows:
    made = new_specs(n)
    made["profile"] = np.arange(n) % 4
    made["counts_people"] = True
    for name, value in fields.items():
        made[name] = value
    return made


def mixed_specs(n: int = 60) -> Rows:
    made = specs(n)
    made["kind"][n // 2 :: 5] = Kind.ESCALATOR
    made["kind"][n // 2 + 1 :: 5] = Kind.DUMBWAITER
    made["energy_saving"][::2] = True
    return made


def fleet(made: Rows | None = None, *, seed: int = 1, rates: Rates = CALM, **more: Any) -> Fleet:
    return Fleet(specs() if made is None else made, seed, start_ms=MONDAY_0800, rates=rates, **more)


def of_slot(samples: Rows, slot: int) -> Rows:
    found: Rows = samples[samples["slot"] == slot]
    return found
