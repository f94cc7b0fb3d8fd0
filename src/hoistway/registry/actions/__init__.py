"""The verbs that write the register."""

from hoistway.registry.actions.claims import (
    CannotEnter,
    CannotMerge,
    Change,
    FieldValue,
    ReasonMissing,
    Saying,
    correct,
    decide_field,
    decide_fields,
    merge,
    place_claim,
    say,
    split,
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
    "CannotEnter", "CannotMerge", "Change", "ElevatorDraft", "FieldValue", "FileOrder", "Finding",
    "ImportReport", "ImportRequest", "Party", "ReasonMissing", "RefusedRow", "Row", "Saying",
    "Tally", "UnknownJurisdiction", "correct", "decide_field", "decide_fields", "import_file",
    "import_rows", "mapping_of", "merge", "place_claim", "register_elevators", "say", "split",
    "suggest", "undo_correction", "weigh", "withdraw_claim",
]  # fmt: skip
