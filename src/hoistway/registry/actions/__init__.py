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
    place_claims,
    say,
    split,
    suggest,
    undo_correction,
    weigh,
    withdraw_claim,
)
from hoistway.registry.actions.claims.planning import UnknownJurisdiction
from hoistway.registry.actions.claims.tally import Tally
from hoistway.registry.actions.imports import (
    AskedImport,
    CellFault,
    FileOrder,
    HowFar,
    ImportReport,
    ImportRequest,
    ImportStopped,
    ImportUnderWay,
    Row,
    RowReport,
    ask_import,
    files_in,
    forget_import_files,
    import_file,
    import_rows,
    mapping_of,
    stop_import,
    take_call_in,
    work_on_import,
)

__all__ = [
    "AskedImport", "CannotEnter", "CannotMerge", "CellFault", "Change", "FieldValue", "FileOrder",
    "HowFar", "ImportReport", "ImportRequest", "ImportStopped", "ImportUnderWay", "ReasonMissing",
    "Row", "RowReport", "Saying", "Tally", "UnknownJurisdiction", "ask_import", "correct",
    "decide_field", "decide_fields", "files_in", "forget_import_files", "import_file",
    "import_rows", "mapping_of", "merge", "place_claim", "place_claims", "say", "split",
    "stop_import", "suggest", "take_call_in", "undo_correction", "weigh", "withdraw_claim",
    "work_on_import",
]  # fmt: skip
