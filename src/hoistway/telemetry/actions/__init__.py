"""The verbs of the telemetry room: devices, what was found, what was refused, the position."""

from hoistway.telemetry.actions.use import keep_days

__all__ = ["keep_days"]
