"""The schedule board of a firm: what is due and overdue, per day and per technician."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.routing import minutes_for
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.parties.queries import Reach, in_reach, reach_of

_OPEN = sorted(str(state) for state in VisitState.open_states())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many open visits there are and how near their last days, and what was done lately."""

    open: int
    overdue: int
    today: int
    soon: int
    planned_today: int
    nobody: int
    done_month: int
    worst: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One technician's open visits; `minutes` is what today's take at the least."""

    person_id: int
    name: str
    open: int
    overdue: int
    soon: int
    today: int
    minutes: int


def open_visits(*, by: Actor) -> QuerySet[Visit]:
    """Return maintenance visits that are still to be done, by last day.

    A firm sees those it is to do, everybody else those of the elevators in sight.
    """
    mine = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        mine = Q(firm_id=by.organisation_id)
    rows = Visit.objects.filter(mine, kind=VisitKind.MAINTENANCE, state__in=_OPEN)
    rows = rows.select_related("elevator__jurisdiction", "elevator__use_unit", "firm", "lead")
    return rows.order_by("due_on", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSearch:
    """What is asked of open visits; `within` are days from today, overdue ones always fit."""

    text: str = ""
    level: Level | None = None
    person_id: int = 0
    nobody: bool = False
    within: int | None = None
    planned_on: date | None = None


def due_visits(*, by: Actor, search: DueSearch, today: date) -> QuerySet[Visit]:
    """Return the open visits in sight that fit a search, the most overdue first."""
    found = open_visits(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(elevator__estate__icontains=word)
            | Q(elevator__street__icontains=word)
        )  # fmt: skip
    if search.level is not None:
        found = found.filter(level=search.level)
    if search.person_id:
        found = found.filter(lead_id=search.person_id)
    if search.nobody:
        found = found.filter(lead=None)
    if search.planned_on is not None:
        found = found.filter(planned_on=search.planned_on)
    if search.within is not None:
        found = found.filter(due_on__lte=today + timedelta(days=search.within))
    return found


def standing(*, by: Actor, today: date) -> Standing:
    """Return the figures of the board; two queries."""
    soon = today + timedelta(days=max(policy_on(day=today).warn_days))
    told = (
        open_visits(by=by)
        .order_by()
        .aggregate(
            open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)),
            today=Count("pk", filter=Q(due_on=today)),
            soon=Count("pk", filter=Q(due_on__gt=today, due_on__lte=soon)),
            planned_today=Count("pk", filter=Q(planned_on=today)),
            nobody=Count("pk", filter=Q(lead=None)), worst=Min("due_on"),
        )
    )  # fmt: skip
    counted = Visit.objects.filter(kind=VisitKind.MAINTENANCE, counted_on__gte=today.replace(day=1))
    return Standing(done_month=counted.filter(_mine(by)).count(), **told)


def overdue_count(*, by: Actor, today: date) -> int:
    """Return how many visits in sight are overdue."""
    return open_visits(by=by).filter(due_on__lt=today).count()


def _mine(by: Actor) -> Q:
    if reach_of(by=by) is Reach.FIRM:
        return Q(firm_id=by.organisation_id)
    return in_reach(by=by, prefix="elevator__")


def loads(*, by: Actor, today: date) -> list[Load]:
    """Return the technicians who have open visits, the most burdened first; one query."""
    policy = policy_on(day=today)
    soon = today + timedelta(days=max(policy.warn_days))
    rows = (
        open_visits(by=by)
        .exclude(lead=None)
        .exclude(level=None)
        .order_by()
        .values("lead_id", "lead__name", "level")
    )
    counted = rows.annotate(
        n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)),
        near=Count("pk", filter=Q(due_on__gte=today, due_on__lte=soon)),
        here=Count("pk", filter=Q(planned_on=today)),
    )  # fmt: skip
    found: dict[int, Load] = {}
    for row in counted.order_by("lead_id", "level"):
        key = row["lead_id"]
        before = found.get(key)
        minutes = minutes_for(level=Level(str(row["level"])), policy=policy) * row["here"]
        found[key] = Load(
            person_id=key, name=row["lead__name"], open=row["n"] + (before.open if before else 0),
            overdue=row["late"] + (before.overdue if before else 0),
            soon=row["near"] + (before.soon if before else 0),
            today=row["here"] + (before.today if before else 0),
            minutes=minutes + (before.minutes if before else 0),
        )  # fmt: skip
    return sorted(found.values(), key=lambda one: (-one.overdue, -one.open, one.person_id))


def due_per_day(*, by: Actor, first: date, days: int) -> list[tuple[date, int, int]]:
    """Return for each day how many visits fall due and for how many of them nobody is to go."""
    last = first + timedelta(days=days - 1)
    rows = open_visits(by=by).filter(due_on__range=(first, last)).order_by().values("due_on")
    counted = {
        row["due_on"]: (row["n"], row["nobody"])
        for row in rows.annotate(n=Count("pk"), nobody=Count("pk", filter=Q(lead=None)))
    }
    wanted = [first + timedelta(days=n) for n in range(days)]
    return [(day, *counted.get(day, (0, 0))) for day in wanted]


def tours_of_day(*, by: Actor, day: date) -> dict[int, list[Visit]]:
    """Return the visits that are planned for a day by technician, each in the order of the tour."""
    rows = open_visits(by=by).filter(planned_on=day).exclude(lead=None)
    found: dict[int, list[Visit]] = {}
    for row in rows.order_by("lead__name", "lead_id", "place_in_route", "due_on", "pk"):
        found.setdefault(row.lead_id or 0, []).append(row)
    return found


def places_of(*, visits: Sequence[Visit]) -> list[tuple[float, float]]:
    """Return the known places of visits in their order, longitude and latitude in WGS-84."""
    return [
        (row.elevator.longitude, row.elevator.latitude)
        for row in visits
        if row.elevator.longitude is not None and row.elevator.latitude is not None
    ]
