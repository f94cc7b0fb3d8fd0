"""The verbs that write the register."""

from hoistway.registry.actions.elevators import Tally, UnknownJurisdiction, register_elevators
from hoistway.registry.actions.intake import (
    FileOrder,
    ImportReport,
    RefusedRow,
    import_file,
    import_rows,
)
from hoistway.registry.rules.draft import ElevatorDraft, Finding, Party, Row

__all__ = [
    "ElevatorDraft", "FileOrder", "Finding", "ImportReport", "Party", "RefusedRow", "Row",
    "Tally", "UnknownJurisdiction", "import_file", "import_rows", "register_elevators",
]  # fmt: skip
