"""The tables of the filings room."""

from hoistway.filings.models.bindings import Binding, BindingRule
from hoistway.filings.models.checks import Draw, SpotCheck, Urging
from hoistway.filings.models.elevators import (
    Decision,
    ElevatorFiling,
    Objection,
    Responsibility,
)
from hoistway.filings.models.firms import FirmFiling, Licence, ServicePoint
from hoistway.filings.models.mismatches import Mismatch, MismatchStep, SiteCheck
from hoistway.filings.models.tables import TableRow, TableRun

__all__ = [
    "Binding", "BindingRule", "Decision", "Draw", "ElevatorFiling", "FirmFiling", "Licence",
    "Mismatch", "MismatchStep", "Objection", "Responsibility", "ServicePoint", "SiteCheck",
    "SpotCheck",
    "TableRow", "TableRun", "Urging",
]  # fmt: skip
