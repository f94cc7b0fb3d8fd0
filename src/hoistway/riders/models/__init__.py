"""What passengers ask for, report and correct."""

from hoistway.riders.models.reports import (
    MeToo,
    PhoneCheck,
    PublicReport,
    ReporterPhone,
    ReportPhoto,
    ReportStep,
)
from hoistway.riders.models.rescue import CallerNumber, RiderRequest, UnplacedCall

__all__ = [
    "CallerNumber", "MeToo", "PhoneCheck", "PublicReport", "ReportPhoto", "ReportStep",
    "ReporterPhone", "RiderRequest", "UnplacedCall",
]  # fmt: skip
