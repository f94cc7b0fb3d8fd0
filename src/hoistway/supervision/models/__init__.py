"""Tables of supervision."""

from hoistway.supervision.models.checks import CREW, Check, Finding
from hoistway.supervision.models.frequency import FirmFrequency, FirmGrade, FrequencyStep
from hoistway.supervision.models.key_units import KeyUnit
from hoistway.supervision.models.orders import Order, OrderFinding, OrderSeries, OrderStep
from hoistway.supervision.models.oversight import FirmHabit, Inquiry, InquiryStep, Look, LookRun

__all__ = [
    "CREW", "Check", "Finding", "FirmFrequency", "FirmGrade", "FirmHabit", "FrequencyStep",
    "Inquiry", "InquiryStep", "KeyUnit", "Look", "LookRun", "Order", "OrderFinding",
    "OrderSeries", "OrderStep",
]  # fmt: skip
