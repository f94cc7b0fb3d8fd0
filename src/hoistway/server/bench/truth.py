"""What is so: reads `truth.ndjson` and `claims.ndjson` without keeping a city in memory."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

IDENTIFIERS = ("register_number", "device_code", "certificate_number", "serial_number")


@dataclass(frozen=True, slots=True)
class Planted:
    """One error in one record: what stood there, what is true, whether it is certain."""

    label: str
    field: str
    error: str
    written: Any
    truth: Any
    certain: bool


@dataclass(slots=True)
class Truth:
    """The truth of a world: elevators by their numbers, planted errors, traps."""

    file: Path
    offsets: dict[str, int] = field(default_factory=dict)
    owners: dict[str, dict[str, str]] = field(
        default_factory=lambda: {name: {} for name in IDENTIFIERS}
    )
    planted: list[Planted] = field(default_factory=list)
    traps: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    entered: set[str] = field(default_factory=set)

    def elevator(self, label: str) -> dict[str, Any]:
        """Return the line of an elevator: its fields, and other right ways of writing them."""
        with self.file.open("rb") as lines:
            lines.seek(self.offsets[label])
            row: dict[str, Any] = json.loads(lines.readline())
        return row

    def label_of(self, row: dict[str, str]) -> str:
        """Return the elevator of which most numbers of a row of the register tell, "" of none."""
        votes: dict[str, int] = defaultdict(int)
        for name in IDENTIFIERS:
            owner = self.owners[name].get(row.get(name) or "")
            if owner:
                votes[owner] += 1
        return max(votes, key=votes.__getitem__) if votes else ""

    def labels_in(self, row: Mapping[str, str]) -> set[str]:
        """Return every elevator of which a number stands in any cell of a row."""
        words = {word for cell in row.values() for word in cell.split(" · ")}
        return {owners[word] for owners in self.owners.values() for word in words if word in owners}


_OFFICIAL = re.compile(rb'"source": ?"(?:supervision|approval)"')
"""Sources that enter an elevator into the register when they say its number."""

_NAMES = ("use_unit", "firm", "use_unit_code", "firm_code", "estate")
"""Fields that also stand on organisations and places."""


def read_truth(*, truth: Path, claims: Path) -> Truth:
    """Read both files, line by line, together."""
    known = Truth(file=truth)
    with claims.open("rb") as lines:
        for line, record in zip(lines, _records(known, truth), strict=True):
            if _OFFICIAL.search(record) and b'"register_number"' in line:
                known.entered.add(_label_in(record))
            if b'"planted":[],"traps":[]' not in record:
                _note(known, json.loads(line), json.loads(record))
    return known


def _records(known: Truth, truth: Path) -> Iterator[bytes]:
    """Yield the lines of records; note elevators on the way."""
    offset = 0
    with truth.open("rb") as lines:
        for line in lines:
            if line.startswith(b'{"elevator"'):
                _elevator(known, json.loads(line), offset)
            else:
                yield line
            offset += len(line)


def _label_in(line: bytes) -> str:
    label: str = json.loads(line)["elevator"]
    return label


def _elevator(known: Truth, row: dict[str, Any], offset: int) -> None:
    label, facts = row["elevator"], row["fields"]
    known.offsets[label] = offset
    for name in IDENTIFIERS:
        if facts.get(name):
            known.owners[name][facts[name]] = label
    for name in _NAMES:
        if facts.get(name):
            known.names[name].add(facts[name])


def _note(known: Truth, claim: dict[str, Any], row: dict[str, Any]) -> None:
    label = row["elevator"]
    for note in row["planted"]:
        known.planted.append(
            Planted(
                label=label, field=note["field"], error=note["error"], truth=note["truth"],
                written=claim["fields"].get(note["field"]), certain=note["certain"],
            )
        )  # fmt: skip
    for trap in row["traps"]:
        known.traps[label][trap["field"]] = trap["trap"]
