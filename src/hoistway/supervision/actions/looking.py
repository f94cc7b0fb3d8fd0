"""Keep which visits look irregular and how firms work: a sweep over what changed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.oversight import (
    VisitFacts,
    habits_of,
    last_judgement,
    visit_facts,
    visits_changed,
)
from hoistway.supervision.models import FirmHabit, Look, LookRun
from hoistway.supervision.rules.irregular import (
    OversightPolicy,
    VisitSaid,
    irregular,
    policy_on,
)
from hoistway.telemetry.queries import Continuity, continuity_on, own_outages

AT_ONCE = 2_000
"""Visits weighed in one statement. Chosen: their facts take some megabytes."""

SLACK = timedelta(minutes=5)
"""What is looked at again from before the last pass: transactions that were still open then."""

RUNS_KEPT = timedelta(days=30)
"""How long it is known when the sweep ran. Chosen: longer than any standstill of ours."""

_ALSO_LAST_MONTH = 5
"""Until this day of a month the month before is counted anew: visits arrive late."""

_COLUMNS = ["elevator_id", "firm_id", "jurisdiction_id", "day", "counted", "codes", "facts",
            "weight", "edition", "looked_at"]  # fmt: skip


def look_at_visits(*, now: datetime) -> int:
    """Weigh every visit that changed since the last pass; return how many look irregular.

    Safe to repeat; after a standstill it makes up for what it missed, as far back as the
    edition looks.
    """
    policy = policy_on(day=local_day(at=now))
    back = local_day(at=now) - timedelta(days=policy.look_back_days)
    last = LookRun.objects.order_by("-until").first()
    since = last.until - SLACK if last else datetime.combine(back, datetime.min.time(), UTC)
    judged = last_judgement()
    keys = visits_changed(
        since=since, now=now, back=back, judged_after=last.judgement if last else 0
    )
    late = Look.objects.filter(counted=False).values_list("pk", flat=True)
    found = weigh_visits(visit_ids=sorted({*keys, *late}), now=now)
    with transaction.atomic():
        LookRun.objects.update_or_create(
            until=now, defaults={"visits": len(keys), "irregular": found, "judgement": judged}
        )
        LookRun.objects.filter(until__lt=now - RUNS_KEPT).delete()
        touch("oversight")
    return found


def weigh_visits(*, visit_ids: Sequence[int], now: datetime) -> int:
    """Weigh these visits and keep what is irregular, nothing of what is not; return how many."""
    policy = policy_on(day=local_day(at=now))
    found = 0
    for start in range(0, len(visit_ids), AT_ONCE):
        found += _weigh(visit_ids[start : start + AT_ONCE], policy, now)
    return found


@transaction.atomic
def _weigh(visit_ids: Sequence[int], policy: OversightPolicy, now: datetime) -> int:
    rows = visit_facts(visit_ids=visit_ids, most=policy.normal_run)
    lines = continuity_on(elevator_ids={row.elevator_id for row in rows}, now=now)
    ours = own_outages(now=now)
    looks = []
    for row in rows:
        away = any(begun < (row.signed_at or now) and ended > (row.begun_at or now)
                   for begun, ended in ours)  # fmt: skip
        said = _said(row, lines.get(row.elevator_id), away, now)
        told = irregular(visit=said, policy=policy, now=now)
        if told.signs:
            looks.append(Look(
                pk=row.visit_id, elevator_id=row.elevator_id, firm_id=row.firm_id,
                jurisdiction_id=row.jurisdiction_id, day=_day(row, now),
                counted=row.counted_on is not None,
                codes=[str(sign) for sign, _facts in told.signs],
                facts={str(sign): dict(facts) for sign, facts in told.signs},
                weight=told.weight, edition=policy.edition, looked_at=now,
            ))  # fmt: skip
    Look.objects.filter(pk__in=set(visit_ids) - {look.pk for look in looks}).delete()
    Look.objects.bulk_create(
        looks, update_conflicts=True, unique_fields=["visit"], update_fields=_COLUMNS
    )
    return len(looks)


def _day(row: VisitFacts, now: datetime) -> date:
    late = local_day(at=row.due_at) if row.due_at else local_day(at=now)
    return row.counted_on or row.due_on or late


def _said(row: VisitFacts, line: Continuity | None, ours: bool, now: datetime) -> VisitSaid:
    age = (local_day(at=now) - _day(row, now)).days
    return VisitSaid(
        state=row.state, due_on=row.due_on, due_at=row.due_at, counted_on=row.counted_on,
        confirm_by=row.confirm_by, reasons=row.reasons, score=row.score,
        looks_thin=row.looks_thin, covered=row.covered, rides=row.rides,
        monitored=line is not None and line.days_known >= min(age, MOST_KNOWN) > 0, ours=ours,
        normal_run=row.normal_run,
    )  # fmt: skip


MOST_KNOWN = 30
"""Days that are known of a connection at most. Source: telemetry.queries.Continuity."""


@transaction.atomic
def keep_habits(*, now: datetime) -> int:
    """Count how each firm works this month, in its first days the last one too; safe to repeat."""
    today = local_day(at=now)
    month = today.replace(day=1)
    months = [month]
    if today.day <= _ALSO_LAST_MONTH:
        months.append((month - timedelta(days=1)).replace(day=1))
    rows = []
    for first in months:
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        rows += [
            FirmHabit(
                firm_id=one.firm_id, month=first, visits=one.visits, all_normal=one.all_normal,
                minutes=list(one.minutes), kept_at=now,
            )
            for one in habits_of(first=first, last=min(last, today))
        ]  # fmt: skip
    FirmHabit.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["firm", "month"],
        update_fields=["visits", "all_normal", "minutes", "kept_at"],
    )  # fmt: skip
    return len(rows)
