"""The tables of the maintenance room."""

from hoistway.maintenance.models.answers import Confirmation, PhoneCode, VisitNote
from hoistway.maintenance.models.evidence import Judgement
from hoistway.maintenance.models.repairs import PartUsed, Repair, RepairStep
from hoistway.maintenance.models.schedules import Schedule, StandardConfirmation
from hoistway.maintenance.models.visits import Crew, Operation, PhoneKey, Visit, VisitPhoto

__all__ = [
    "Confirmation", "Crew", "Judgement", "Operation", "PartUsed", "PhoneCode", "PhoneKey",
    "Repair", "RepairStep", "Schedule", "StandardConfirmation", "Visit", "VisitNote", "VisitPhoto",
]  # fmt: skip
