"""The verbs of the telemetry room: devices, what was found, what was refused, the position."""
