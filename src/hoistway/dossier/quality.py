"""How good the register is for whoever asks: score and trend, where it is worst, what to mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Count, Max, Min, Q

from hoistway.dossier.finding import plain_subject
from hoistway.dossier.finding_file import organisation_words
from hoistway.dossier.values import Pair, area_words, field_words, source_words
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import Reach, reach_of
from hoistway.quality.models import DayScore
from hoistway.quality.queries import (
    corrections,
    counts_by_kind,
    day_scores,
    findings,
    mend_first,
    scores,
)
from hoistway.quality.vocabulary import FindingKind, FindingState, ScoreSubject
from hoistway.registry.queries import elevators

DAYS = 30
AGES = (7, 30, 90)
"""Days up to which an open finding counts as new, waiting, old."""

LEAST_ELEVATORS = 5
"""Elevators from which an organisation is ranked. Chosen: one bad elevator is no bad firm."""

MOST_ORGANISATIONS = 12


@dataclass(frozen=True, slots=True)
class DayMark:
    """The score of one day."""

    day: date
    points: float


@dataclass(frozen=True, slots=True)
class Rating:
    """The mean score of the elevators of somebody or of some source."""

    name: Pair
    points: float
    elevators: int


@dataclass(frozen=True, slots=True)
class MendLine:
    """One finding whose mending gains much for little work."""

    finding_id: int
    kind: FindingKind
    name: str
    where: str
    field: Pair
    gain: float
    minutes: float


@dataclass(frozen=True, slots=True)
class QualityBoard:
    """The figures of a board."""

    points: float | None
    change: float | None
    elevators: int
    trend: tuple[DayMark, ...]
    districts: tuple[Rating, ...]
    organisations: tuple[Rating, ...]
    sources: tuple[Rating, ...]
    by_kind: Mapping[FindingKind, int]
    open_findings: int
    ages: tuple[int, ...]
    oldest_days: int | None
    corrected: int
    undone: int
    asked: int
    mend_first: tuple[MendLine, ...]
    scored_at: datetime | None


def board_of(*, by: Actor, now: datetime) -> QualityBoard:
    """Return the board of what an actor answers for; a constant number of queries.

    Raises: NotAllowed.
    """
    today, reach = local_day(at=now), reach_of(by=by)
    days = _trend(by=by, reach=reach, today=today)
    kinds = counts_by_kind(by=by)
    ages, oldest = _ages(by=by, now=now)
    corrected, undone = _corrected(by=by, now=now)
    whole = _whole(by=by)
    everywhere = reach is Reach.ALL
    return QualityBoard(
        points=days[-1].points if days else whole.points, trend=tuple(days),
        change=days[-1].points - days[0].points if len(days) > 1 else None,
        elevators=elevators(by=by).count(), scored_at=whole.at, by_kind=kinds,
        districts=_districts(by=by) if everywhere else (),
        organisations=_units(by=by) if everywhere else _own_units(by=by, reach=reach),
        sources=_sources(by=by) if everywhere else (), open_findings=sum(kinds.values()),
        ages=ages, oldest_days=oldest, corrected=corrected, undone=undone,
        asked=_asked(by=by, now=now), mend_first=_mend_first(by=by),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Whole:
    points: float | None
    at: datetime | None


_OWN = {
    Reach.ALL: ScoreSubject.CITY, Reach.JURISDICTION: ScoreSubject.JURISDICTION,
}  # fmt: skip


def _whole(*, by: Actor) -> _Whole:
    """Return the mean of all scores in reach as they stand."""
    found = scores(by=by).order_by().aggregate(points=Avg("points"), at=Max("scored_at"))
    return _Whole(found["points"], found["at"])


def _trend(*, by: Actor, reach: Reach, today: date) -> list[DayMark]:
    subject = _OWN.get(reach, ScoreSubject.ORGANISATION)
    rows = day_scores(by=by, subject=subject).filter(
        day__gt=today - timedelta(days=DAYS), day__lte=today
    )
    return [DayMark(row.day, row.points) for row in rows.order_by("day", "pk")]


def _newest(*, by: Actor, subject: ScoreSubject) -> list[DayScore]:
    """Return the scores of the last day on which this subject was scored; two queries."""
    rows = day_scores(by=by, subject=subject)
    day = rows.aggregate(day=Max("day"))["day"]
    return list(rows.filter(day=day, elevators__gt=0).order_by("points", "key")) if day else []


def _districts(*, by: Actor) -> tuple[Rating, ...]:
    areas = area_words()
    rows = _newest(by=by, subject=ScoreSubject.JURISDICTION)
    return tuple(
        Rating(areas.get(row.key, (row.key, row.key)), row.points, row.elevators) for row in rows
    )


def _units(*, by: Actor) -> tuple[Rating, ...]:
    rows = [
        row
        for row in _newest(by=by, subject=ScoreSubject.ORGANISATION)
        if row.elevators >= LEAST_ELEVATORS
    ][:MOST_ORGANISATIONS]
    names = organisation_words(named={row.key for row in rows})
    return tuple(
        Rating(names.get(row.key, (row.key, row.key)), row.points, row.elevators) for row in rows
    )


def _own_units(*, by: Actor, reach: Reach) -> tuple[Rating, ...]:
    """Return the use units (for a use unit: the firms) of the elevators in reach, worst first."""
    party = "firm" if reach is Reach.USE_UNIT else "use_unit"
    columns = [f"elevator__{party}__{name}" for name in ("name", "name_en")]
    rated = (
        scores(by=by).order_by().exclude(**{f"elevator__{party}": None}).values_list(*columns)
        .annotate(mean=Avg("points"), n=Count("pk")).order_by("mean", columns[0])
    )  # fmt: skip
    least = 1 if reach is not Reach.JURISDICTION else LEAST_ELEVATORS
    rows = rated.filter(n__gte=least)[:MOST_ORGANISATIONS]
    return tuple(Rating((zh, en or zh), mean, n) for zh, en, mean, n in rows)


def _sources(*, by: Actor) -> tuple[Rating, ...]:
    rows = _newest(by=by, subject=ScoreSubject.SOURCE)[:MOST_ORGANISATIONS]
    names = organisation_words(named={row.key.partition(":")[2] for row in rows})
    return tuple(
        Rating(source_words(source=row.key, names=names), row.points, row.elevators) for row in rows
    )


def _ages(*, by: Actor, now: datetime) -> tuple[tuple[int, ...], int | None]:
    """Return how many open findings are how old, and the days of the oldest; one query."""
    edges = [now - timedelta(days=days) for days in AGES]
    bounds: Sequence[tuple[datetime | None, datetime | None]] = [
        (edges[0], None), (edges[1], edges[0]), (edges[2], edges[1]), (None, edges[2]),
    ]  # fmt: skip
    counted = {}
    for number, (since, until) in enumerate(bounds):
        asked = Q(found_at__gte=since) if since else Q()
        asked &= Q(found_at__lt=until) if until else Q()
        counted[f"n{number}"] = Count("pk", filter=asked)
    rows = findings(by=by, state=FindingState.OPEN).order_by()
    found = rows.aggregate(**counted, oldest=Min("found_at"))
    oldest = (now - found["oldest"]).days if found["oldest"] else None
    return tuple(found[f"n{number}"] for number in range(len(bounds))), oldest


def _corrected(*, by: Actor, now: datetime) -> tuple[int, int]:
    rows = corrections(by=by).order_by().filter(automatic=True, at__gt=now - timedelta(days=DAYS))
    found = rows.aggregate(n=Count("pk"), undone=Count("pk", filter=Q(undone_at__isnull=False)))
    return found["n"], found["undone"]


def _asked(*, by: Actor, now: datetime) -> int:
    rows = findings(by=by).filter(found_at__gt=now - timedelta(days=DAYS))
    settled_by_itself = [FindingState.CORRECTED, FindingState.UNDONE]
    return rows.order_by().exclude(state__in=settled_by_itself).count()


def _mend_first(*, by: Actor) -> tuple[MendLine, ...]:
    return tuple(
        MendLine(
            finding_id=row.finding.pk, kind=row.finding.kind, gain=row.gain, minutes=row.minutes,
            name=plain_subject(finding=row.finding).name,
            where=plain_subject(finding=row.finding).where,
            field=field_words(row.finding.field),
        )
        for row in mend_first(by=by)
    )  # fmt: skip
