"""The tables of the maintenance room."""

from hoistway.maintenance.models.answers import Confirmation, PhoneCode, VisitNote
from hoistway.maintenance.models.evidence import Judgement
from hoistway.maintenance.models.makers import MakersItem
from hoistway.maintenance.models.regimes import (
    ElevatorRegime,
    RegimeStep,
    RemoteCheck,
    TargetedOrder,
)
from hoistway.maintenance.models.repairs import PartUsed, Repair, RepairStep
from hoistway.maintenance.models.schedules import (
    Pause,
    Schedule,
    StandardConfirmation,
    YearExport,
)
from hoistway.maintenance.models.visits import Crew, Operation, PhoneKey, Visit, VisitPhoto

__all__ = [
    "Confirmation", "Crew", "ElevatorRegime", "Judgement", "MakersItem", "Operation", "PartUsed",
    "Pause", "PhoneCode", "PhoneKey", "RegimeStep", "RemoteCheck", "Repair", "RepairStep",
    "Schedule", "StandardConfirmation", "TargetedOrder", "Visit", "VisitNote", "VisitPhoto",
    "YearExport",
]  # fmt: skip
