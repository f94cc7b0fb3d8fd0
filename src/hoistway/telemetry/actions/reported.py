"""Keep the alarms and counters that platforms report of themselves, each once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.periods import local_day
from hoistway.telemetry.models import CounterReading, ReportedAlarm


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmReport:
    """One alarm as a platform raised it."""

    organisation_id: int
    feed_id: int
    elevator_id: int
    alarm_id: str
    channel: str
    code: str
    mapping: str
    occurred_at: datetime
    received_at: datetime
    collected_at: datetime | None = None
    text: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the counters of one elevator stood at."""

    elevator_id: int
    feed_id: int
    at: datetime
    values: dict[str, float]


@transaction.atomic
def keep_reported(*, alarms: Iterable[AlarmReport]) -> set[tuple[int, str]]:
    """Keep alarms and return (organisation, id) of those that were not known before."""
    alarms = list(alarms)
    if not alarms:
        return set()
    same = Q(pk__in=())
    for one in alarms:
        same |= Q(organisation_id=one.organisation_id, alarm_id=one.alarm_id)
    rows = ReportedAlarm.objects.filter(same)
    known = set(rows.values_list("organisation_id", "alarm_id"))
    fresh = {
        (one.organisation_id, one.alarm_id): one
        for one in reversed(alarms)
        if (one.organisation_id, one.alarm_id) not in known
    }
    ReportedAlarm.objects.bulk_create(
        [_row(one) for one in fresh.values()], batch_size=500, ignore_conflicts=True
    )
    return set(fresh)


def _row(one: AlarmReport) -> ReportedAlarm:
    return ReportedAlarm(
        organisation_id=one.organisation_id, alarm_id=one.alarm_id, elevator_id=one.elevator_id,
        feed_id=one.feed_id, channel=one.channel, code=one.code, mapping=one.mapping,
        occurred_at=one.occurred_at, received_at=one.received_at, text=one.text,
        collected_at=one.collected_at, details=one.details,
    )  # fmt: skip


@transaction.atomic
def keep_counters(*, readings: Iterable[Counted]) -> None:
    """Keep the latest reading of each elevator and day; an older one that comes late is let be."""
    latest: dict[tuple[int, date], Counted] = {}
    for one in readings:
        key = (one.elevator_id, local_day(at=one.at))
        if key not in latest or latest[key].at <= one.at:
            latest[key] = one
    for (elevator_id, day), one in sorted(latest.items(), key=lambda pair: pair[0]):
        row, fresh = CounterReading.objects.get_or_create(
            elevator_id=elevator_id, day=day,
            defaults={"at": one.at, "feed_id": one.feed_id, "values": one.values},
        )  # fmt: skip
        if not fresh and row.at <= one.at:
            row.at, row.feed_id, row.values = one.at, one.feed_id, {**row.values, **one.values}
            row.save(update_fields=["at", "feed", "values"])
