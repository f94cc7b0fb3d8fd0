"""Who is heard, what was found, what was refused, and how far the log has been read."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet, Sum

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators, family
from hoistway.telemetry.models import (
    MAX_CADENCE_S,
    MIN_CADENCE_S,
    Alarm,
    Device,
    Feed,
    Movement,
    Position,
    Presence,
    Refused,
    RefusedCount,
    Trace,
)
from hoistway.telemetry.queries.continuity import (
    Continuity,
    FeedQuality,
    continuity_on,
    feed_quality,
    own_outages,
)
from hoistway.telemetry.queries.doors import FeedPass, Login, device_login, feed_passes
from hoistway.telemetry.queries.mappings import (
    CITY_INTERFACE,
    UnknownMapping,
    mapping_at_hand,
    mapping_read,
    mapping_text,
    mappings,
)
from hoistway.telemetry.queries.sent import clock_skews, refused_of
from hoistway.telemetry.queries.silences import FeedSaid, Silence, feeds_of, silences
from hoistway.telemetry.queries.use import days_of_use, door_days, hours_of_use, last_day_of_use
from hoistway.telemetry.rules.movement import Run
from hoistway.telemetry.rules.presence import presence_of
from hoistway.telemetry.rules.subjects import may_be_a_topic, topic_of
from hoistway.telemetry.rules.use import DAY_OF_USE, DOOR_DAY, HOUR_OF_USE, day_number, day_of
from hoistway.telemetry.vocabulary import (
    DoorState,
    MessageCode,
    Power,
    PresenceState,
    RefusedReason,
    ServiceMode,
    Transport,
)

__all__ = [
    "CITY_INTERFACE", "DAY_OF_USE", "DOOR_DAY", "HOUR_OF_USE", "MAX_CADENCE_S", "MIN_CADENCE_S",
    "Continuity", "FeedPass", "FeedQuality", "FeedSaid",
    "Heard", "LaneSample", "Login", "RefusedSum", "Silence", "UnknownMapping", "alarms",
    "clock_skews", "continuity_on",
    "day_number", "day_of", "days_of_use", "device_login", "devices", "door_days", "feed_passes",
    "feed_quality", "feeds", "feeds_of", "heard", "hours_of_use", "intake_health", "lane_samples",
    "last_day_of_use", "mapping_at_hand", "mapping_read", "mapping_text", "mappings",
    "movements", "next_sequence", "own_outages", "position", "presence_counts", "refused",
    "refused_of", "refused_sums", "silences", "topic_for",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Whether and when an elevator was last heard."""

    state: PresenceState
    last_seen: datetime | None
    clock_skew_ms: int


def heard(*, elevator_id: int, now: datetime) -> Heard:
    """Return when an elevator was last heard; scope was judged by whoever holds the key."""
    row = Presence.objects.filter(elevator_id=elevator_id).first()
    if row is None:
        return Heard(state=PresenceState.NEVER, last_seen=None, clock_skew_ms=0)
    state = presence_of(last_seen=row.last_seen, now=now, cadence_s=row.cadence_s)
    return Heard(state=state, last_seen=row.last_seen, clock_skew_ms=row.clock_skew_ms)


def presence_counts(*, by: Actor) -> dict[PresenceState, int]:
    """Return how many elevators in the actor's reach are live, delayed, offline, never heard."""
    seen = Presence.objects.filter(in_reach(by=by, prefix="elevator__"))
    counted = dict(seen.values_list("state").annotate(rows=Count("pk")).order_by())
    counts = {state: counted.get(state, 0) for state in PresenceState}
    counts[PresenceState.NEVER] = elevators(by=by).count() - sum(counted.values())
    return counts


def alarms(*, by: Actor, elevator_id: int | None = None) -> QuerySet[Alarm]:
    """Return the alarms of elevators in the actor's reach, latest first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_ALARMS)
    found = Alarm.objects.filter(in_reach(by=by, prefix="elevator__"))
    if elevator_id is not None:
        found = found.filter(elevator_id__in=family(elevator_id=elevator_id))
    return found.select_related("elevator").order_by("-detected_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSample:
    """One sample as the lanes of an incident draw it."""

    at: datetime
    received_at: datetime
    seq: int
    door_zone: bool
    door_closed: bool
    occupied: bool
    call_pending: bool
    running: bool
    direction: int
    floor: int
    door: DoorState
    service_mode: ServiceMode
    power: Power
    people: int | None
    speed_mps: float
    codes: list[MessageCode]


def lane_samples(*, elevator_id: int, since: datetime, until: datetime) -> list[LaneSample]:
    """Return the kept samples of `[since, until)` by device time; scope is the incident's."""
    rows = Trace.objects.filter(elevator_id=elevator_id, at__gte=since, at__lt=until)
    return [_lane_sample(row) for row in rows.order_by("at", "seq", "pk")]


