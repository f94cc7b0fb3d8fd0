"""A month of one technician by route, or of one elevator, as a calendar and as a list."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.coming import next_visits
from hoistway.maintenance.queries.months import month_of_elevator, month_of_person, schedule_of
from hoistway.maintenance.queries.plans import elevators_looked_after, month_plan
from hoistway.maintenance.queries.regimes import items_due
from hoistway.maintenance.queries.standards import items_by_code
from hoistway.maintenance.vocabulary import Level
from hoistway.maintenance.vocabulary.regime import Regime, VisitCause
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.jobs import ToDo, expected, shown
from hoistway.web.technician.today import TECHNICIAN

if TYPE_CHECKING:
    from hoistway.foundation.actors import Actor
    from hoistway.registry.models import Elevator

_WEEK = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the calendar; `day` is None beside the month."""

    day: date | None
    count: int = 0
    late: bool = False
    done: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the list, its jobs in the order of the route."""

    day: date
    jobs: tuple[ToDo, ...]


@dataclass(frozen=True, slots=True)
class Falls:
    """When one level falls due; on demand, an item of the plan or the three months."""

    name: str
    on: date
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What the page shows; `whole` holds the number of visits."""

    first: date
    weeks: tuple[tuple[Square, ...], ...]
    weekdays: tuple[str, ...]
    days: tuple[Day, ...]
    whole: int
    before: str
    after: str


@require_safe
@signed_in(TECHNICIAN)
def plan(request: HttpRequest) -> HttpResponse:
    """Show a month of the technician's own visits, or of one elevator of the firm."""
    actor, today = by(request), local_day(at=clock.now())
    first = _month(request.GET.get("month", ""), today)
    after = _next(first)
    number = request.GET.get("elevator", "")[:20]
    elevator = elevator_seen(by=actor, register_number=number) if number else None
    jobs = _jobs(actor, elevator, first, after)
    falls = _falls(elevator.pk, today) if elevator else ()
    month = _drawn(first, _by_day(jobs), today, number)
    facts = {"month": month, "elevator": elevator, "falls": falls}
    return render(request, "technician/plan.html", facts)


def _jobs(actor: "Actor", elevator: "Elevator | None", first: date, after: date) -> list[ToDo]:
    """Return what stands in the month and what is expected to fall due in it."""
    now, me = clock.now(), actor.person_id
    today = local_day(at=now)
    if elevator is None:
        rows = month_of_person(person_id=me, first=first, after=after)
        keys = elevators_looked_after(person_id=me, firm_id=actor.organisation_id)
    else:
        rows = month_of_elevator(elevator_id=elevator.pk, first=first, after=after)
        keys = [elevator.pk]
    last = after - timedelta(days=1)
    ahead = month_plan(elevator_ids=keys, first=first, last=last, now=now)
    standing = shown(visits=list(rows), person_id=me, now=now)
    return [*standing, *expected(some=ahead, today=today)]


def _month(said: str, today: date) -> date:
    """Return the first day of the month that is asked for (`2026-12`), else of this one."""
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        return today.replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _by_day(jobs: Sequence[ToDo]) -> dict[date, list[ToDo]]:
    found: dict[date, list[ToDo]] = {}
    for job in jobs:
        day = job.counted_on or job.planned_on or job.due_on
        if day is not None:
            found.setdefault(day, []).append(job)
    return found


def _drawn(first: date, by_day: Mapping[date, list[ToDo]], today: date, number: str) -> Month:
    weeks = tuple(
        tuple(_square(day, first, by_day, today) for day in week)
        for week in _WEEK.monthdatescalendar(first.year, first.month)
    )
    return Month(
        first=first, weeks=weeks, weekdays=_weekdays(),
        days=tuple(Day(day, tuple(jobs)) for day, jobs in sorted(by_day.items())),
        whole=sum(map(len, by_day.values())),
        before=_turn(first - timedelta(days=1), number), after=_turn(_next(first), number),
    )  # fmt: skip


def _square(day: date, first: date, by_day: Mapping[date, list[ToDo]], today: date) -> Square:
    if day.month != first.month:
        return Square(None)
    jobs = by_day.get(day, [])
    return Square(
        day, len(jobs), late=any(job.late for job in jobs),
        done=bool(jobs) and all(job.over for job in jobs), today=day == today,
    )  # fmt: skip


def _weekdays() -> tuple[str, ...]:
    return (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))


def _turn(day: date, number: str) -> str:
    query = {"month": f"{day:%Y-%m}"} | ({"elevator": number} if number else {})
    return f"?{urlencode(query)}"


def _falls(elevator_id: int, today: date) -> tuple[Falls, ...]:
    """Return when each level falls due, the first first; nothing while the elevator rests."""
    held = schedule_of(elevator_id=elevator_id)
    if held is None or held.paused_since is not None:
        return ()
    if held.regime is Regime.ON_DEMAND:
        return _items(elevator_id, today)
    days = {level: getattr(held, f"{level}_due") for level in Level}
    known = [Falls(word(level), on, on < today) for level, on in days.items() if on is not None]
    return tuple(sorted(known, key=lambda one: one.on))


_FIRST_ITEMS = 5
"""Items named of an elevator on demand. Chosen: what the next visit turns on."""


def _items(elevator_id: int, today: date) -> tuple[Falls, ...]:
    """Return the first items for which somebody must come, and the end of the three months."""
    now, named = clock.now(), items_by_code()
    dues = items_due(elevator_ids=[elevator_id], now=now).get(elevator_id, [])
    site = sorted((one for one in dues if one.on_site), key=lambda one: one.due_on)
    found = []
    for one in site[:_FIRST_ITEMS]:
        item = named[one.item]
        name = f"{item.code} {spoken((item.zh, item.en))}"
        found.append(Falls(name, one.due_on, one.due_on < today))
    coming = next_visits(elevator_ids=[elevator_id], now=now).get(elevator_id)
    if coming is not None:
        limit = coming.limit_on
        found.append(Falls(word(VisitCause.LIMIT), limit, limit < today))
    return tuple(sorted(found, key=lambda one: one.on))
