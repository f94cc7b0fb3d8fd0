"""Questions about rescues; what a page shows is read here and shaped in the dossier."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from hoistway.emergency.models import (
    Call,
    Duty,
    Evaluation,
    Incident,
    Position,
    Report,
    TimelineEntry,
)
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import CallState, IncidentSource, IncidentState, RescueLevel
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach
from hoistway.parties.rules.permissions import Reach, reach_of

_OPEN = sorted(IncidentState.open_states())


def incidents(*, by: Actor) -> QuerySet[Incident]:
    """Return the rescues this actor may see, latest first.

    A firm also sees the rescues to which its own people were called from a station.
    """
    seen = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        called = Call.objects.filter(firm_id=by.organisation_id).values("incident_id")
        seen |= Q(firm_id=by.organisation_id) | Q(pk__in=called)
    return (
        Incident.objects.filter(seen)
        .select_related("elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "firm")
        .order_by("-opened_at", "-pk")
    )


def open_incidents_seen(*, by: Actor) -> QuerySet[Incident]:
    """Return the visible rescues in which somebody still waits, the longest wait first."""
    return incidents(by=by).filter(state__in=_OPEN).order_by("opened_at", "pk")


def incident_at_hand(*, incident_id: int) -> Incident:
    """Return one rescue with its elevator; scope was judged by whoever holds the key."""
    return Incident.objects.select_related(
        "elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "firm"
    ).get(pk=incident_id)


def incident_numbered(*, number: str) -> Incident | None:
    """Return the rescue with this number; scope is judged by whoever asks."""
    rows = Incident.objects.select_related("elevator__use_unit", "elevator__firm", "firm")
    return rows.filter(number=number[:20]).first()


def incidents_of(*, elevator_ids: list[int]) -> QuerySet[Incident]:
    """Return all rescues of elevators, latest first; scope is that of whoever holds the keys."""
    rows = Incident.objects.filter(elevator_id__in=elevator_ids, drill=False)
    return rows.order_by("-opened_at", "-pk")


def timeline_of(*, incident_id: int) -> QuerySet[TimelineEntry]:
    """Return the steps of a rescue in their order."""
    return TimelineEntry.objects.filter(incident_id=incident_id).order_by("sequence")


def reports_of(*, incident_id: int) -> QuerySet[Report]:
    """Return the witnesses of a rescue, first seen first."""
    return Report.objects.filter(incident_id=incident_id).order_by("seen_at", "pk")


def calls_of(*, incident_id: int) -> QuerySet[Call]:
    """Return the calls of a rescue in their order."""
    return (
        Call.objects.filter(incident_id=incident_id)
        .select_related("technician", "firm", "station")
        .order_by("called_at", "pk")
    )


def evaluations_of(*, incident_id: int) -> QuerySet[Evaluation]:
    """Return the judgements of a rescue, latest first; the latest counts."""
    return Evaluation.objects.filter(incident_id=incident_id).order_by("-at", "-pk")


def call_of(*, call_id: int) -> Call | None:
    """Return one call with its rescue and elevator."""
    return (
        Call.objects.select_related("incident__elevator__jurisdiction", "technician", "firm")
        .filter(pk=call_id)
        .first()
    )


def calls_to(*, person_id: int) -> QuerySet[Call]:
    """Return the calls to a technician, latest first."""
    return (
        Call.objects.filter(technician_id=person_id)
        .select_related("incident__elevator__jurisdiction", "firm")
        .order_by("-called_at", "-pk")
    )


def live_call_of(*, incident_id: int, person_id: int) -> Call | None:
    """Return the ringing or accepted call of a technician in a rescue."""
    live = sorted(CallState.live_states())
    return (
        Call.objects.filter(incident_id=incident_id, technician_id=person_id, state__in=live)
        .order_by("-pk")
        .first()
    )


def due_incidents(*, now: datetime, limit: int = 500) -> list[int]:
    """Return the rescues whose moment to be looked at has come (partial index on the column)."""
    due = Incident.objects.filter(next_look_at__lte=now).order_by("next_look_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])


def elevators_with_open_incidents() -> set[int]:
    """Return the keys of elevators in which somebody waits."""
    return set(Incident.objects.filter(state__in=_OPEN).values_list("elevator_id", flat=True))


def last_freed(*, since: datetime) -> list[tuple[int, datetime]]:
    """Return (elevator, instant) of all who were freed after an instant."""
    freed = Incident.objects.filter(freed_at__gt=since).order_by("freed_at", "pk")
    return [(pk, at) for pk, at in freed.values_list("elevator_id", "freed_at") if at is not None]


def positions(*, person_ids: list[int]) -> dict[int, Position]:
    """Return where these people last were."""
    return {row.person_id: row for row in Position.objects.filter(person_id__in=person_ids)}


LiveCall = tuple[CallState, RescueLevel, tuple[str, str]]
"""State, level and the firm's name in Chinese and English."""


def live_calls(*, incident_ids: list[int]) -> dict[int, list[LiveCall]]:
    """Return the ringing and accepted calls of many rescues."""
    found: dict[int, list[LiveCall]] = {}
    calls = Call.objects.filter(
        incident_id__in=incident_ids, state__in=sorted(CallState.live_states())
    ).select_related("firm")
    for call in calls.order_by("pk"):
        named = (call.firm.name, call.firm.name_en or call.firm.name)
        found.setdefault(call.incident_id, []).append((call.state, call.level, named))
    return found


