"""The verbs that write plates."""

from hoistway.plates.actions.batches import (
    MOST_PLATES,
    BatchMovedOn,
    BatchWish,
    NothingToPrint,
    ask_batch,
    end_batch,
    forget_batch_files,
    go_on_with_batch,
    mark_printed,
    stop_batch,
    work_on_batch,
)
from hoistway.plates.actions.doubting import forget_sightings, note_sighting
from hoistway.plates.actions.drawing import KeyMissing, Press, plate_drawing
from hoistway.plates.actions.issuing import (
    ReasonNeeded,
    issue_missing,
    issue_plates,
    replace_plate,
    void_plate,
)
from hoistway.plates.actions.moving import move_all
from hoistway.plates.actions.posting import PlateIsVoid, Proof, post_plate
from hoistway.plates.actions.reporting import report_plate
from hoistway.plates.actions.settling import SuspicionSettled, settle_suspicion
from hoistway.plates.actions.urging import NothingToUrge, UrgedAlready, urge_all, urge_posting

__all__ = [
    "MOST_PLATES", "BatchMovedOn", "BatchWish", "KeyMissing", "NothingToPrint", "NothingToUrge",
    "PlateIsVoid", "Press", "Proof", "ReasonNeeded", "SuspicionSettled", "UrgedAlready",
    "ask_batch", "end_batch", "forget_batch_files", "forget_sightings", "go_on_with_batch",
    "issue_missing", "issue_plates", "mark_printed", "move_all", "note_sighting", "plate_drawing",
    "post_plate", "replace_plate", "report_plate", "settle_suspicion", "stop_batch",
    "urge_all", "urge_posting", "void_plate", "work_on_batch",
]  # fmt: skip
