"""The confirmed entrapments of some days as a statement counts them."""

from collections.abc import Iterator
from datetime import date, datetime

from hoistway.emergency.queries import incidents
from hoistway.emergency.vocabulary import IncidentKind, IncidentState
from hoistway.faults.queries import RatePeriod
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import SHANGHAI
from hoistway.reform.rules.statement_counts import Case

_COLUMNS = (
    "opened_at", "firm_told_at", "accepted_at", "arrived_at", "freed_at", "closed_at", "people",
    "level", "cause", "firm_id", "elevator__register_number", "elevator__kind",
    "elevator__jurisdiction__code", "elevator__place_kind", "elevator__made_by",
    "elevator__use_unit_id", "elevator__installed_on", "elevator__registered_on",
)  # fmt: skip


def cases(*, period: RatePeriod, now: datetime) -> Iterator[Case]:
    """Return the entrapments that were reported in these days, false alarms left out; one query.

    What still goes on counts too. A place is where the elevator stands today.
    """
    rows = incidents(by=PLATFORM).filter(
        opened_at__gte=period.begin, opened_at__lt=period.end, kind=IncidentKind.ENTRAPMENT,
        drill=False,
    ).exclude(state=IncidentState.FALSE_ALARM)  # fmt: skip
    found = rows.select_related(None).order_by("pk").values_list(*_COLUMNS)
    for row in found.iterator(chunk_size=5_000):
        yield _case(row, now)


def _case(row: tuple, now: datetime) -> Case:  # type: ignore[type-arg] # a row of values
    opened, told, accepted, arrived, freed, closed, people, level, cause, firm, *of = row
    number, kind, area, place, brand, unit, installed, registered = of
    began, since = told or opened, installed or registered
    return Case(
        elevator=number, kind=str(kind), area=area, place=str(place),
        hour=opened.astimezone(SHANGHAI).hour, years=_years(since, opened),
        brand=brand, firm=_key(firm), unit=_key(unit), level=str(level), cause=str(cause),
        people=people, freed=freed is not None, answer_s=_seconds(began, accepted),
        arrival_s=_seconds(began, arrived),
        rescue_s=None if arrived is None else _seconds(arrived, freed),
        waited_s=_seconds(began, freed or closed or now) or 0,
    )  # fmt: skip


def _key(key: int | None) -> str:
    return str(key) if key else ""


def _seconds(start: datetime, end: datetime | None) -> int | None:
    """Return whole seconds, never less than none."""
    return None if end is None else max(0, round((end - start).total_seconds()))


def _years(since: date | None, at: datetime) -> int | None:
    """Return an age in full years."""
    if since is None:
        return None
    return age_on(since=since, day=at.astimezone(SHANGHAI).date())


def age_on(*, since: date, day: date) -> int:
    """Return the full years from one day to another.

    Example:
        >>> age_on(since=date(2010, 6, 2), day=date(2016, 6, 1))
        5
        >>> age_on(since=date(2010, 6, 1), day=date(2016, 6, 1))
        6
    """
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    return max(0, years)
