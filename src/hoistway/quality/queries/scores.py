"""How good the register is: per elevator, organisation, district, source and city, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, ExpressionWrapper, F, FloatField, Q, QuerySet, When

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, in_reach, jurisdictions, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.quality.models import DayScore, ElevatorScore, Finding
from hoistway.quality.queries.findings import seen_by
from hoistway.quality.rules.scoring import scale_on
from hoistway.quality.vocabulary import FindingKind, FindingState, ScoreSubject


def scores(*, by: Actor) -> QuerySet[ElevatorScore]:
    """Return the scores of the elevators in reach, the worst first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_QUALITY)
    seen = in_reach(by=by, prefix="elevator__")
    return ElevatorScore.objects.filter(seen).order_by("points", "elevator_id")


def score_of(*, elevator_id: int) -> ElevatorScore | None:
    """Return the score of one elevator; scope was judged by whoever holds the key."""
    return ElevatorScore.objects.filter(elevator_id=elevator_id).first()


def day_scores(*, by: Actor, subject: ScoreSubject | None = None) -> QuerySet[DayScore]:
    """Return the daily scores that this actor may see, the latest day first, the worst first.

    A district sees its own and the city's, an organisation its own and the city's.
    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_QUALITY)
    found = DayScore.objects.filter(_told_to(by))
    if subject is not None:
        found = found.filter(subject=subject)
    return found.order_by("-day", "subject", "points", "key")


def _told_to(by: Actor) -> Q:
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    told = Q(subject=ScoreSubject.CITY)
    if reach is Reach.JURISDICTION:
        code = jurisdictions().filter(pk=by.jurisdiction_id).values_list("code", flat=True).first()
        return told | Q(subject=ScoreSubject.JURISDICTION, key=code or "")
    return told | Q(subject=ScoreSubject.ORGANISATION, key=str(by.organisation_id))


@dataclass(frozen=True, slots=True)
class Trend:
    """One day of a trend."""

    day: date
    points: float
    open_findings: int
    corrected: int


def trend(
    *, by: Actor, subject: ScoreSubject, key: str, until: date, days: int = 30
) -> list[Trend]:
    """Return the scored days of a subject, the first first; days without a score are left out.

    Raises: NotAllowed.
    """
    since = until - timedelta(days=days)
    rows = day_scores(by=by, subject=subject).filter(key=key, day__gt=since, day__lte=until)
    return [
        Trend(row.day, row.points, row.open_findings, row.corrected)
        for row in rows.order_by("day", "pk")
    ]


@dataclass(frozen=True, slots=True)
class Mend:
    """A finding whose mending gains much for the work it takes."""

    finding: Finding
    gain: float
    minutes: float


def mend_first(*, by: Actor, n: int = 10, day: date = date.max) -> list[Mend]:
    """Return the open findings whose mending gains most points for a minute of work.

    What is proposed with more confidence takes less thought: it counts up to three times as much.
    The weights are those in force on `day`.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_QUALITY)
    scale = scale_on(day=day)
    gain = Case(
        *(When(kind=kind, then=scale.costs[kind] / scale.minutes[kind]) for kind in FindingKind),
        default=0.0, output_field=FloatField(),
    ) * (F("confidence") + 0.5)  # fmt: skip
    open_ones = Finding.objects.filter(seen_by(by=by), state=FindingState.OPEN)
    best = open_ones.annotate(gain=ExpressionWrapper(gain, FloatField())).order_by("-gain", "pk")
    gains = dict(best.values_list("pk", "gain")[:n])  # sorted alone: rows with relatives are wide
    related = ("elevator__jurisdiction", "organisation", "place", "claim", "jurisdiction")
    rows = Finding.objects.select_related(*related).in_bulk(list(gains))
    return [
        Mend(finding=rows[key], gain=round(found, 2), minutes=scale.minutes[rows[key].kind])
        for key, found in gains.items()
    ]
