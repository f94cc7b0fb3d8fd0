"""Which faults count, elevator by elevator: no false ones, none proven to come from outside."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import Q

from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultCause, FaultState
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI


def counted_since(*, elevator_ids: Collection[int], since: date) -> list[tuple[int, datetime]]:
    """Return elevator and beginning of each counted fault from a day on, by time; one query.

    Scope was judged by the caller.
    """
    outside = Q(cause=FaultCause.OUTSIDE, verified=True)
    rows = Fault.objects.filter(
        ~outside, among("elevator_id", elevator_ids),
        began_at__gte=datetime.combine(since, time(), SHANGHAI),
    ).exclude(state=FaultState.FALSE)  # fmt: skip
    return list(rows.order_by("began_at", "pk").values_list("elevator_id", "began_at"))
