"""What decides the visits of elevators that follow a year plan, gathered for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max

from hoistway.foundation.among import among
from hoistway.maintenance.models import ElevatorRegime, RemoteCheck, Visit
from hoistway.maintenance.rules.calibration import Governor
from hoistway.maintenance.rules.items import LEVELS, checklist
from hoistway.maintenance.rules.on_demand import ByNeed, LastDone, PlanLine
from hoistway.maintenance.rules.pauses import Pause
from hoistway.maintenance.rules.schedule import Return, reset_by
from hoistway.maintenance.vocabulary import Annex, Level, VisitKind
from hoistway.maintenance.vocabulary.regime import ItemWay, Regime

LOOK_BACK = timedelta(days=430)
"""How far back visits by need are looked at. Chosen: longer than the longest interval, a year,
and the days that a phone may be offline."""

_ROUTINE = sorted(str(kind) for kind in VisitKind.routine())


class Around(NamedTuple):
    """What the schedule knows of an elevator: visits by level, pauses, governor, first day."""

    lasts: Mapping[Level, date]
    pauses: tuple[Pause, ...]
    governor: Governor
    began_on: date


@dataclass(frozen=True, slots=True)
class Needs:
    """The regimes of some elevators, and what was done on them item by item."""

    annexes: Mapping[int, Annex]
    today: date
    regimes: Mapping[int, ElevatorRegime] = field(default_factory=dict)
    on_site: Mapping[int, Mapping[str, date]] = field(default_factory=dict)
    visited: Mapping[int, date] = field(default_factory=dict)
    remote: Mapping[int, Mapping[str, date]] = field(default_factory=dict)

    def by_need(self, key: int, around: Around) -> ByNeed | None:
        """Return what an elevator on demand needs, None for one on fixed intervals."""
        row = self.regimes.get(key)
        if row is None or row.regime is not Regime.ON_DEMAND or row.since > self.today:
            return None
        days = [*around.lasts.values(), *([self.visited[key]] if key in self.visited else [])]
        lines = {one.item: one for one in lines_of(row=row)}
        return ByNeed(
            annex=self.annexes[key], since=row.since, today=self.today,
            on_site_on=max(days, default=min(around.began_on, row.since)), lines=lines,
            done=self._done(key, around, min(around.began_on, row.since)), pauses=around.pauses,
            governor=around.governor, plan_uid=str(row.plan_uid), edition=row.edition,
        )  # fmt: skip

    def _done(self, key: int, around: Around, first: date) -> dict[str, LastDone]:
        lasts = reset_by(lasts=around.lasts)
        site, remote = self.on_site.get(key, {}), self.remote.get(key, {})
        return {
            one.code: LastDone(
                max(site.get(one.code, date.min), lasts.get(one.level, first)),
                remote.get(one.code),
            )
            for one in checklist(annex=self.annexes[key], level=Level.YEAR)
        }

    def lasts(self, key: int, around: Around) -> Mapping[Level, date]:
        """Return the visits by level, with what was done by need counted for one that is back.

        A level counts as done on the earliest day on which any of its items was last looked at.
        """
        site = self.on_site.get(key)
        row = self.regimes.get(key)
        if not site or row is None or row.regime is not Regime.FIXED:
            return around.lasts
        done = self._done(key, around, date.min)
        found = dict(around.lasts)
        for level in LEVELS:
            items = checklist(annex=self.annexes[key], level=level)
            day = min(done[one.code].on_site for one in items)
            if day > found.get(level, date.min):
                found[level] = day
        return found

    def returned(self, key: int) -> Return | None:
        """Return the day of return of an elevator that was on demand, None for all others."""
        row = self.regimes.get(key)
        if row is None or row.regime is not Regime.FIXED or row.returned_on is None:
            return None
        return Return(row.returned_on, row.at_once)


def needs_of(*, annexes: Mapping[int, Annex], today: date) -> Needs:
    """Return what decides the visits of those elevators that are or were on demand.

    One query where there are none, else four; `annexes` names every elevator.
    """
    rows = ElevatorRegime.objects.filter(among("elevator_id", list(annexes)))
    regimes = {row.pk: row for row in rows.order_by("pk")}
    if not regimes:
        return Needs(annexes, today)
    since = today - LOOK_BACK
    site, visited = _on_site(regimes, since)
    return Needs(annexes, today, regimes, site, visited, remote_days(elevator_ids=regimes))


def lines_of(*, row: ElevatorRegime) -> list[PlanLine]:
    """Return the lines of the plan that an elevator follows or followed."""
    return [
        PlanLine(item=item, way=ItemWay(way), days=days, months=months)
        for item, way, days, months in row.lines
    ]


def _on_site(
    keys: Iterable[int], since: date
) -> tuple[dict[int, dict[str, date]], dict[int, date]]:
    """Return when each item was done in a visit without a level, and the last of those visits.

    Only a visit of the schedule ends the three months; one that a finding asked for does not.
    """
    rows = Visit.objects.filter(
        among("elevator_id", list(keys)), kind__in=_ROUTINE, level=None, counted_on__gte=since
    )
    found: dict[int, dict[str, date]] = defaultdict(dict)
    visited: dict[int, date] = {}
    columns = rows.order_by("counted_on", "pk").values_list(
        "elevator_id", "kind", "items", "counted_on"
    )
    for key, kind, items, day in columns:
        if day is None:
            continue
        found[key].update(dict.fromkeys(items, day))
        if kind == VisitKind.MAINTENANCE:
            visited[key] = day
    return found, visited


def remote_days(*, elevator_ids: Iterable[int]) -> dict[int, dict[str, date]]:
    """Return the last day on which each item counted as checked by its data; one query."""
    rows = RemoteCheck.objects.filter(among("elevator_id", list(elevator_ids)))
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for key, item, day in rows.values_list("elevator_id", "item").annotate(Max("last_day")):
        found[key][item] = day
    return found
