"""The verbs that write the register."""

from hoistway.registry.actions.claims import (
    Change,
    FieldValue,
    ReasonMissing,
    Saying,
    correct,
    decide_field,
    say,
    suggest,
    undo_correction,
    weigh,
    withdraw_claim,
)
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
    "Change", "ElevatorDraft", "FieldValue", "FileOrder", "Finding", "ImportReport",
    "ImportRequest", "Party", "ReasonMissing", "RefusedRow", "Row", "Saying", "Tally",
    "UnknownJurisdiction", "correct", "decide_field", "import_file", "import_rows", "mapping_of",
    "register_elevators", "say", "suggest", "undo_correction", "weigh", "withdraw_claim",
]  # fmt: skip
