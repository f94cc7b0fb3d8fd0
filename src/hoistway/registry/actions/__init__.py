"""The verbs that write the register."""

from hoistway.registry.actions.elevators import Tally, UnknownJurisdiction, register_elevators
from hoistway.registry.actions.intake import (
    FileOrder,
    ImportReport,
    ImportRequest,
    RefusedRow,
    import_file,
    import_rows,
)
from hoistway.registry.rules.draft import ElevatorDraft, Finding, Party, Row
from hoistway.registry.rules.mapping_file import mapping_of

__all__ = [
    "ElevatorDraft", "FileOrder", "Finding", "ImportReport", "ImportRequest", "Party",
    "RefusedRow", "Row", "Tally", "UnknownJurisdiction", "import_file", "import_rows",
    "mapping_of", "register_elevators",
]  # fmt: skip
