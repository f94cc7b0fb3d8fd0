"""The facts of pilot elevators and of those beside them, and the latest comparison."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import QuerySet

from hoistway.emergency.queries import incidents_of
from hoistway.emergency.vocabulary import IncidentKind, IncidentState
from hoistway.faults.queries import RatePeriod, counted_since, downtime
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.lots import lot_of
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.regimes import on_site_visits
from hoistway.maintenance.queries.repairs import found_at_visits
from hoistway.ondemand.models import ElevatorPilot, PilotOutcome
from hoistway.ondemand.rules.outcome import Likeness, Sample, likeness, matched
from hoistway.ondemand.vocabulary import OutcomeKind
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators

LEAST_DAYS = 30
"""Days in the pilot before an elevator is compared. Chosen: a month, two fixed-interval visits."""

LONGEST_DAYS = 365
"""How far back is compared. Chosen: a year, so that seasons are whole."""

_YEAR = 365.25


def outcomes(*, by: Actor) -> QuerySet[PilotOutcome]:
    """Return the comparisons that were worked out, the latest first. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_PILOT)
    return PilotOutcome.objects.order_by("-day")


@dataclass(frozen=True, slots=True)
class Window:
    """Days from which to which an elevator is compared, the last one not included."""

    first: date
    until: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until - self.first).days

    def before(self) -> "Window":
        """Return as many days before the first."""
        return Window(self.first - timedelta(days=self.days), self.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Who stands beside whom: stratum, side and days of each elevator."""

    keys: tuple[int, ...]
    stratum: tuple[int, ...]
    pilot: tuple[bool, ...]
    windows: tuple[Window, ...]
    left_out: int


def pairs_on(*, day: date) -> Pairs:
    """Return the pilot elevators of the last year with those beside them, by lot of the day."""
    windows = _windows(day)
    facts = dict(_likenesses(day))
    ever = set(ElevatorPilot.objects.exclude(listed_at=None).values_list("elevator_id", flat=True))
    pilots = {key: facts[key] for key in windows if key in facts}
    others = {key: like for key, like in facts.items() if key not in ever}
    lots = {key: lot_of(seed=day.isoformat(), key=str(key)) for key in (*pilots, *others)}
    found = matched(pilots=pilots, others=others, lots=lots)
    of = {like: n for n, like in enumerate(dict.fromkeys(pilots[key] for key in found))}
    rows = [
        (key, of[pilots[one]], key == one, windows[one])
        for one, controls in found.items()
        for key in (one, *controls)
    ]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return Pairs(
        keys=columns[0], stratum=columns[1], pilot=columns[2], windows=columns[3],
        left_out=len(pilots) - len(found),
    )  # fmt: skip


def _windows(day: date) -> dict[int, Window]:
    """Return the days of each elevator in the pilot within the last year, its last stay."""
    oldest = day - timedelta(days=LONGEST_DAYS)
    rows = ElevatorPilot.objects.exclude(listed_at=None).order_by("listed_at", "pk")
    found = {}
    for key, listed, ended in rows.values_list("elevator_id", "listed_at", "ended_at"):
        if listed is None:
            continue
        first = max(local_day(at=listed), oldest)
        until = min(local_day(at=ended), day) if ended else day
        if (until - first).days >= LEAST_DAYS:
            found[key] = Window(first, until)
    return found


def _likenesses(day: date) -> Iterable[tuple[int, Likeness]]:
    """Return by what every elevator in use is matched; one query."""
    rows = elevators(by=PLATFORM).filter(use_state="in_use").order_by("pk")
    columns = rows.values_list("pk", "kind", "place_kind", "installed_on", "registered_on", "stops")
    for key, kind, place, installed, registered, stops in columns.iterator(chunk_size=20_000):
        since = installed or registered
        age = None if since is None else day.year - since.year
        yield key, likeness(kind=str(kind), place=str(place), age=age, stops=stops)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to elevators, by key and in order of days."""

    faults: Mapping[int, list[date]]
    entrapments: Mapping[int, list[date]]
    visits: Mapping[int, list[date]]
    findings: Mapping[int, list[date]]


def happened(*, keys: Collection[int], since: date) -> Happened:
    """Return what happened to these elevators from a day; four queries."""
    faults = counted_since(elevator_ids=keys, since=since)
    rescues = incidents_of(elevator_ids=list(keys)).filter(kind=IncidentKind.ENTRAPMENT)
    rows = rescues.exclude(state=IncidentState.FALSE_ALARM).values_list("elevator_id", "began_at")
    visits = on_site_visits(elevator_ids=keys, since=since)
    return Happened(
        faults=_by_day(faults), entrapments=_by_day(rows),
        visits={key: [one.on for one in some] for key, some in visits.items()},
        findings=_by_day(found_at_visits(elevator_ids=keys, since=since)),
    )  # fmt: skip


def _by_day(rows: Iterable[tuple[int, datetime]]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for key, at in rows:
        found[key].append(local_day(at=at))
    return {key: sorted(some) for key, some in found.items()}


def samples_of(*, pairs: Pairs, before: bool, now: datetime) -> dict[OutcomeKind, Sample]:
    """Return what was counted of each elevator in its days, or in as many days before them."""
    windows = [one.before() if before else one for one in pairs.windows]
    if not windows:
        return {}
    seen = happened(keys=pairs.keys, since=min(one.first for one in windows))
    years = np.array([one.days / _YEAR for one in windows])
    visits = _counted(seen.visits, pairs.keys, windows)
    columns: dict[OutcomeKind, tuple[Any, Any]] = {
        OutcomeKind.FAULTS: (_counted(seen.faults, pairs.keys, windows), years),
        OutcomeKind.ENTRAPMENTS: (_counted(seen.entrapments, pairs.keys, windows), years),
        OutcomeKind.HOURS_OUT: (_hours(pairs, windows, now), years),
        OutcomeKind.VISITS: (visits, years),
        OutcomeKind.FINDINGS: (_counted(seen.findings, pairs.keys, windows), visits),
    }
    stratum, pilot = np.array(pairs.stratum), np.array(pairs.pilot, bool)
    return {
        kind: Sample(stratum=stratum, pilot=pilot, events=events, base=base)
        for kind, (events, base) in columns.items()
    }


def _counted(days: Mapping[int, list[date]], keys: Collection[int], windows: list[Window]) -> Any:
    found = np.zeros(len(windows))
    for n, (key, window) in enumerate(zip(keys, windows, strict=True)):
        mine = days.get(key, [])
        found[n] = bisect_left(mine, window.until) - bisect_left(mine, window.first)
    return found


def _hours(pairs: Pairs, windows: list[Window], now: datetime) -> Any:
    """Return the hours out of service; elevators with the same days are asked for at once."""
    found = np.zeros(len(windows))
    alike: dict[Window, list[int]] = defaultdict(list)
    for n, window in enumerate(windows):
        alike[window].append(n)
    for window, rows in alike.items():
        period = RatePeriod(first=window.first, last=window.until - timedelta(days=1))
        hours = downtime(elevator_ids=[pairs.keys[n] for n in rows], period=period, now=now)
        for n in rows:
            found[n] = hours[pairs.keys[n]]
    return found
