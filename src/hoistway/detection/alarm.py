"""An alarm: what was found, where, since when, and the state of the car at that moment.

One episode is one alarm: unique by slot, kind and `began_at_ms`; its end repeats the three.
A snapshot of the car's state travels with the alarm, as Shanghai's `iotAlarms` demands
(telemetry-and-emergency 1.4, `statusDetails`).

Example:
    >>> import numpy as np
    >>> record = np.zeros(1, ALARM)
    >>> record["slot"], record["kind"], record["began_at_ms"] = 7, 1, 1000
    >>> alarm = alarms(record)[0]
    >>> alarm.slot, alarm.kind, alarm.began_at_ms, alarm.ended
    (7, 'entrapment_off_level', 1000, False)
"""

from dataclasses import dataclass

import numpy as np

from hoistway.detection.batch import Records

ALARM = np.dtype(
    [
        ("slot", "<u4"),
        ("kind", "u1"),
        ("phase", "u1"),
        ("evidence", "u1"),
        ("door", "u1"),
        ("began_at_ms", "<i8"),  # device time, also for offline: the last sample's instant
        ("detected_at_ms", "<i8"),  # platform time: receipt of the sample, or the tick
        ("at_ms", "<i8"),  # device time of the last sample
        ("codes", "<u4"),
        ("flags", "<u2"),
        ("floor", "<i2"),
        ("service_mode", "u1"),
        ("car_status", "u1"),
        ("people", "u1"),
        ("power", "u1"),
        ("flips", "u1"),
        ("attempts", "u1"),
        ("pad", "<u2"),
    ]
)

PHASE_BEGINS, PHASE_ENDS = 0, 1

WORDS = (
    "",
    "entrapment_off_level",
    "entrapment_at_level",
    "power_lost",
    "alarm_button",
    "door_open_moving",
    "offline",
)
"""The kinds' words, by the number that stands in arrays."""

EVIDENCE_WORDS = ("call", "attempts", "button", "fault", "power", "variation", "silent")
"""The words of the evidence bits, lowest bit first."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm as plain values; instants are milliseconds UTC."""

    slot: int
    kind: str
    ended: bool
    began_at_ms: int
    detected_at_ms: int
    at_ms: int
    evidence: tuple[str, ...]
    codes: int
    flags: int
    floor: int
    door: int
    service_mode: int
    car_status: int
    people: int
    power: int
    flips: int
    attempts: int


def alarms(records: Records) -> list[Alarm]:
    """Return the records as frozen values, in their order."""
    return [_alarm(dict(zip(ALARM.names or (), row, strict=True))) for row in records.tolist()]


def _alarm(row: dict[str, int]) -> Alarm:
    bits = row.pop("evidence")
    words = tuple(word for bit, word in enumerate(EVIDENCE_WORDS) if bits >> bit & 1)
    kind, phase = WORDS[row.pop("kind")], row.pop("phase")
    del row["pad"]
    return Alarm(kind=kind, ended=phase == PHASE_ENDS, evidence=words, **row)
