"""What an alarm means to the house: a finding to keep, a rescue to open or to clear."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from django.db import transaction

from hoistway.detection.alarm import Alarm
from hoistway.emergency.actions.intake import (
    Cleared,
    Sighting,
    clear_sightings,
    open_incidents,
)
from hoistway.emergency.vocabulary import IncidentKind, IncidentSource
from hoistway.foundation.actors import PLATFORM
from hoistway.telemetry.actions.findings import Finding, keep_alarms
from hoistway.telemetry.vocabulary import AlarmKind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMED = ("slot", "kind", "ended", "began_at_ms", "detected_at_ms")


def instant(ms: int) -> datetime:
    """Return milliseconds since 1970 as an aware instant."""
    return _EPOCH + timedelta(milliseconds=ms)


def key_of(alarm: Alarm) -> str:
    """Return the key by which a rescue knows this episode again."""
    return f"telemetry:{alarm.slot}:{alarm.kind}:{alarm.began_at_ms}"


def _facts(alarm: Alarm) -> dict[str, object]:
    values = asdict(alarm)
    return {name: value for name, value in values.items() if name not in _NAMED}


def _finding(alarm: Alarm) -> Finding:
    return Finding(
        elevator_id=alarm.slot, kind=AlarmKind(alarm.kind), began_at=instant(alarm.began_at_ms),
        detected_at=instant(alarm.detected_at_ms), ended=alarm.ended, evidence=_facts(alarm),
    )  # fmt: skip


def _sighting(alarm: Alarm) -> Sighting:
    return Sighting(
        elevator_id=alarm.slot, source=IncidentSource.TELEMETRY, kind=IncidentKind.ENTRAPMENT,
        began_at=instant(alarm.began_at_ms), seen_at=instant(alarm.detected_at_ms),
        key=key_of(alarm), facts={"alarm": alarm.kind, **_facts(alarm)},
    )  # fmt: skip


def _cleared(alarm: Alarm) -> Cleared:
    return Cleared(
        elevator_id=alarm.slot, key=key_of(alarm), at=instant(alarm.detected_at_ms),
        facts={"alarm": alarm.kind},
    )  # fmt: skip


@transaction.atomic
def report(*, alarms: list[Alarm], carless: frozenset[int], edition: str, now: datetime) -> None:
    """Keep the alarms and open, join or clear the rescues they stand for.

    `carless` are the slots of escalators and moving walks, where nobody can be shut in
    (requirements G). Repeating it changes nothing.
    """
    keep_alarms(findings=[_finding(alarm) for alarm in alarms], edition=edition)
    rescues = [
        alarm
        for alarm in alarms
        if AlarmKind(alarm.kind) in AlarmKind.rescue_kinds() and alarm.slot not in carless
    ]
    begun = [_sighting(alarm) for alarm in rescues if not alarm.ended]
    ended = [_cleared(alarm) for alarm in rescues if alarm.ended]
    if begun:
        open_incidents(sightings=begun, now=now, by=PLATFORM)
    if ended:
        clear_sightings(cleared=ended, now=now, by=PLATFORM)
