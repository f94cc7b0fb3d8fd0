"""Visits that fell due, and elevators that stand in time: the rows behind two figures."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.parties.queries import in_reach

_OPEN = sorted(str(state) for state in VisitState.open_states())
_COUNTED = sorted(str(state) for state in VisitState.counted_states())


def fell_due(*, by: Actor, first: date, before: date) -> tuple[QuerySet[Visit], Q]:
    """Return the maintenance visits that fell due on these days, and «left a signed record».

    One that no plan asked for fell due on the day it was done. A visit without a record counts as
    done on paper, or not at all. Source: 286号 二（二）; as `paperless` counts a firm's.
    """
    planned = Q(due_on__gte=first, due_on__lt=before)
    unplanned = Q(due_on=None, counted_on__gte=first, counted_on__lt=before)
    rows = Visit.objects.filter(
        in_reach(by=by, prefix="elevator__"), planned | unplanned, kind=VisitKind.MAINTENANCE,
        state__in=[*_OPEN, *_COUNTED],
    )  # fmt: skip
    return rows.annotate(fell=Coalesce("due_on", "counted_on")), Q(state__in=_COUNTED)


def in_time(*, by: Actor, day: date) -> tuple[QuerySet[Schedule], Q]:
    """Return the elevators in use whose next visit is known, and «that visit is not overdue».

    What is out of use has no visit that is due. Source: TSG T5002-2017 art. 6.
    """
    rows = Schedule.objects.filter(
        in_reach(by=by, prefix="elevator__"), elevator__use_state="in_use",
        elevator__merged_into=None, paused_since=None, next_due_on__isnull=False,
    )  # fmt: skip
    return rows, Q(next_due_on__gte=day)
