"""Alarms in lists, with their evidence in words and the rescue they led to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoistway.dossier.decision import evidence_words
from hoistway.emergency.queries import rescues_behind
from hoistway.foundation.actors import Actor
from hoistway.telemetry.models import Alarm
from hoistway.telemetry.vocabulary import AlarmKind
from hoistway.web.desk.rows import room_url
from hoistway.web.desk.shapes import listed
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One episode that the detector found."""

    id: int
    kind: AlarmKind
    tone: Tone
    register_number: str
    elevator_name: str
    address: str
    began_at: datetime
    detected_at: datetime
    ended_at: datetime | None
    evidence: str
    edition: str
    rescue_number: str
    rescue_url: str


def key_of(alarm: Alarm) -> str:
    """Return the key by which a rescue knows this episode; the watch writes the same."""
    began_ms = round(alarm.began_at.timestamp() * 1000)
    return f"telemetry:{alarm.elevator_id}:{alarm.kind}:{began_ms}"


def alarm_rows(*, alarms: Iterable[Alarm], by: Actor) -> list[AlarmRow]:
    """Return alarms whose elevators are loaded as lines; one query for all their rescues."""
    rows = list(alarms)
    rescues = rescues_behind(by=by, keys=[key_of(row) for row in rows]) if rows else {}
    return [_row(row, rescues.get(key_of(row), ""), by) for row in rows]


def _row(alarm: Alarm, rescue: str, by: Actor) -> AlarmRow:
    words = [spoken(pair) for pair in evidence_words(facts=alarm.evidence)]
    return AlarmRow(
        id=alarm.pk, kind=alarm.kind, tone=_tone(alarm), elevator_name=alarm.elevator.name,
        register_number=alarm.elevator.register_number, address=alarm.elevator.address,
        began_at=alarm.began_at, detected_at=alarm.detected_at, ended_at=alarm.ended_at,
        evidence=listed(words) or _("信号本身即为依据"), edition=alarm.edition,
        rescue_number=rescue, rescue_url=room_url(role=by.role, number=rescue) if rescue else "",
    )  # fmt: skip


def _tone(alarm: Alarm) -> Tone:
    if alarm.ended_at is not None:
        return "quiet"
    return "help" if alarm.kind in AlarmKind.rescue_kinds() else "caution"
