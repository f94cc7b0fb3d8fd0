"""When and where the demo's people were shut in, and how well each firm came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random
from typing import TypeVar

from hoistway.emergency.vocabulary import Cause, IncidentSource
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators as known_elevators
from hoistway.registry.vocabulary import ElevatorKind, UseState

_One = TypeVar("_One")

PER_YEAR = 0.06
"""Entrapments of a lift in a year. Chosen: 20,000 in a city of 330,000, dossier 3.4."""

MEDIAN_S, SPREAD, FIRMS_DIFFER = 12 * 60, 0.52, 0.18
"""From the word to the firm until somebody is there, log-normal. Chosen: a median of twelve
minutes and one in twenty above thirty, some firms better than others."""

QUIET = timedelta(days=2)
"""Days before the demo without a rescue. Chosen: what is there now is the demo's own."""

APART = timedelta(days=4)
"""Between two rescues of one elevator. Chosen: what comes sooner is one fault not mended."""

SEEN, TWICE = 0.45, 0.3
"""Shares that signals saw first, and that a second witness told of. Chosen: both are common."""

_HOURS = (1, 1, 1, 1, 1, 2, 4, 9, 10, 8, 7, 7, 7, 6, 6, 6, 7, 10, 11, 9, 7, 5, 3, 2)
_PEOPLE = (1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6)
_CAUSES = {
    Cause.DOOR: 38, Cause.CONTROL: 12, Cause.ELECTRICAL: 9, Cause.SAFETY_GEAR: 5,
    Cause.TRACTION: 4, Cause.CAR: 3, Cause.GUIDE: 2, Cause.MISUSE: 12, Cause.EXTERNAL: 10,
    Cause.OTHER: 5,
}  # fmt: skip
_SOURCES = {IncidentSource.PHONE_110: 55, IncidentSource.RIDER: 45}
_WAYS = {"first": 83, "second": 9, "station": 4, "fire": 1, "self": 3}


@dataclass(frozen=True, slots=True)
class Plan:
    """One rescue before it is written: who comes, how long it takes, why it happened.

    `way`: the first or second technician called comes, the station, the station after the third
    level is reached, or the doors open by themselves.
    """

    elevator: Elevator
    opened_at: datetime
    began_at: datetime
    sources: tuple[IncidentSource, ...]
    way: str
    arrives_s: float
    frees_s: float
    closes_s: float
    people: int
    injured: int
    cause: Cause


def planned(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> list[Plan]:
    """Return the rescues from the first day of last year until lately, in their order.

    From that day on, so that the statement of last year tells of a whole year. Read anew:
    filings may have changed who maintains an elevator.
    """
    held = known_elevators(by=PLATFORM).filter(pk__in=[one.pk for one in elevators])
    rows = [row for row in held.order_by("pk") if _can_shut_in(row)]
    if not rows:
        return []
    today = local_day(at=now)
    first = date(today.year - 1, 1, 1)
    days = (local_day(at=now - QUIET) - first).days
    years = [max(0, today.year - (row.installed_on or today).year) for row in rows]
    amount = round(len(rows) * PER_YEAR * days / 365)
    firms = sorted({row.firm_id or 0 for row in rows})
    habits = {key: exp(chance.gauss(0, FIRMS_DIFFER)) for key in firms}
    found: dict[int, list[datetime]] = {}
    drawn = []
    for row in chance.choices(rows, weights=[5 + min(n, 25) for n in years], k=amount):
        opened = _moment(first + timedelta(days=chance.randrange(days)), chance)
        earlier = found.setdefault(row.pk, [])
        stands = row.registered_on is None or row.registered_on < local_day(at=opened)
        if stands and all(abs(opened - one) >= APART for one in earlier):
            earlier.append(opened)
            drawn.append((opened, row))
    drawn.sort(key=lambda one: (one[0], one[1].pk))
    return [_plan(row, opened, habits[row.firm_id or 0], chance) for opened, row in drawn]


def _can_shut_in(row: Elevator) -> bool:
    lift = row.kind not in ElevatorKind.without_riders()
    return lift and row.use_state is UseState.IN_USE and bool(row.firm_id)


def _moment(day: date, chance: Random) -> datetime:
    (hour,) = chance.choices(range(24), weights=_HOURS)
    at = datetime.combine(day, time(hour), SHANGHAI)
    at += timedelta(seconds=chance.randrange(3600), milliseconds=chance.randrange(1000))
    return at.astimezone(UTC)


def _plan(row: Elevator, opened: datetime, habit: float, chance: Random) -> Plan:
    people = chance.choice(_PEOPLE)
    way = _drawn(_WAYS, chance)
    sources = _sources(chance, alone=way == "self")
    before = chance.uniform(31, 58) if sources[0] is IncidentSource.TELEMETRY else 0.0
    return Plan(
        elevator=row, opened_at=opened, began_at=opened - timedelta(seconds=before),
        sources=sources, way=way,
        arrives_s=min(MEDIAN_S * habit * chance.lognormvariate(0, SPREAD), 5400),
        frees_s=chance.lognormvariate(5.6, 0.6), closes_s=chance.lognormvariate(6.6, 0.5),
        people=people, injured=int(chance.random() < 0.01), cause=_drawn(_CAUSES, chance),
    )  # fmt: skip


def _drawn(weights: Mapping[_One, int], chance: Random) -> _One:
    (one,) = chance.choices(list(weights), weights=list(weights.values()))
    return one


def _sources(chance: Random, *, alone: bool) -> tuple[IncidentSource, ...]:
    """Return who told of it, first first; every lift of the demo is connected."""
    said = _drawn(_SOURCES, chance)
    seen, twice = chance.random() < SEEN, chance.random() < TWICE
    if alone:
        return (IncidentSource.TELEMETRY,)
    if seen:
        return (IncidentSource.TELEMETRY, said) if twice else (IncidentSource.TELEMETRY,)
    other = next(one for one in _SOURCES if one is not said)
    return (said, other) if twice else (said,)
