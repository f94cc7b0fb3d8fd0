"""The lists that meetings ask for: elevators of one kind of trouble, with since when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.inspection.queries.lists import due_until
from hoistway.maintenance.queries.board import open_visits
from hoistway.ondemand.queries.elevators import elevator_pilots
from hoistway.ondemand.vocabulary import ElevatorPilotState
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.riders.queries.reports import reports
from hoistway.telemetry.queries import continuity_on

OLD_YEARS = 15
"""Source: 上海市电梯安全筑底三年行动方案 (elevators in use for more than 15 years)."""

BIKE_WORDS = ("电动车", "电瓶车", "电动自行车", "助动车", "e-bike", "ebike")
"""Words by which passengers report an e-bike in the car; there is no other source of them."""

_GONE = ("scrapped", "cancelled")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One elevator of a list, since when, and words or a number that belong to it."""

    elevator: Elevator
    since: date | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class MeetingList:
    """A list: its rows in their order, and how one of them is told."""

    rows: QuerySet[Any]
    row: Callable[[Any], MeetingRow]
    prefix: str

    def narrowed(self, *, text: str = "", jurisdiction_code: str = "") -> "MeetingList":
        """Return what fits words about the elevator and an area."""
        found, at = self.rows, self.prefix
        for word in text.split():
            found = found.filter(
                Q(**{f"{at}register_number__icontains": word})
                | Q(**{f"{at}address__icontains": word}) | Q(**{f"{at}name__icontains": word})
                | Q(**{f"{at}firm__name__icontains": word})
                | Q(**{f"{at}use_unit__name__icontains": word})
            )  # fmt: skip
        if jurisdiction_code:
            found = found.filter(**{f"{at}jurisdiction__code": jurisdiction_code})
        return MeetingList(found, self.row, at)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _in_use(by: Actor) -> QuerySet[Elevator]:
    around = ("jurisdiction", "firm", "use_unit")
    return elevators(by=by).exclude(use_state__in=_GONE).select_related(*around)


def old(*, by: Actor, now: datetime) -> MeetingList:
    """Return elevators in use for more than fifteen years, the oldest first.

    They count from their installation, else their registration, else their making.
    """
    last = _years_before(local_day(at=now), OLD_YEARS)
    rows = _in_use(by).annotate(begun=Coalesce("installed_on", "registered_on", "made_on"))
    rows = rows.filter(begun__lt=last).order_by("begun", "pk")
    return MeetingList(rows, lambda row: MeetingRow(row, row.begun, row.made_by), "")


def unanswered(*, by: Actor, now: datetime) -> MeetingList:
    """Return elevators for which no firm or no use unit answers."""
    rows = _in_use(by).filter(Q(firm=None) | Q(use_unit=None))
    return MeetingList(rows, lambda row: MeetingRow(row, local_day(at=row.recorded_at)), "")


def uninspected(*, by: Actor, now: datetime) -> MeetingList:
    """Return elevators in use whose inspection is overdue, the longest first."""
    rows = due_until(by=by, last=local_day(at=now) - timedelta(days=1))
    return MeetingList(rows, lambda row: MeetingRow(row.elevator, row.due_on), "elevator__")


def unmaintained(*, by: Actor, now: datetime) -> MeetingList:
    """Return visits past their last day, the longest overdue first."""
    rows = open_visits(by=by).filter(due_on__lt=local_day(at=now))
    return MeetingList(
        rows.order_by(F("due_on").asc(), "pk"),
        lambda row: MeetingRow(row.elevator, row.due_on, row.firm.name), "elevator__",
    )  # fmt: skip


def bikes(*, by: Actor, now: datetime) -> MeetingList:
    """Return what passengers wrote of e-bikes in cars, the latest first."""
    named = Q()
    for word in BIKE_WORDS:
        named |= Q(words__icontains=word)
    return MeetingList(
        reports(by=by).filter(named),
        lambda row: MeetingRow(row.elevator, local_day(at=row.made_at), row.words), "elevator__",
    )  # fmt: skip


def unconnected(*, by: Actor, now: datetime) -> MeetingList:
    """Return pilot elevators that are not heard, which the pilot's conditions ask for."""
    states = [str(ElevatorPilotState.LISTED), str(ElevatorPilotState.PROVISIONAL)]
    rows = elevator_pilots(by=by).filter(state__in=states)
    pairs: Sequence[tuple[int, int]] = list(rows.values_list("pk", "elevator_id"))
    lines = continuity_on(elevator_ids=[key for _pk, key in pairs], now=now)
    silent = [pk for pk, key in pairs if key not in lines or lines[key].cause is not None]

    def told(row: Any) -> MeetingRow:
        line = lines.get(row.elevator_id)
        cause = line.cause if line else None
        since = local_day(at=line.last_accepted) if line else None
        return MeetingRow(row.elevator, since, cause or "")

    return MeetingList(rows.filter(pk__in=silent), told, "elevator__")


LISTS: dict[str, Callable[..., MeetingList]] = {
    "old": old, "unanswered": unanswered, "uninspected": uninspected,
    "unmaintained": unmaintained, "bikes": bikes, "unconnected": unconnected,
}  # fmt: skip
"""The lists by the word that stands in the address."""
