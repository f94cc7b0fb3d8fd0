"""Things outside Python: the log (NATS JetStream), the MQTT door's lock, the history (Delta)."""
