"""Find rescues and elevators by what people know of them, within what they may see."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from hoistway.emergency.models import Incident
from hoistway.emergency.queries import incidents
from hoistway.emergency.vocabulary import IncidentKind, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.plates.queries import PlateKeys, resolve_spoken
from hoistway.plates.vocabulary import Scan
from hoistway.registry.models import Elevator
from hoistway.registry.queries import (
    FIRST_PAGE,
    ElevatorSearch,
    FoundElevators,
    Turn,
    elevator_in_reach,
    elevators,
    find_elevators,
    survivor_numbered,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days in Shanghai, both included; None leaves that side open."""

    first: date | None = None
    last: date | None = None

    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """Return the period as instants, half-open."""
        since = datetime.combine(self.first, time(), SHANGHAI) if self.first else None
        after = self.last + timedelta(days=1) if self.last else None
        return since, datetime.combine(after, time(), SHANGHAI) if after else None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSearch:
    """What is asked of the rescues; an empty field asks nothing."""

    text: str = ""
    kind: IncidentKind | None = None
    states: frozenset[IncidentState] = frozenset()
    jurisdiction_code: str = ""
    period: Period = Period()


def found_incidents(*, by: Actor, search: IncidentSearch) -> QuerySet[Incident]:
    """Return the visible rescues that fit, latest first."""
    found = incidents(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(elevator__register_number__icontains=word)
            | Q(elevator__estate__icontains=word) | Q(firm__name__icontains=word)
            | Q(elevator__use_unit__name__icontains=word)
        )  # fmt: skip
    if search.kind:
        found = found.filter(kind=search.kind)
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.jurisdiction_code:
        found = found.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    return within(rows=found, period=search.period)


def within(*, rows: QuerySet[Incident], period: Period) -> QuerySet[Incident]:
    """Return the rescues of the query that were opened in the period."""
    since, until = period.bounds()
    if since:
        rows = rows.filter(opened_at__gte=since)
    return rows.filter(opened_at__lt=until) if until else rows


def incident_seen(*, by: Actor, number: str) -> Incident:
    """Return one visible rescue.

    Raises: NotFound, also where it exists but must not be known to the actor.
    """
    incident = incidents(by=by).filter(number=number).first()
    if incident is None:
        raise NotFound
    return incident


def elevator_seen(*, by: Actor, register_number: str) -> Elevator:
    """Return one visible elevator with its organisations; a merged number opens the survivor.

    Raises: NotFound, also where it exists but must not be known to the actor.
    """
    elevator = elevator_in_reach(by=by, register_number=register_number)
    if elevator is None:
        survivor = survivor_numbered(register_number=register_number)
        related = elevators(by=by).select_related("jurisdiction", "use_unit", "firm")
        elevator = related.filter(pk=survivor).first()
    if elevator is None:
        raise NotFound
    return elevator


def found_elevators(
    *, by: Actor, search: ElevatorSearch, keys: PlateKeys, turn: Turn = FIRST_PAGE
) -> FoundElevators:
    """Return a page of the visible elevators that fit; a rescue number or code names just one."""
    return find_elevators(by=by, search=told_by_plate(search=search, keys=keys), turn=turn)


def told_by_plate(*, search: ElevatorSearch, keys: PlateKeys) -> ElevatorSearch:
    """Return the search for the one elevator whose rescue number or code is its text, if any."""
    text = search.text.strip()
    if text and " " not in text:
        spoken = resolve_spoken(typed=text, keys=keys)
        if spoken.scan is not Scan.UNKNOWN:
            return ElevatorSearch(also=Q(elevator_id=spoken.elevator_id))
    return search
