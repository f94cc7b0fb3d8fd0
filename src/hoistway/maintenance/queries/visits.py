"""Visits: whose they are to see, which fit a search, and what a technician has today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.models import Crew, Visit
from hoistway.maintenance.queries.thin import thin_visits
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.parties.queries import Reach, in_reach, reach_of

_OPEN = sorted(str(state) for state in VisitState.open_states())


def visits(*, by: Actor) -> QuerySet[Visit]:
    """Return the visits that this actor may see, the latest first.

    A firm sees what it did, also after a hand-over, and the past of what it maintains today.
    """
    mine = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        mine |= Q(firm_id=by.organisation_id)
    rows = Visit.objects.filter(mine).select_related(
        "elevator__jurisdiction", "elevator__use_unit", "firm", "lead"
    )
    return rows.order_by("-made_at", "-pk")


def visit_seen(*, uid: str, by: Actor) -> Visit:
    """Return a visit by its uid.

    Raises: NotFound where it does not exist or is out of the actor's reach.
    """
    found = visits(by=by).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def elevator_of_visit(*, visit_id: int) -> int | None:
    """Return the elevator of a visit."""
    return Visit.objects.filter(pk=visit_id).values_list("elevator_id", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSearch:
    """What is asked of the visits; empty asks nothing. Days are of the work, else of the plan.

    With `overdue_on` and `thin` a visit fits that is overdue on that day or looks thin.
    """

    text: str = ""
    kind: VisitKind | None = None
    level: Level | None = None
    state: VisitState | None = None
    person: str = ""
    jurisdiction_code: str = ""
    first: date | None = None
    last: date | None = None
    overdue_on: date | None = None
    now: datetime | None = None
    thin: bool = False


def found_visits(*, by: Actor, search: VisitSearch) -> QuerySet[Visit]:
    """Return the visible visits that fit a search; withdrawn plans only when asked for."""
    found = visits(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(elevator__estate__icontains=word)
            | Q(firm__name__icontains=word) | Q(elevator__use_unit__name__icontains=word)
        )  # fmt: skip
    if search.state is None:
        found = found.exclude(state=VisitState.VOID)
    else:
        found = found.filter(state=search.state)
    for column, value in (("kind", search.kind), ("level", search.level)):
        found = found.filter(**{column: value}) if value is not None else found
    if search.person:
        found = found.filter(_worked(search.person))
    if search.jurisdiction_code:
        found = found.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    wanted = Q()
    if search.overdue_on is not None:
        late = Q(due_on__lt=search.overdue_on)
        wanted |= Q(state__in=_OPEN) & (late | (Q(due_at__lt=search.now) if search.now else Q()))
    if search.thin:
        wanted |= thin_visits()
    found = found.filter(wanted)
    return _in_days(found, search)


def _worked(name: str) -> Q:
    there = Crew.objects.filter(visit=OuterRef("pk"), person__name__icontains=name)
    return Q(lead__name__icontains=name) | Q(Exists(there))


def _in_days(found: QuerySet[Visit], search: VisitSearch) -> QuerySet[Visit]:
    for bound, day in (("gte", search.first), ("lte", search.last)):
        if day is not None:
            found = found.filter(
                Q(**{f"counted_on__{bound}": day})
                | Q(counted_on=None, planned_on__isnull=False, **{f"planned_on__{bound}": day})
                | Q(counted_on=None, planned_on=None, **{f"due_on__{bound}": day})
            )
    return found


def todays_visits(*, person_id: int, now: datetime) -> QuerySet[Visit]:
    """Return what a technician is to do or to sign, in the order of the route, then by last day.

    These are planned visits of the day and before, those that the warning or the last day has
    reached, all that a finding of the monitoring asked for, and all that are under way with this
    person in the crew or waiting for the hand.
    """
    today = local_day(at=now)
    soon = today + timedelta(days=max(policy_on(day=today).warn_days))
    crew = Crew.objects.filter(visit=OuterRef("pk"), person_id=person_id, signed_at=None)
    mine = Q(lead_id=person_id) & (
        Q(kind=VisitKind.TARGETED) | Q(planned_on__lte=today)
        | Q(planned_on=None, due_on__lte=soon) | Q(due_on__lt=today)
        | Q(state=VisitState.UNDER_WAY)
    )  # fmt: skip
    rows = Visit.objects.filter(Q(state__in=_OPEN), mine | Q(Exists(crew)))
    around = ("elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "firm", "lead")
    rows = rows.select_related(*around)
    return rows.order_by("planned_on", "place_in_route", "due_on", "pk")


def visits_to_route(
    *, visit_ids: Collection[int], person_ids: Collection[int], day: date, firm_id: int
) -> list[Visit]:
    """Return a firm's planned visits with these keys, and what these people have on that day."""
    chosen = Q(pk__in=visit_ids) | Q(lead_id__in=person_ids, planned_on=day)
    rows = Visit.objects.filter(chosen, firm_id=firm_id, state=VisitState.PLANNED)
    return list(rows.select_related("elevator").order_by("pk"))


def crew_names(*, visit_ids: Collection[int]) -> dict[int, list[str]]:
    """Return who works on each visit, by the order of joining; one query."""
    found: dict[int, list[str]] = {}
    rows = Crew.objects.filter(visit_id__in=visit_ids).order_by("visit_id", "joined_at", "pk")
    for key, name in rows.values_list("visit_id", "person__name"):
        found.setdefault(key, []).append(name)
    return found
