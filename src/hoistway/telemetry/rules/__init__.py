"""What the telemetry room judges: bytes, instants, topics; pure, without a framework."""
