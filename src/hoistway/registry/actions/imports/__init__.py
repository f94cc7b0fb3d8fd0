"""The verbs that take files in."""

from hoistway.registry.actions.imports.again import (
    Difference,
    Foreseen,
    ask_again,
    foresee,
    headings_of,
)
from hoistway.registry.actions.imports.asking import (
    AskedImport,
    ask_import,
    forget_import_files,
    work_on_import,
)
from hoistway.registry.actions.imports.calls import take_call_in
from hoistway.registry.actions.imports.intake import NotYet, import_file, import_rows
from hoistway.registry.actions.imports.request import (
    FileOrder,
    HowFar,
    ImportReport,
    ImportRequest,
    RowReport,
)
from hoistway.registry.actions.imports.runs import ImportStopped, ImportUnderWay, stop_import
from hoistway.registry.adapters.tables import files_in
from hoistway.registry.rules.mapping_file import mapping_of
from hoistway.registry.rules.rows import CellFault, Row

__all__ = [
    "AskedImport", "CellFault", "Difference", "FileOrder", "Foreseen", "HowFar", "ImportReport",
    "ImportRequest", "ImportStopped", "ImportUnderWay", "NotYet", "Row", "RowReport", "ask_again",
    "ask_import", "files_in", "foresee", "forget_import_files", "headings_of", "import_file",
    "import_rows", "mapping_of", "stop_import", "take_call_in", "work_on_import",
]  # fmt: skip
