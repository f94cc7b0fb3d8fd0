"""Whether somebody was there in time: rescues with the instant by which they had to be."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, DurationField, F, Q, QuerySet, Value
from django.db.models import ExpressionWrapper as Wrapped
from django.db.models.functions import Coalesce

from hoistway.emergency.models import Incident
from hoistway.emergency.queries import incidents
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day

_KEPT = Q(arrived_at__lte=F("due_at"))
_LATE = Q(arrived_at__gt=F("due_at")) | (
    Q(arrived_at__isnull=True)
    & (Q(freed_at__isnull=True) | Q(freed_at__gt=F("due_at")))
    & (Q(closed_at__isnull=True) | Q(closed_at__gt=F("due_at")))
)


def timed(*, rows: QuerySet[Incident], now: datetime) -> tuple[QuerySet[Incident], Q, Q]:
    """Add the instant by which somebody had to be there, and the conditions kept and judged.

    Judged is every true rescue in which somebody arrived or the limit ran out while people still
    waited; whoever was freed before that is in no denominator.
    """
    limit = timedelta(seconds=policy_on(day=local_day(at=now)).arrival_limit_s)
    told = Coalesce("firm_told_at", "opened_at")
    due = Wrapped(told + Value(limit), output_field=DateTimeField())
    took = Wrapped(F("arrived_at") - told, output_field=DurationField())
    real = ~Q(state=IncidentState.FALSE_ALARM)
    late = _LATE & Q(due_at__lt=now)
    rows = rows.filter(drill=False).annotate(due_at=due, took=took)
    return rows, real & _KEPT, real & (_KEPT | late)


def judged(*, by: Actor, first: datetime, now: datetime) -> tuple[QuerySet[Incident], Q]:
    """Return the rescues opened from an instant on that can be judged, and «somebody was there».

    Source: TSG T5002-2017 第五条: 30 minutes in a municipality.
    """
    rows = incidents(by=by).filter(opened_at__gte=first, opened_at__lte=now)
    seen, kept, counted = timed(rows=rows, now=now)
    return seen.filter(counted), Q(arrived_at__isnull=False) & kept
