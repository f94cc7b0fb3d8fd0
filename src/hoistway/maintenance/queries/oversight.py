"""Visits as an overseer weighs them: what changed, the facts of each, how firms work; set-wise."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Judgement, Visit
from hoistway.maintenance.queries.visits import visits
from hoistway.maintenance.rules.evidence import evidence_policy_on
from hoistway.maintenance.vocabulary import VisitState

STEP_MIN, STEPS = 5, 24
"""How lengths of visits are counted: by five minutes, up to two hours and beyond."""

_COUNTED = sorted(str(state) for state in VisitState.counted_states())
_OPEN = sorted(str(state) for state in VisitState.open_states())
_NOT_NORMAL = '$.lines.*.result ? (@ != "normal" && @ != "not_applicable")'
_ALL_NORMAL = (
    "coalesce(sheet->'lines' <> '{}'::jsonb"
    " AND coalesce(sheet->'parts', '[]'::jsonb) = '[]'::jsonb"
    f" AND NOT jsonb_path_exists(sheet, '{_NOT_NORMAL}'), false)"
)
"""That a sheet says «normal» of everything, and that nothing was replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """One visit with the latest judgement of its evidence; `normal_run` counts up to `most`."""

    visit_id: int
    elevator_id: int
    firm_id: int
    jurisdiction_id: int
    state: VisitState
    due_on: date | None
    due_at: datetime | None
    counted_on: date | None
    begun_at: datetime | None
    signed_at: datetime | None
    confirm_by: datetime | None
    reasons: Mapping[str, Mapping[str, Any]] | None
    score: float
    looks_thin: bool
    covered: float | None
    rides: int
    normal_run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A firm's visits in a stretch of days; `minutes` counts them by length in steps of five."""

    firm_id: int
    visits: int
    all_normal: int
    minutes: tuple[int, ...]


def last_judgement() -> int:
    """Return the key of the latest judgement, 0 without one."""
    return int(Judgement.objects.aggregate(last=Max("pk"))["last"] or 0)


def visits_changed(
    *, since: datetime, now: datetime, back: date, judged_after: int
) -> list[int]:  # fmt: skip
    """Return the visits that were signed, answered, judged or let pass after an instant.

    Also all that are overdue now. `back` is the first day looked at; keys come in their order.
    """
    today = local_day(at=now)
    done = Visit.objects.filter(state__in=_COUNTED, counted_on__gte=back).filter(
        Q(signed_received_at__gt=since) | Q(answered_at__gt=since)
        | Q(confirm_by__gt=since, confirm_by__lte=now)
    )  # fmt: skip
    late = Visit.objects.filter(state__in=_OPEN).filter(Q(due_on__lt=today) | Q(due_at__lt=now))
    judged = Judgement.objects.filter(pk__gt=judged_after)
    found: set[int] = set(judged.values_list("visit_id", flat=True))
    for rows in (done, late):
        found |= set(rows.values_list("pk", flat=True))
    return sorted(found)


def visit_facts(*, visit_ids: Sequence[int], most: int) -> list[VisitFacts]:
    """Return what is known of these visits; three queries."""
    rows = Visit.objects.filter(pk__in=visit_ids).order_by("pk")
    columns = ("pk", "elevator_id", "firm_id", "elevator__jurisdiction_id", "state", "due_on",
               "due_at", "counted_on", "begun_at", "signed_at", "confirm_by")  # fmt: skip
    judged = _judged(visit_ids)
    runs = _normal_runs(visit_ids, most)
    return [_facts(row, judged.get(row[0]), runs.get(row[0], 0))
            for row in rows.values_list(*columns)]  # fmt: skip


def _facts(row: tuple[Any, ...], said: Judgement | None, run: int) -> VisitFacts:
    motion: Mapping[str, Any] = (said.facts.get("motion") if said else None) or {}
    look_at = evidence_policy_on(day=local_day(at=said.judged_at)).look_at if said else 1.0
    return VisitFacts(
        visit_id=row[0], elevator_id=row[1], firm_id=row[2], jurisdiction_id=row[3],
        state=VisitState(str(row[4])), due_on=row[5], due_at=row[6], counted_on=row[7],
        begun_at=row[8], signed_at=row[9], confirm_by=row[10],
        reasons={code: facts for code, _weight, facts in said.reasons} if said else None,
        score=said.score if said else 0.0, looks_thin=bool(said and said.score >= look_at),
        covered=motion.get("covered"), rides=int(motion.get("rides", 0)), normal_run=run,
    )  # fmt: skip


