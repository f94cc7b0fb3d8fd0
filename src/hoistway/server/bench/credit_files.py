"""The csv files of a year for the oracle's counts; imports nothing of the product.

The columns are those of `credit_child`; instants are seconds since 1970 as text, exact to the
thousandth. Limits come from the edition's file. Shanghai is eight hours ahead, without change.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

FAR = date(9999, 1, 1)
Counts = dict[int, dict[str, Any]]


def rows(folder: Path, name: str) -> Iterator[list[str]]:
    """Yield the lines of one file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def day_of(text: str) -> date:
    """Return a day; no text is one that never comes."""
    return date.fromisoformat(text) if text else FAR


def midnight(day: date) -> int:
    """Return when a day begins in Shanghai."""
    return (day - date(1970, 1, 1)).days * 86400 - 8 * 3600


class World:
    """What several counts need at once."""

    def __init__(self, folder: Path, limits: dict[str, int]) -> None:
        said = json.loads((folder / "period.json").read_text(encoding="utf-8"))
        self.folder, self.limits = folder, limits
        self.first, self.last = day_of(said["first"]), day_of(said["last"])
        self.until = self.last + timedelta(days=1)
        self.begin, self.end = midnight(self.first), midnight(self.until)
        self.counts: Counts = defaultdict(lambda: defaultdict(int))
        self.spans: dict[str, list[tuple[date, date, int]]] = defaultdict(list)
        for elevator, firm, since, until in rows(folder, "responsible"):
            self.spans[elevator].append((day_of(since), day_of(until), int(firm)))

    def add(self, firm: str | int, fact: str, amount: Any = 1) -> None:
        """Add to a fact of a firm, if there is one."""
        if firm != "":
            self.counts[int(firm)][fact] += amount

    def inside(self, at: str) -> bool:
        """Return whether an instant lies in the period."""
        return at != "" and self.begin <= Decimal(at) < self.end

    def shared(self, since: date, until: date) -> int:
        """Return how many days of the period lie within two days, the last left out."""
        return max(0, (min(until, self.until) - max(since, self.first)).days)
