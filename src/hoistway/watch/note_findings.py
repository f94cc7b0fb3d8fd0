"""What platforms report of themselves means to the house: kept once, a rescue, a fault."""

from datetime import datetime

from django.db import transaction

from hoistway.emergency.actions.intake import Sighting, open_incidents
from hoistway.emergency.vocabulary import IncidentKind, IncidentSource
from hoistway.faults.actions import FaultSighting, take_signals
from hoistway.faults.vocabulary import FaultSource
from hoistway.foundation.actors import PLATFORM
from hoistway.telemetry.actions.reported import AlarmReport, Counted, keep_counters, keep_reported
from hoistway.telemetry.rules.cityface import starts_rescue
from hoistway.telemetry.rules.notes import AlarmNote, CountersNote, Note
from hoistway.watch.fault_findings import KINDS
from hoistway.watch.findings import instant


@transaction.atomic
def report_notes(*, notes: list[Note], carless: frozenset[int], now: datetime) -> None:
    """Keep notes, open or join the rescues they call for and sight the faults they name.

    An alarm that was sent again, or read from the log again, changes nothing.
    """
    keep_counters(readings=[_counted(one) for one in notes if isinstance(one, CountersNote)])
    alarms = [one for one in notes if isinstance(one, AlarmNote)]
    fresh = keep_reported(alarms=[_report(one) for one in alarms])
    news = [one for one in alarms if (one.organisation, one.alarm_id) in fresh]
    rescues = [one for one in news if starts_rescue(note=one) and one.slot not in carless]
    if rescues:
        open_incidents(sightings=[_sighting(one) for one in rescues], now=now, by=PLATFORM)
    faults = [one for one in news if one.fault in KINDS]
    if faults:
        take_signals(begun=[_fault(one) for one in faults], ended=[], now=now, by=PLATFORM)


def _counted(note: CountersNote) -> Counted:
    return Counted(
        elevator_id=note.slot, feed_id=note.feed, at=instant(note.at_ms), values=note.values
    )


def _report(note: AlarmNote) -> AlarmReport:
    return AlarmReport(
        organisation_id=note.organisation, feed_id=note.feed, elevator_id=note.slot,
        alarm_id=note.alarm_id, channel=note.channel, code=note.code, mapping=note.mapping,
        occurred_at=instant(note.occurred_ms), received_at=instant(note.received_ms),
        text=note.text, details=note.details,
        collected_at=None if note.collected_ms is None else instant(note.collected_ms),
    )  # fmt: skip


def _key(note: AlarmNote) -> str:
    return f"reported.{note.organisation}.{note.alarm_id}"


def _sighting(note: AlarmNote) -> Sighting:
    facts: dict[str, object] = {
        "alarm": "reported", "code": note.code, "alarm_id": note.alarm_id, "text": note.text,
        "snapshot": note.details,
    }  # fmt: skip
    if note.floor is not None:
        facts["floor"] = note.floor
    return Sighting(
        elevator_id=note.slot, source=IncidentSource.TELEMETRY, kind=IncidentKind.ENTRAPMENT,
        began_at=instant(note.occurred_ms), seen_at=instant(note.received_ms), key=_key(note),
        facts=facts,
    )  # fmt: skip


def _fault(note: AlarmNote) -> FaultSighting:
    """Return a fault whose end this interface never tells: a person says that it is over."""
    return FaultSighting(
        elevator_id=note.slot, kind=KINDS[note.fault or 0], source=FaultSource.TELEMETRY,
        key=_key(note), seen_at=instant(note.occurred_ms),
        facts={"code": note.fault, "alarm": note.alarm_id},
    )  # fmt: skip
