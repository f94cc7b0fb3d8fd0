"""Questions about elevators on their way into the pilot, in it, and out of it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.models import (
    Condition,
    ConditionChange,
    ElevatorPilot,
    ElevatorPilotStep,
)
from hoistway.ondemand.rules.way import COURSE
from hoistway.ondemand.vocabulary import ElevatorPilotState, EntryClause, PilotDeed
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed

_RELATED = (
    "elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "firm_pilot__firm",
    "use_unit", "jurisdiction",
)  # fmt: skip
_LIVING = sorted(str(state) for state in ElevatorPilotState.living())
_BEFORE_THE_DISTRICT = sorted(map(str, ElevatorPilotState.before_the_district()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotSearch:
    """What is asked of the elevators; an empty field asks nothing. `failing` names a clause."""

    text: str = ""
    states: frozenset[ElevatorPilotState] = frozenset()
    failing: EntryClause | None = None
    jurisdiction_code: str = ""


def elevator_pilots(*, by: Actor) -> QuerySet[ElevatorPilot]:
    """Return the ways this actor may see, the newest first.

    A firm sees those of its own applications, a use unit those of its elevators; a regulator
    what was handed in, in the own area.
    """
    if not may(by=by, deed=Deed.SEE_PILOT):
        return ElevatorPilot.objects.none()
    reach = reach_of(by=by)
    if reach is Reach.FIRM:
        seen = Q(firm_pilot__firm_id=by.organisation_id)
    elif reach is Reach.JURISDICTION:
        seen = Q(jurisdiction_id=by.jurisdiction_id)
    else:
        seen = in_reach(by=by, prefix="elevator__")
    rows = ElevatorPilot.objects.filter(seen)
    if reach in {Reach.JURISDICTION, Reach.ALL}:
        rows = rows.exclude(state__in=_BEFORE_THE_DISTRICT)
    return rows.select_related(*_RELATED).order_by("-pk")


def found_pilots(*, by: Actor, search: PilotSearch) -> QuerySet[ElevatorPilot]:
    """Return the visible ways that fit."""
    rows = elevator_pilots(by=by)
    for word in search.text.split():
        rows = rows.filter(
            Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(elevator__estate__icontains=word)
            | Q(elevator__use_unit__name__icontains=word)
            | Q(firm_pilot__firm__name__icontains=word)
        )  # fmt: skip
    if search.states:
        rows = rows.filter(state__in=sorted(str(state) for state in search.states))
    if search.failing is not None:
        failing = Condition.objects.filter(clause=search.failing, holds=False)
        rows = rows.filter(pk__in=failing.values("pilot_id"))
    if search.jurisdiction_code:
        rows = rows.filter(jurisdiction__code=search.jurisdiction_code)
    return rows


def counts_of(*, by: Actor) -> dict[ElevatorPilotState, int]:
    """Return how many visible ways stand in each state."""
    rows = elevator_pilots(by=by).order_by().values_list("state").annotate(found=Count("pk"))
    return {ElevatorPilotState(state): found for state, found in rows}


def pilot_seen(*, by: Actor, register_number: str) -> ElevatorPilot:
    """Return the newest way of an elevator that this actor may see. Raises: NotFound."""
    rows = elevator_pilots(by=by).filter(elevator__register_number=register_number)
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def pilot_of(*, elevator_ids: Collection[int]) -> dict[int, ElevatorPilot]:
    """Return the living way of each of these elevators; scope was judged by the caller."""
    rows = ElevatorPilot.objects.filter(among("elevator_id", elevator_ids), state__in=_LIVING)
    return {row.elevator_id: row for row in rows.select_related(*_RELATED).order_by("pk")}


def entered_between(
    *, jurisdiction_id: int | None, first: date, last: date
) -> QuerySet[ElevatorPilot]:
    """Return the ways that were in the pilot on some day between two, both included.

    Later entries and exits count too: the frame of a year's sample.
    """
    begin = datetime.combine(first, time(), SHANGHAI)
    over = datetime.combine(last + timedelta(days=1), time(), SHANGHAI)
    rows = ElevatorPilot.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=begin), listed_at__lt=over
    )
    if jurisdiction_id is not None:
        rows = rows.filter(jurisdiction_id=jurisdiction_id)
    return rows.select_related(*_RELATED).order_by("pk")


def conditions_of(*, pilot_ids: Collection[int]) -> dict[int, list[Condition]]:
    """Return how each clause was found last, in the order of the annex; one query."""
    order = {str(clause): place for place, clause in enumerate(EntryClause.of_elevators())}
    found: dict[int, list[Condition]] = defaultdict(list)
    for row in Condition.objects.filter(among("pilot_id", pilot_ids)).order_by("pk"):
        found[row.pilot_id].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: order[str(row.clause)])
    return dict(found)


def changes_of(*, pilot_id: int) -> list[ConditionChange]:
    """Return when clauses began and ceased to hold, the latest first."""
    return list(ConditionChange.objects.filter(pilot_id=pilot_id).order_by("-on", "-pk"))


def course_of(*, pilot_id: int) -> list[ElevatorPilotStep]:
    """Return the steps of a way, the latest first."""
    return list(ElevatorPilotStep.objects.filter(pilot_id=pilot_id).order_by("-at", "-pk"))


def pilots_of_form(*, by: Actor, form_id: UUID, deed: PilotDeed) -> list[ElevatorPilot]:
    """Return the visible ways that one form moved by a deed, by key."""
    steps = ElevatorPilotStep.objects.filter(form_id=form_id, deed=deed).values("pilot_id")
    return list(elevator_pilots(by=by).filter(pk__in=steps).order_by("pk"))


def on_their_way() -> Q:
    """Return the condition on `Elevator` that a living way has begun."""
    return Q(pk__in=ElevatorPilot.objects.filter(state__in=_LIVING).values("elevator_id"))


def may_step(*, pilot: ElevatorPilot, deed: PilotDeed) -> bool:
    """Return whether a step may be taken with a way as it stands."""
    return (pilot.state, deed) in COURSE
