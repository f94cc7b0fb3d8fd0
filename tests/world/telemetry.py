"""Builders of what machines tell: alarms with the rescue they led to, and signals around it."""

from datetime import datetime, timedelta

import numpy as np

from hoistway.detection.batch import SAMPLE
from hoistway.emergency.actions import Sighting, open_incidents
from hoistway.emergency.models import Incident
from hoistway.emergency.vocabulary import IncidentKind, IncidentSource
from hoistway.foundation.actors import PLATFORM
from hoistway.registry.models import Elevator
from hoistway.telemetry.actions.findings import Finding, keep_alarms, keep_traces
from hoistway.telemetry.actions.refusals import Rejection, refuse
from hoistway.telemetry.models import Alarm
from hoistway.telemetry.vocabulary import AlarmKind, RefusedReason, Transport
from tests.world.parties import NOW
from tests.world.registry import an_elevator
from tests.world.use import a_day_of_use, door_rows, heard_elevator, used_days

__all__ = [
    "a_day_of_use", "a_refused_sample", "a_rescue_from_signals", "an_alarm", "door_rows",
    "heard_elevator", "signals_around", "used_days",
]  # fmt: skip

EDITION = "0123456789abcdef"

ZONE, SHUT, OCCUPIED, CALL = 1, 2, 4, 8
"""Flag bits of a sample, as the record defines them."""


def an_alarm(
    *, elevator: Elevator | None = None, kind: AlarmKind = AlarmKind.ENTRAPMENT_AT_LEVEL,
    at: datetime = NOW, evidence: tuple[str, ...] = ("call", "attempts"),
) -> Alarm:  # fmt: skip
    """Return an alarm found at an instant, of trouble that began half a minute before."""
    where = elevator or an_elevator()
    began_at = at - timedelta(seconds=32)
    facts: dict[str, object] = {
        "evidence": list(evidence), "floor": 3, "door": 2, "service_mode": 1, "attempts": 2,
    }  # fmt: skip
    finding = Finding(
        elevator_id=where.pk, kind=kind, began_at=began_at, detected_at=at, ended=False,
        evidence=facts,
    )  # fmt: skip
    keep_alarms(findings=[finding], edition=EDITION)
    return Alarm.objects.select_related("elevator").get(
        elevator=where, kind=kind, began_at=began_at
    )


def a_rescue_from_signals(*, elevator: Elevator | None = None, at: datetime = NOW) -> Incident:
    """Return a rescue that an alarm opened, with the signals around it kept."""
    alarm = an_alarm(elevator=elevator, at=at)
    began_ms = round(alarm.began_at.timestamp() * 1000)
    (key,) = open_incidents(
        sightings=[
            Sighting(
                elevator_id=alarm.elevator_id, source=IncidentSource.TELEMETRY,
                kind=IncidentKind.ENTRAPMENT, began_at=alarm.began_at, seen_at=at,
                key=f"telemetry:{alarm.elevator_id}:{alarm.kind}:{began_ms}",
                facts={"alarm": str(alarm.kind), **alarm.evidence},
            )
        ],
        now=at, by=PLATFORM,
    )  # fmt: skip
    signals_around(elevator_id=alarm.elevator_id, began_at=alarm.began_at)
    return Incident.objects.get(pk=key)


def signals_around(*, elevator_id: int, began_at: datetime) -> None:
    """Keep a ride that ends with shut doors and somebody inside: (second, floor, flags, door,
    speed in mm/s, codes)."""
    ride = [
        (-60, 0, ZONE | OCCUPIED, 4, 0, 0), (-50, 0, ZONE | SHUT | OCCUPIED, 2, 0, 0),
        (-48, 1, SHUT | OCCUPIED | CALL, 2, 800, 0), (-40, 2, SHUT | OCCUPIED | CALL, 2, 1000, 0),
        (-8, 3, SHUT | OCCUPIED | CALL, 2, 400, 0), (0, 3, ZONE | SHUT | OCCUPIED | CALL, 2, 0, 0),
        (9, 3, ZONE | OCCUPIED | CALL, 3, 0, 8), (13, 3, ZONE | SHUT | OCCUPIED | CALL, 2, 0, 8),
        (24, 3, ZONE | OCCUPIED | CALL, 3, 0, 8), (28, 3, ZONE | SHUT | OCCUPIED | CALL, 2, 0, 8),
    ]  # fmt: skip
    samples = np.zeros(len(ride), SAMPLE)
    began_ms = round(began_at.timestamp() * 1000)
    for row, (second, floor, flags, door, speed, codes) in zip(samples, ride, strict=True):
        row["slot"], row["seq"] = elevator_id, 1000 + second
        row["at_ms"] = row["received_ms"] = began_ms + second * 1000
        row["floor"], row["flags"], row["door"] = floor, flags, door
        row["speed_mm_s"], row["codes"], row["car_status"] = speed, codes, int(speed != 0)
        row["service_mode"], row["power"], row["people"] = 1, 1, 255
    keep_traces(samples=samples)


def a_refused_sample(
    *, reason: RefusedReason = RefusedReason.NOT_JSON, payload: bytes = b'{"schema":',
    at: datetime = NOW,
) -> None:  # fmt: skip
    """Keep that something was not let in."""
    refuse(
        rejections=[
            Rejection(
                at=at, transport=Transport.MQTT, source="device-7", reason=reason,
                detail="line 1", payload=payload,
            )
        ]
    )  # fmt: skip
