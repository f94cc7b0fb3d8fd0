"""What a firm's platforms and devices sent: how far their clocks are off, and what was refused."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Sum

from hoistway.foundation.periods import local_day
from hoistway.telemetry.models import Feed, Presence, Refused, RefusedCount


def clock_skews(*, elevator_ids: Sequence[int]) -> list[int]:
    """Return by how many milliseconds the device of each elevator is off, those ever heard."""
    rows = Presence.objects.filter(pk__in=list(elevator_ids)).order_by("pk")
    return list(rows.values_list("clock_skew_ms", flat=True))


def refused_of(*, organisation_id: int, since: datetime, most: int) -> tuple[list[Refused], int]:
    """Return what was refused of an organisation's feeds, the latest first, and how much in all."""
    names = list(
        Feed.objects.filter(organisation_id=organisation_id)
        .order_by("name")
        .values_list("name", flat=True)
    )
    rows = Refused.objects.filter(source__in=names, at__gte=since).order_by("-at", "-pk")
    counts = RefusedCount.objects.filter(source__in=names, day__gte=local_day(at=since))
    total = counts.aggregate(total=Sum("count"))["total"]
    return list(rows[:most]), int(total or 0)
