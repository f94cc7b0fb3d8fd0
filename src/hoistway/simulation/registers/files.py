"""Writes a world as files: claims and truth, one JSON object in a line."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

from hoistway.simulation.registers.sources import Entry
from hoistway.simulation.registers.tables import Tables
from hoistway.simulation.registers.world import Settings, Told, world

CLAIMS, TRUTH = "claims.ndjson", "truth.ndjson"

_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_world(*, settings: Settings, folder: Path, tables: bool = False) -> dict[str, Any]:
    """Write claims and truth into the folder and return what was written, counted.

    Lines of one elevator stand together, in the order in which they are received. With `tables`
    also the register and each source as a spreadsheet would hold it, each with its mapping.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counted = Count()
    sheets = Tables(folder=folder, seed=settings.seed) if tables else None
    with (
        (folder / CLAIMS).open("w", encoding="utf-8", newline="\n") as claims,
        (folder / TRUTH).open("w", encoding="utf-8", newline="\n") as truth,
    ):
        for told in world(settings=settings):
            _write(told, claims, truth)
            counted.add(told)
            if sheets:
                sheets.add(told)
    if sheets is None:
        return counted.summary()
    sheets.close()
    return counted.summary() | {"bad_rows": sheets.bad_rows}


def _write(told: Told, claims: TextIO, truth: TextIO) -> None:
    label = told.elevator.label
    row: dict[str, Any] = {"elevator": label, "fields": told.elevator.facts}
    if told.also:
        row["also"] = told.also
    truth.write(_line(row) + "\n")
    for entry in told.entries:
        claims.write(
            f'{{"source":"{entry.source}","record":"{entry.key}","observed":"{entry.observed}",'
            f'"fields":{_line(entry.fields)}}}\n'
        )
        truth.write(
            f'{{"source":"{entry.source}","record":"{entry.key}","elevator":"{label}",'
            f'"planted":{_line(entry.planted)},"traps":{_line(entry.traps)}}}\n'
        )


class Count:
    """How much of what was written."""

    def __init__(self) -> None:
        self.elevators = self.records = self.nameless = 0
        self.units: set[str] = set()
        self.firms: set[str] = set()
        self.sources: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.certain: Counter[str] = Counter()
        self.traps: Counter[str] = Counter()

    def add(self, told: Told) -> None:
        """Count one elevator with its records."""
        self.elevators += 1
        self.units.add(told.elevator.facts["use_unit_code"])
        self.firms.add(told.elevator.facts["firm_code"])
        for entry in told.entries:
            self._add(entry)
        self.traps.update({trap["trap"] for entry in told.entries for trap in entry.traps})
        notes = [note for entry in told.entries for note in entry.planted]
        self.errors.update({note["error"] for note in notes})
        self.certain.update({note["error"] for note in notes if note["certain"]})

    def _add(self, entry: Entry) -> None:
        self.records += 1
        self.sources[entry.source.partition(":")[0]] += 1
        self.nameless += not entry.named

    def summary(self) -> dict[str, Any]:
        """Return the counts as one object; errors and traps are counted by elevator."""
        errors, traps = sum(self.errors.values()), sum(self.traps.values())
        return {
            "elevators": self.elevators, "records": self.records,
            "use_units": len(self.units), "firms": len(self.firms),
            "records_without_identifier": round(self.nameless / max(1, self.records), 4),
            "sources": dict(sorted(self.sources.items())),
            "errors": dict(sorted(self.errors.items())),
            "certain": dict(sorted(self.certain.items())),
            "traps": dict(sorted(self.traps.items())),
            "share_of_traps": round(traps / max(1, errors + traps), 4),
        }  # fmt: skip