def suspicious_incidents(*, incident_ids: list[int]) -> tuple[dict[int, IncidentSource], set[int]]:
    """Return the first source of each of many rescues and which hold a suspicious report."""
    sources: dict[int, IncidentSource] = {}
    suspicious: set[int] = set()
    for report in Report.objects.filter(incident_id__in=incident_ids).order_by("pk"):
        sources.setdefault(report.incident_id, report.source)
        if report.facts.get("suspicion", "none") != "none":
            suspicious.add(report.incident_id)
    return sources, suspicious


def call_for(*, number: str, person_id: int) -> Call | None:
    """Return the latest call of a technician in the rescue with this number."""
    calls = Call.objects.filter(incident__number=number, technician_id=person_id)
    return calls.order_by("-called_at", "-pk").first()


def on_duty(*, person_id: int, at: datetime) -> bool:
    """Return whether a technician is on call at an instant."""
    return Duty.objects.filter(person_id=person_id, period__contains=at).exists()


def ringing_technician(*, elevator_id: int, firm_id: int) -> int:
    """Return who is being called for an elevator, else who of the firm is; 0: nobody."""
    live = Call.objects.filter(state__in=sorted(CallState.live_states()))
    here = live.filter(incident__elevator_id=elevator_id).order_by("state", "-pk").first()
    if here is not None:
        return int(here.technician_id)
    any_ringing = live.filter(firm_id=firm_id, state=CallState.RINGING).order_by("-pk").first()
    return int(any_ringing.technician_id) if any_ringing else 0


def first_source() -> Subquery:
    """Return the expression that names the first source of each rescue of a query."""
    reports = Report.objects.filter(incident_id=OuterRef("pk")).order_by("received_at", "pk")
    return Subquery(reports.values("source")[:1])


def rescues_behind(*, by: Actor, keys: list[str]) -> dict[str, str]:
    """Return the number of the visible rescue that each of these reports opened or joined."""
    seen = incidents(by=by).order_by().values("pk")
    rows = Report.objects.filter(key__in=keys, incident__in=seen)
    return dict(rows.values_list("key", "incident__number"))


@dataclass(frozen=True, slots=True)
class Forces:
    """How many are on call now, and how many of them are at no rescue: firms, then stations."""

    firm: int
    firm_free: int
    station: int
    station_free: int


def forces_on_duty(*, now: datetime) -> Forces:
    """Return how many technicians are on call at an instant; one query."""
    live = Call.objects.filter(
        technician_id=OuterRef("person_id"), state__in=sorted(CallState.live_states())
    )
    at_station, is_free = Q(station__isnull=False), Q(busy=False)
    counted = (
        Duty.objects.filter(period__contains=now)
        .annotate(busy=Exists(live))
        .aggregate(
            all_firm=Count("person", distinct=True, filter=~at_station),
            free_firm=Count("person", distinct=True, filter=~at_station & is_free),
            all_station=Count("person", distinct=True, filter=at_station),
            free_station=Count("person", distinct=True, filter=at_station & is_free),
        )
    )
    return Forces(
        firm=counted["all_firm"], firm_free=counted["free_firm"],
        station=counted["all_station"], station_free=counted["free_station"],
    )  # fmt: skip


def on_duty_among(*, person_ids: list[int], at: datetime) -> set[int]:
    """Return which of these people are on call at an instant."""
    rows = Duty.objects.filter(person_id__in=person_ids, period__contains=at)
    return set(rows.values_list("person_id", flat=True))


def live_loads(*, person_ids: list[int]) -> dict[int, int]:
    """Return how many ringing or accepted calls each of these people has."""
    live = Call.objects.filter(
        technician_id__in=person_ids, state__in=sorted(CallState.live_states())
    )
    counted = live.values_list("technician_id").annotate(calls=Count("pk")).order_by()
    return dict(counted)


def is_called_to(*, person_id: int, elevator_id: int) -> bool:
    """Return whether a rescue in this elevator rings at a technician or was taken by one."""
    live = sorted(CallState.live_states())
    calls = Call.objects.filter(technician_id=person_id, state__in=live)
    return calls.filter(incident__elevator_id=elevator_id).exists()


def reports_between(*, begin: datetime, end: datetime) -> int:
    """Return how many reports of rescues came in, drills left out; one query."""
    rows = Report.objects.filter(received_at__gte=begin, received_at__lt=end)
    return rows.filter(incident__drill=False).count()


def calls_per_firm(*, begin: datetime, end: datetime) -> dict[int, tuple[int, int, int]]:
    """Return how often each firm was called, did not answer, and declined; one query."""
    rows = Call.objects.filter(called_at__gte=begin, called_at__lt=end, incident__drill=False)
    counted = rows.values_list("firm_id").annotate(
        called=Count("pk"), silent=Count("pk", filter=Q(state=CallState.UNANSWERED)),
        declined=Count("pk", filter=Q(state=CallState.DECLINED)),
    )  # fmt: skip
    return {key: (called, silent, no) for key, called, silent, no in counted.order_by("firm_id")}


def arrival_limit_on(*, day: date) -> int:
    """Return within how many seconds a rescuer had to be there on a day."""
    return policy_on(day=day).arrival_limit_s
