"""The schedule board of a firm: what is due and overdue, per day and per technician."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Func, IntegerField, Min, Q, QuerySet, Sum

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.routing import minutes_for
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.parties.queries import Reach, in_reach, reach_of

_OPEN = sorted(str(state) for state in VisitState.open_states())
_ROUTINE = sorted(str(kind) for kind in VisitKind.routine())


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
    """Return maintenance visits that are still to be done, by last day or hour.

    A firm sees those it is to do, everybody else those of the elevators in sight.
    """
    mine = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        mine = Q(firm_id=by.organisation_id)
    rows = Visit.objects.filter(mine, kind__in=_ROUTINE, state__in=_OPEN)
    rows = rows.select_related("elevator__jurisdiction", "elevator__use_unit", "firm", "lead")
    return rows.order_by("due_on", "due_at", "pk")


def _late(today: date, now: datetime | None) -> Q:
    """Return what fits a visit whose last day has passed, or whose hour has."""
    return Q(due_on__lt=today) | (Q(due_at__lt=now) if now else Q())


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSearch:
    """What is asked of open visits; `within` are days from today, overdue ones always fit.

    What is due by an hour is overdue when that has passed `now`.
    """

    text: str = ""
    level: Level | None = None
    person_id: int = 0
    nobody: bool = False
    within: int | None = None
    planned_on: date | None = None
    now: datetime | None = None


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
        soon = Q(due_on__lte=today + timedelta(days=search.within))
        found = found.filter(soon | _late(today, search.now))
    return found


def standing(*, by: Actor, today: date, now: datetime | None = None) -> Standing:
    """Return the figures of the board; two queries."""
    soon = today + timedelta(days=max(policy_on(day=today).warn_days))
    told = (
        open_visits(by=by)
        .order_by()
        .aggregate(
            open=Count("pk"), overdue=Count("pk", filter=_late(today, now)),
            today=Count("pk", filter=Q(due_on=today)),
            soon=Count("pk", filter=Q(due_on__gt=today, due_on__lte=soon)),
            planned_today=Count("pk", filter=Q(planned_on=today)),
            nobody=Count("pk", filter=Q(lead=None)), worst=Min("due_on"),
        )
    )  # fmt: skip
    counted = Visit.objects.filter(kind__in=_ROUTINE, counted_on__gte=today.replace(day=1))
    return Standing(done_month=counted.filter(_mine(by)).count(), **told)


def overdue_count(*, by: Actor, today: date, now: datetime | None = None) -> int:
    """Return how many visits in sight are overdue."""
    return open_visits(by=by).filter(_late(today, now)).count()


def _mine(by: Actor) -> Q:
    if reach_of(by=by) is Reach.FIRM:
        return Q(firm_id=by.organisation_id)
    return in_reach(by=by, prefix="elevator__")


def loads(*, by: Actor, today: date) -> list[Load]:
    """Return the technicians who have open visits, the most burdened first; one query."""
    policy = policy_on(day=today)
    soon = today + timedelta(days=max(policy.warn_days))
    rows = open_visits(by=by).exclude(lead=None).order_by().values("lead_id", "lead__name", "level")
    counted = rows.annotate(
        n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)),
        near=Count("pk", filter=Q(due_on__gte=today, due_on__lte=soon)),
        here=Count("pk", filter=Q(planned_on=today)),
        items=Sum(_HOW_MANY, filter=Q(planned_on=today)),
    )  # fmt: skip
    found: dict[int, Load] = {}
    for row in counted.order_by("lead_id", "level"):
        key = row["lead_id"]
        before = found.get(key)
        level = Level(row["level"]) if row["level"] else None
        each = -(-(row["items"] or 0) // max(1, row["here"]))
        minutes = minutes_for(level=level, policy=policy, items=each) * row["here"]
        found[key] = Load(
            person_id=key, name=row["lead__name"], open=row["n"] + (before.open if before else 0),
            overdue=row["late"] + (before.overdue if before else 0),
            soon=row["near"] + (before.soon if before else 0),
            today=row["here"] + (before.today if before else 0),
            minutes=minutes + (before.minutes if before else 0),
        )  # fmt: skip
    return sorted(found.values(), key=lambda one: (-one.overdue, -one.open, one.person_id))


_HOW_MANY = Func(F("items"), function="jsonb_array_length", output_field=IntegerField())
"""Items of a visit without a level."""


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
