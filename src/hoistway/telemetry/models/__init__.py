"""Devices and feeds that may report, who is heard, what was found, and days of use."""

from hoistway.telemetry.models.cityface import CounterReading, KeptMapping, ReportedAlarm
from hoistway.telemetry.models.machines import (
    EXCERPT_BYTES,
    MAX_CADENCE_S,
    MIN_CADENCE_S,
    Alarm,
    Device,
    Feed,
    Movement,
    Position,
    Presence,
    Refused,
    RefusedCount,
    Trace,
)
from hoistway.telemetry.models.use import Continuity, Gap, Rest, Uptime, UseBlock

__all__ = [
    "EXCERPT_BYTES",
    "MAX_CADENCE_S",
    "MIN_CADENCE_S",
    "Alarm",
    "Continuity",
    "CounterReading",
    "Device",
    "Feed",
    "Gap",
    "KeptMapping",
    "Movement",
    "Position",
    "Presence",
    "Refused",
    "RefusedCount",
    "ReportedAlarm",
    "Rest",
    "Trace",
    "Uptime",
    "UseBlock",
]
