"""Keep the figures of the present day; a past day is never counted anew."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.reform.models import DistrictFigure
from hoistway.reform.queries import districts_counted, policy_for


@transaction.atomic
def keep_figures(*, now: datetime) -> int:
    """Count every figure of every district and keep it as that of the present day.

    The day's last count stands. A day that was missed stays missing: what was then can no longer
    be counted. Returns how many figures are kept.
    """
    day = local_day(at=now)
    told = districts_counted(policy=policy_for(day=day), at=now)
    rows = [
        DistrictFigure(
            jurisdiction_id=key, day=day, figure=figure, part=part, whole=whole, counted_at=now
        )
        for (key, figure), (part, whole) in told.items()
    ]
    DistrictFigure.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["jurisdiction", "figure", "day"],
        update_fields=["part", "whole", "counted_at"],
    )  # fmt: skip
    touch("reform")
    return len(rows)


def recount(*, now: datetime, by: Actor) -> int:
    """Count the present day now, for whoever wants no older figures. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_REFORM)
    return keep_figures(now=now)
