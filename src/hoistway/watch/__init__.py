"""A door for machines: intake of telemetry (HTTP and MQTT), the detector, the historian.

Two processes: `ingest` takes samples and acknowledges what lies in the log; `loop` reads the log,
judges, opens incidents and keeps the history. Clauses: 二（五） 自动监测、主动发现.
"""
