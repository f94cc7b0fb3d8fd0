"""Keep the score of each elevator, and once a day those of city, districts and organisations."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.quality.models import DayScore, ElevatorScore
from hoistway.quality.rules.portrait import Portrait, is_suggestion
from hoistway.quality.rules.sameness import same
from hoistway.quality.rules.scoring import scale_on, score
from hoistway.quality.vocabulary import FindingKind, ScoreSubject
from hoistway.registry.vocabulary import SourceKind

Heard = dict[str, tuple[int, int, int]]
"""Source → elevators of which it speaks, facts that it says, facts that are held as it says."""

_WRITTEN = ["points", "lacking", "gain", "edition", "scored_at"]
_DECIDING = frozenset({SourceKind.PERSON, SourceKind.RULE})


def keep_scores(
    *, portraits: Sequence[Portrait], open_kinds: Mapping[int, Counter[FindingKind]], now: datetime
) -> Heard:
    """Score elevators and write the scores that changed; return how well each source did."""
    day = local_day(at=now)
    scale = scale_on(day=day)
    keys = [portrait.elevator_id for portrait in portraits]
    known = {row.elevator_id: row for row in ElevatorScore.objects.filter(elevator_id__in=keys)}
    changed = []
    for portrait in portraits:
        kinds = list(open_kinds.get(portrait.elevator_id, Counter()).elements())
        fresh = score(portrait=portrait, open_kinds=kinds, day=day, scale=scale)
        row = known.get(portrait.elevator_id)
        if row is None or (row.points, row.lacking) != (fresh.points, dict(fresh.lacking)):
            changed.append(
                ElevatorScore(
                    elevator_id=portrait.elevator_id, points=fresh.points,
                    lacking=dict(fresh.lacking), gain=fresh.gain, edition=scale.name,
                    scored_at=now,
                )
            )  # fmt: skip
    ElevatorScore.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["elevator"], update_fields=_WRITTEN,
        batch_size=1_000,
    )  # fmt: skip
    return _heard(portraits)


def _heard(portraits: Sequence[Portrait]) -> Heard:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for portrait in portraits:
        speakers = set()
        for field, sayings in portrait.said.items():
            held = portrait.held.get(field)
            for said in sayings:
                if said.kind in _DECIDING or is_suggestion(said=said):
                    continue
                speakers.add(said.source)
                found[said.source][1] += 1
                if said.value == held or same(field=field, a=said.value, b=held):
                    found[said.source][2] += 1
        for source in speakers:
            found[source][0] += 1
    return {source: (each[0], each[1], each[2]) for source, each in found.items()}


@transaction.atomic
def score_all(*, now: datetime, heard: Heard | None = None) -> int:
    """Write today's mean scores of the city, its districts, organisations and sources.

    Said again on the same day it replaces what was written; return how many rows there are.
    Sources are scored by what a whole examination `heard`.
    """
    day = local_day(at=now)
    DayScore.objects.filter(day=day).exclude(subject=ScoreSubject.SOURCE).delete()
    with connection.cursor() as cursor:
        for subject, columns in _GROUPS.items():
            for column in columns:
                cursor.execute(_SUM.format(key=column, subject=str(subject)), _bounds(day))
    if heard is not None:
        DayScore.objects.filter(day=day, subject=ScoreSubject.SOURCE).delete()
        DayScore.objects.bulk_create([_of_source(day, *pair) for pair in heard.items()])
    return DayScore.objects.filter(day=day).count()


def _bounds(day: date) -> dict[str, date | datetime]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    return {"day": day, "since": midnight, "until": midnight + timedelta(days=1)}


_GROUPS: dict[ScoreSubject, tuple[str, ...]] = {
    ScoreSubject.CITY: ("''",),
    ScoreSubject.JURISDICTION: ("j.code",),
    ScoreSubject.ORGANISATION: ("e.use_unit_id::text", "e.firm_id::text"),
}
"""Subject → the column by which elevators are put together."""

_SUM = """
INSERT INTO quality_dayscore (day, subject, key, elevators, points, open_findings, corrected,
                              by_kind)
WITH one AS (
  SELECT e.id, {key} AS key, s.points
  FROM registry_elevator e JOIN quality_elevatorscore s ON s.elevator_id = e.id
  JOIN parties_jurisdiction j ON j.id = e.jurisdiction_id
  WHERE e.merged_into_id IS NULL AND {key} IS NOT NULL
), found AS (
  SELECT one.key, f.kind, count(*) FILTER (WHERE f.state = 'open') AS open,
         count(*) FILTER (WHERE f.state = 'corrected') AS corrected
  FROM quality_finding f JOIN one ON one.id = f.elevator_id
  WHERE f.state = 'open'
     OR (f.state = 'corrected' AND f.settled_at >= %(since)s AND f.settled_at < %(until)s)
  GROUP BY one.key, f.kind
), kinds AS (
  SELECT key, sum(open) AS open, sum(corrected) AS corrected,
         jsonb_object_agg(kind, open) FILTER (WHERE open > 0) AS by_kind
  FROM found GROUP BY key
)
SELECT %(day)s, '{subject}', one.key, count(*), round(avg(one.points)::numeric, 2),
       coalesce(max(kinds.open), 0), coalesce(max(kinds.corrected), 0),
       coalesce((array_agg(kinds.by_kind) FILTER (WHERE kinds.by_kind IS NOT NULL))[1], '{{}}')
FROM one LEFT JOIN kinds ON kinds.key = one.key
GROUP BY one.key
ON CONFLICT (subject, key, day) DO NOTHING
"""
"""One pass over scores and findings per grouping; {key} and {subject} are our own words."""


def _of_source(day: date, source: str, counts: tuple[int, int, int]) -> DayScore:
    elevators, said, agreeing = counts
    return DayScore(
        day=day, subject=ScoreSubject.SOURCE, key=source, elevators=elevators,
        points=round(100 * agreeing / said, 2) if said else 0, open_findings=said - agreeing,
        corrected=0,
    )  # fmt: skip
