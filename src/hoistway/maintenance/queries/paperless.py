"""Of the visits that fell due, how many left a record in the app or in a connected system."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import VisitKind, VisitState

_OPEN = sorted(str(state) for state in VisitState.open_states())
_COUNTED = sorted(str(state) for state in VisitState.counted_states())

LONGEST_LOOK = 365
"""Days looked back at most. Chosen: a year, after which a way of working is another one."""


@dataclass(frozen=True, slots=True)
class Paperless:
    """Visits that fell due from a day on, and those of them that are on record; None: no visit."""

    due: int
    recorded: int
    since: date | None


def paperless(*, firm_id: int, day: date, days: int, least: int) -> Paperless:
    """Return how a firm's visits due before a day were recorded; one query.

    It looks back over these days, and further, up to a year, until at least so many visits fell
    due. A visit without a signed record counts as done on paper, or not at all.
    Source: 286号 附件2 二 2.
    """
    rows = (
        _fallen(first=day - timedelta(days=LONGEST_LOOK), last=day - timedelta(days=1))
        .filter(firm_id=firm_id)
        .values("fell")
        .annotate(due=Count("pk"), recorded=Count("pk", filter=Q(state__in=_COUNTED)))
        .order_by("-fell")
    )  # fmt: skip
    found = Paperless(0, 0, None)
    first = day - timedelta(days=days)
    for row in rows:
        if row["fell"] < first and found.due >= least:
            break
        found = Paperless(found.due + row["due"], found.recorded + row["recorded"], row["fell"])
    return found


def paperless_by_area(*, first: date, last: date) -> dict[tuple[int, int], Paperless]:
    """Return the visits that fell due in these days by firm and area of the elevator; one query.

    Source: 286号 二（二）, 三（二）.
    """
    pair = "firm_id", "elevator__jurisdiction_id"
    told = _fallen(first=first, last=last).values_list(*pair).annotate(
        due=Count("pk"), recorded=Count("pk", filter=Q(state__in=_COUNTED))
    )  # fmt: skip
    return {(firm, area): Paperless(due, done, first) for firm, area, due, done in told.order_by()}


def fallen_without_record(
    *, firm_id: int, first: date, last: date, most: int
) -> list[tuple[str, date]]:
    """Return register number and last day of a firm's visits that fell due without a record.

    Source: 286号 附件2 二 2.
    """
    rows = _fallen(first=first, last=last).filter(firm_id=firm_id, state__in=_OPEN)
    told = rows.order_by("fell", "pk").values_list("elevator__register_number", "fell")
    return list(told[:most])


def _fallen(*, first: date, last: date) -> QuerySet[Any]:
    """Return the visits that fell due in these days, or were done in them without a last day."""
    found = Visit.objects.filter(
        Q(state__in=_COUNTED) | Q(state__in=_OPEN, due_on__isnull=False),
        kind=VisitKind.MAINTENANCE,
    ).annotate(fell=Coalesce("due_on", "counted_on"))  # fmt: skip
    return found.filter(fell__gte=first, fell__lte=last)
