"""The verbs that write plates."""

from hoistway.plates.actions.doubting import note_sighting
from hoistway.plates.actions.issuing import ReasonNeeded, issue_plates, replace_plate, void_plate
from hoistway.plates.actions.moving import move_all
from hoistway.plates.actions.posting import PlateIsVoid, Proof, post_plate
from hoistway.plates.actions.reporting import report_plate
from hoistway.plates.actions.settling import SuspicionSettled, settle_suspicion

__all__ = [
    "PlateIsVoid", "Proof", "ReasonNeeded", "SuspicionSettled", "issue_plates", "move_all",
    "note_sighting", "post_plate", "replace_plate", "report_plate", "settle_suspicion",
    "void_plate",
]  # fmt: skip
