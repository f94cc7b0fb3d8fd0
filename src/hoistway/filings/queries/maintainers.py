"""Who maintains an elevator on a day: always one answer, with why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from hoistway.filings.models import Responsibility
from hoistway.filings.queries.days import days_by_elevator
from hoistway.filings.rules.holding import Days, held_on, standing_on
from hoistway.filings.vocabulary import Basis
from hoistway.foundation.actors import Actor
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators, firms_named_on, survivor_of, survivors_of
from hoistway.registry.vocabulary import UseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintainer:
    """Who maintains an elevator on a day: the firm, if any, and on what basis.

    `filing_id` and `since` are known of what was filed; without a firm `since` is the first day
    on which nobody answers, where filings say so.
    """

    basis: Basis
    firm_id: int | None = None
    filing_id: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days with one answer, half-open; `until` None is «for good»."""

    maintainer: Maintainer
    since: date
    until: date | None


def maintainer_on(*, elevator_id: int, day: date) -> Maintainer:
    """Return who maintains an elevator on a day.

    What was filed and checked comes first; before that whom the register named on that day.
    """
    return maintainers_on(elevator_ids=[elevator_id], day=day)[elevator_id]


def maintainers_on(*, elevator_ids: Collection[int], day: date) -> dict[int, Maintainer]:
    """Return for each elevator who maintains it on a day; constant in queries."""
    homes = survivors_of(elevator_ids=elevator_ids)
    days = days_by_elevator(elevator_ids=set(homes.values()))
    silent = [home for home in days if standing_on(days=days[home], day=day) is None]
    named = firms_named_on(elevator_ids=silent, day=day) if silent else {}
    found = {
        home: _by_register(home, named) if home in named else _by_filing(days[home], day)
        for home in days
    }
    return {key: found[home] for key, home in homes.items()}


def _by_filing(days: Days, day: date) -> Maintainer:
    stretch = held_on(days=days, day=day)
    if stretch is not None:
        return Maintainer(
            basis=Basis.FILED, firm_id=stretch.firm_id, filing_id=stretch.filing_id,
            since=stretch.since,
        )  # fmt: skip
    ends = [one.until for one in days if one.until is not None and one.until <= day]
    return Maintainer(basis=Basis.NOBODY, since=max(ends, default=None))


def _by_register(home: int, named: dict[int, int | None]) -> Maintainer:
    firm_id = named[home]
    if firm_id is None:
        return Maintainer(basis=Basis.UNKNOWN)
    return Maintainer(basis=Basis.REGISTER if firm_id else Basis.NOBODY, firm_id=firm_id or None)


def days_of(*, elevator_id: int) -> list[Stretch]:
    """Return who answered for an elevator since its first filing, day by day, without a gap.

    Scope was judged by the caller. Days on which nobody answered are stretches of their own.
    """
    home = survivor_of(elevator_id=elevator_id)
    days = days_by_elevator(elevator_ids=[home])[home]
    found: list[Stretch] = []
    for one in days:
        before = found[-1].until if found else one.since
        if before is not None and before < one.since:
            found.append(_nobody(before, one.since))
        maintainer = _by_filing(days, one.since)
        found.append(Stretch(maintainer=maintainer, since=one.since, until=one.until))
    if found and (end := found[-1].until) is not None:
        found.append(_nobody(end, None))
    return found


def _nobody(since: date, until: date | None) -> Stretch:
    nobody = Maintainer(basis=Basis.NOBODY, since=since)
    return Stretch(maintainer=nobody, since=since, until=until)


def not_filed(*, by: Actor, day: date) -> QuerySet[Elevator]:
    """Return the visible elevators in use for which no firm's checked filing holds on a day."""
    return _in_use(by).exclude(Exists(_answering(day)))


def unmaintained(*, by: Actor, day: date) -> QuerySet[Elevator]:
    """Return the visible elevators in use that nobody maintains on a day.

    A firm that the register names counts until filings have said anything of the elevator; the
    register is asked as it stands today.
    """
    last = day + timedelta(days=1)
    spoken = Responsibility.objects.filter(elevator=OuterRef("pk"), period__startswith__lt=last)
    nobody = _in_use(by).exclude(Exists(_answering(day)))
    return nobody.exclude(~Exists(spoken), firm__isnull=False)


def _in_use(by: Actor) -> QuerySet[Elevator]:
    return elevators(by=by).filter(use_state=UseState.IN_USE)


def _answering(day: date) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(elevator=OuterRef("pk"), period__contains=day)
