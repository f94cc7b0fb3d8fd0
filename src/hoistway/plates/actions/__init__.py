"""The verbs that write plates."""

from hoistway.plates.actions.doubting import note_sighting
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
    "NothingToUrge", "PlateIsVoid", "Proof", "ReasonNeeded", "SuspicionSettled", "UrgedAlready",
    "issue_missing", "issue_plates", "move_all", "note_sighting", "post_plate", "replace_plate",
    "report_plate", "settle_suspicion", "urge_all", "urge_posting", "void_plate",
]  # fmt: skip
