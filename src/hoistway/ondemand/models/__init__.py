"""The tables of the on-demand pilot."""

from hoistway.ondemand.models.exits import ExitCase, ExitStep, ExitWarning
from hoistway.ondemand.models.outcomes import PilotOutcome
from hoistway.ondemand.models.ways import (
    Condition,
    ConditionChange,
    ElevatorPilot,
    ElevatorPilotStep,
    FirmConditionChange,
    FirmPilot,
    FirmPilotStep,
    PilotPeriod,
)

__all__ = [
    "Condition", "ConditionChange", "ElevatorPilot", "ElevatorPilotStep", "ExitCase", "ExitStep",
    "ExitWarning", "FirmConditionChange", "FirmPilot", "FirmPilotStep", "PilotOutcome",
    "PilotPeriod",
]  # fmt: skip