_BIT_OF_CODE = {
    int(code): int(code) if int(code) <= 8 else 20 if code is MessageCode.ALARM_BUTTON
    else int(code) - 30
    for code in MessageCode
    if code is not MessageCode.NO_FAULT
}  # fmt: skip


def _lane_sample(row: Trace) -> LaneSample:
    return LaneSample(
        at=row.at, received_at=row.received_at, seq=row.seq,
        door_zone=bool(row.flags & 1), door_closed=bool(row.flags & 2),
        occupied=bool(row.flags & 4), call_pending=bool(row.flags & 8),
        running=row.car_status == 1, direction=row.direction, floor=row.floor,
        door=DoorState(str(row.door)), service_mode=ServiceMode(str(row.service_mode)),
        power=list(Power)[row.power], people=row.people, speed_mps=row.speed_mm_s / 1000,
        codes=[
            MessageCode(str(code)) for code, bit in _BIT_OF_CODE.items() if row.codes >> bit & 1
        ],
    )  # fmt: skip


def movements(*, elevator_ids: list[int]) -> dict[int, list[Run]]:
    """Return the kept runs of elevators that should have stood still, in their order."""
    found: dict[int, list[Run]] = {}
    rows = Movement.objects.filter(elevator_id__in=elevator_ids)
    for row in rows.order_by("elevator_id", "began_at", "pk"):
        run = Run(
            began_at=row.began_at, ended_at=row.ended_at, lowest=row.lowest, highest=row.highest,
            speed_mps=row.speed_mm_s / 1000,
        )  # fmt: skip
        found.setdefault(row.elevator_id, []).append(run)
    return found


def refused(*, by: Actor, reason: RefusedReason | None = None) -> QuerySet[Refused]:
    """Return what was not let in, latest first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_FEEDS)
    rows = Refused.objects.all() if reason is None else Refused.objects.filter(reason=reason)
    return rows.order_by("-at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedSum:
    """How often a source was refused for a reason."""

    transport: Transport
    source: str
    reason: RefusedReason
    count: int


def refused_sums(*, by: Actor, since: date) -> list[RefusedSum]:
    """Return the refusals since a day by transport, source and reason, most frequent first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_FEEDS)
    sums = (
        RefusedCount.objects.filter(day__gte=since)
        .values_list("transport", "source", "reason")
        .annotate(total=Sum("count"))
        .order_by("-total", "transport", "source", "reason")
    )
    return [
        RefusedSum(
            transport=Transport(transport), source=source, reason=RefusedReason(reason),
            count=int(total),
        )
        for transport, source, reason, total in sums
    ]  # fmt: skip


def feeds(*, by: Actor) -> QuerySet[Feed]:
    """Return the platforms that may report by HTTP, by name.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_FEEDS)
    return Feed.objects.select_related("organisation").order_by("name", "pk")


def devices() -> list[Device]:
    """Return all terminals with their elevators, revoked ones too, by id."""
    return list(Device.objects.select_related("elevator").order_by("device_id", "pk"))


def topic_for(*, register_number: str) -> str:
    """Return the MQTT topic of an elevator; empty where its number cannot stand in one."""
    if not may_be_a_topic(register_number=register_number):
        return ""
    return topic_of(register_number=register_number)


def next_sequence() -> int:
    """Return the first number of the log that no reader has judged yet."""
    judged = Position.objects.aggregate(last=Max("stream_sequence"))["last"]
    return int(judged or 0) + 1


def position(*, name: str) -> Position | None:
    """Return how far a reader has come, with its last figures."""
    return Position.objects.filter(name=name).defer("snapshot").first()


def intake_health(*, now: datetime) -> dict[str, object]:
    """Return the last figures of intake and detector with their age, for the health page."""
    rows = Position.objects.defer("snapshot").order_by("name")
    return {
        row.name: {
            **row.metrics,
            "sequence": row.stream_sequence,
            "age_s": round((now - row.updated_at).total_seconds(), 1),
        }
        for row in rows
    }
