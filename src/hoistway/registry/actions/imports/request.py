"""What is asked of an import, and what came of it."""

from collections.abc import Callable
from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hoistway.registry.actions.claims.tally import Tally
from hoistway.registry.rules.mapping import Mapping
from hoistway.registry.rules.rows import CellFault
from hoistway.registry.vocabulary import FaultEffect, ObservedFrom, RowFault


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What somebody asks for; an empty source or day means what mapping and file say."""

    file: Path
    mapping: Path
    source: str = ""
    observed: date | None = None
    apply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOrder:
    """Which rows are taken in, read how, since when they are so, and whether only tried."""

    mapping: Mapping
    file_name: str
    file_sha256: str
    source: str
    observed_at: datetime
    observed_from: ObservedFrom = ObservedFrom.ASKED
    apply: bool = False
    mapping_name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class RowReport:
    """A row as it was, with all that is wrong in it; `refused` when none of it was used."""

    line: int
    cells: tuple[str, ...]
    faults: tuple[CellFault, ...]

    @property
    def refused(self) -> bool:
        """Whether the row was not taken in."""
        return any(one.effect is FaultEffect.REFUSED for one in self.faults)

    def as_json(self) -> dict[str, object]:
        """Return the row for programs."""
        reasons = [one.as_json() for one in self.faults]
        return {
            "line": self.line, "refused": self.refused, "reasons": reasons,
            "cells": list(self.cells),
        }  # fmt: skip


Reasons = Pairs[tuple[str, RowFault, FaultEffect], int]
"""Field, fault and what came of it → in how many rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What came of a file; a dry run reports what would come of it."""

    order: FileOrder
    rows: int
    tally: Tally
    refused: int
    told: int
    findings: tuple[RowReport, ...]
    reasons: Reasons
    run_id: int = 0
    resumed_at: int = 0

    @property
    def accepted(self) -> int:
        """Rows that were, or would be, taken in."""
        return self.rows - self.refused


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far an import is."""

    rows: int
    refused: int
    bytes_done: int = 0
    bytes_total: int = 0


Progress = Callable[[HowFar], None]
"""Hears after each batch how far an import is."""


def unheard(_: HowFar) -> None:
    """Hear nothing."""