def _judged(visit_ids: Sequence[int]) -> dict[int, Judgement]:
    rows = Judgement.objects.filter(visit_id__in=visit_ids)
    latest = rows.order_by("visit_id", "-judged_at", "-pk").distinct("visit_id")
    return {row.visit_id: row for row in latest}


def _normal_runs(visit_ids: Sequence[int], most: int) -> dict[int, int]:
    """Return how many records in a row said «normal» of everything, up to and with each visit.

    Plan: for each visit the latest `most` rows of its elevator by index, then their sheets.
    """
    sql = f"""
        SELECT v.id, count(*) FILTER (WHERE still)
        FROM maintenance_visit v CROSS JOIN LATERAL (
            SELECT bool_and({_ALL_NORMAL}) OVER (ORDER BY place) AS still
            FROM (
                SELECT sheet, row_number() OVER (ORDER BY counted_on DESC, id DESC) AS place
                FROM maintenance_visit p
                WHERE p.elevator_id = v.elevator_id AND p.counted_on <= v.counted_on
                  AND p.kind = 'maintenance' AND p.state = ANY(%s)
                ORDER BY counted_on DESC, id DESC LIMIT %s
            ) AS last
        ) AS run
        WHERE v.id = ANY(%s) AND v.kind = 'maintenance' AND v.state = ANY(%s)
        GROUP BY v.id
    """  # noqa: S608 -- only constants of this file are put in
    with connection.cursor() as cursor:
        cursor.execute(sql, [_COUNTED, most, list(visit_ids), _COUNTED])
        return {int(key): int(run) for key, run in cursor.fetchall()}


def habits_of(*, first: date, last: date) -> list[Habit]:
    """Return how the firms' maintenance went from one day to another, by firm; one query."""
    sql = f"""
        SELECT firm_id, count(*), count(*) FILTER (WHERE {_ALL_NORMAL}),
               array_agg(least(greatest(
                   extract(epoch FROM signed_at - begun_at) / 60 / %s, 0), %s - 1)::int)
        FROM maintenance_visit
        WHERE kind = 'maintenance' AND state = ANY(%s) AND counted_on BETWEEN %s AND %s
          AND begun_at IS NOT NULL AND signed_at IS NOT NULL
        GROUP BY firm_id ORDER BY firm_id
    """  # noqa: S608 -- only constants of this file are put in
    with connection.cursor() as cursor:
        cursor.execute(sql, [STEP_MIN, STEPS, _COUNTED, first, last])
        return [
            Habit(firm_id=firm, visits=visits, all_normal=normal, minutes=_counted(steps))
            for firm, visits, normal, steps in cursor.fetchall()
        ]


def _counted(steps: Sequence[int]) -> tuple[int, ...]:
    found = [0] * STEPS
    for step in steps:
        found[step] += 1
    return tuple(found)


def counted_visits(
    *, organisation_ids: Collection[int] | None, first: date, last: date
) -> dict[int, int]:
    """Return how many visits of each firm (None: all) count in these days; one query."""
    rows = Visit.objects.filter(state__in=_COUNTED, counted_on__gte=first, counted_on__lte=last)
    if organisation_ids is not None:
        rows = rows.filter(firm_id__in=list(organisation_ids))
    counted = rows.values_list("firm_id").annotate(n=Count("pk")).order_by()
    return dict(counted)


def worked_or_late(*, by: Actor, first: date, last: date) -> QuerySet[Visit]:
    """Return the visible visits that were done in these days, or fell due in them and were not."""
    done = Q(state__in=_COUNTED, counted_on__gte=first, counted_on__lte=last)
    open_then = Q(state__in=_OPEN, due_on__gte=first, due_on__lte=last)
    return visits(by=by).filter(done | open_then)
