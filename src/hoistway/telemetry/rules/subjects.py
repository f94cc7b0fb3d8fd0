"""Names on the wire: MQTT topics, their NATS subjects, the stream of batches.

Example:
    >>> topic_of(register_number="31103101042015060001")
    'elevators/31103101042015060001/status'
    >>> subject_of(register_number="31103101042015060001")
    'elevators.31103101042015060001.status'
    >>> elevator_of(subject="$MQTT.msgs.elevators.31103101042015060001.status")
    '31103101042015060001'
"""

import re

STREAM = "TELEMETRY"
BATCH_SUBJECT = "telemetry.batch"
STREAM_SUBJECTS = "telemetry.>"

MQTT_STREAM = "$MQTT_msgs"
"""Where nats-server keeps publishes of QoS 1. Source: nats-server/server/mqtt.go."""

MQTT_SUBJECTS = "$MQTT.msgs.>"
MQTT_KEPT = "$MQTT.msgs.elevators.*.status"
MQTT_PASSING = "elevators.*.status"
"""Subjects of publishes with QoS 1 (kept) and of all publishes (passing)."""

_TOKEN = re.compile(r"[0-9A-Za-z_-]{1,32}\Z")
_SUBJECT = re.compile(r"(?:\$MQTT\.msgs\.)?elevators\.([0-9A-Za-z_-]{1,32})\.status\Z")


def may_be_a_topic(*, register_number: str) -> bool:
    """Return whether a register number can stand in a topic; others report by HTTP only."""
    return _TOKEN.match(register_number) is not None


def topic_of(*, register_number: str) -> str:
    """Return the one MQTT topic on which the device of an elevator may publish."""
    return f"elevators/{register_number}/status"


def subject_of(*, register_number: str) -> str:
    """Return the NATS subject of that topic."""
    return f"elevators.{register_number}.status"


def elevator_of(*, subject: str) -> str:
    """Return the register number inside a subject, or an empty text for another subject."""
    found = _SUBJECT.match(subject)
    return found.group(1) if found else ""
