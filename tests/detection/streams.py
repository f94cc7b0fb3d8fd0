"""Hand-written streams: `at(12.5, "zone shut occupied", door=3)` is one sample."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hoistway.detection.alarm import WORDS
from hoistway.detection.batch import code_bits, samples
from hoistway.detection.engine import Engine

BASE_MS = 1_800_000_000_000

FLAGS = {"zone": 1, "shut": 2, "occupied": 4, "call": 8, "heartbeat": 16, "replayed": 32}

Row = dict[str, Any]


def at(second: float, words: str = "", **fields: Any) -> Row:
    """One sample at that second: flags and «running» as words, other fields by name.

    `received` is the second of receipt (default: the same), `codes` a list of official codes.
    """
    row: Row = {"at_ms": BASE_MS + round(second * 1000), "power": 1, "flags": 0}
    row["received_ms"] = BASE_MS + round(fields.pop("received", second) * 1000)
    row["codes"] = code_bits(fields.pop("codes", []))
    for word in words.split():
        if word == "running":
            row["car_status"] = 1
        else:
            row["flags"] |= FLAGS[word]
    if row["flags"] & 2:
        row["door"] = 2
    return row | fields


def batch(*rows: Row) -> NDArray[np.void]:
    """A SAMPLE array; sequence numbers count from 1 unless a row says `seq`."""
    table = samples(len(rows))
    for index, row in enumerate(rows):
        table[index]["seq"] = index + 1
        for name, value in row.items():
            table[index][name] = value
    return table


def told(records: NDArray[np.void]) -> list[tuple[str, str, float]]:
    """Alarms as (word, begins or ends, second of the beginning)."""
    return [
        (
            WORDS[record["kind"]],
            ("begins", "ends")[record["phase"]],
            (int(record["began_at_ms"]) - BASE_MS) / 1000,
        )
        for record in records
    ]


def found(*rows: Row, engine: Engine | None = None) -> list[tuple[int, str, str, float]]:
    """Alarms as (index of the sample that raised it, word, begins or ends, began second)."""
    engine = engine or Engine()
    table = batch(*rows)
    return [
        (index, *alarm)
        for index in range(len(table))
        for alarm in told(engine.take(table[index : index + 1]))
    ]


def ticked(engine: Engine, second: float) -> list[tuple[str, str, float]]:
    """Alarms of a tick at that second."""
    return told(engine.tick(BASE_MS + round(second * 1000)))
