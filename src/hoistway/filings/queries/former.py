"""Who answered for elevators before the firm of today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from hoistway.filings.models import Responsibility
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach


@dataclass(frozen=True, slots=True)
class FormerDays:
    """Days on which another firm than today's answered for an elevator; `until` is not one."""

    elevator_id: int
    firm_id: int
    firm_now_id: int
    since: date
    until: date


def former_days(*, by: Actor, first: date, until: date) -> Iterator[FormerDays]:
    """Return the stretches of a period in which a firm answered that the register names no more."""
    rows = Responsibility.objects.filter(
        in_reach(by=by, prefix="elevator__"), period__overlap=(first, until)
    ).exclude(firm_id=F("elevator__firm_id"))  # fmt: skip
    columns = rows.values_list("elevator_id", "firm_id", "elevator__firm_id", "period")
    for elevator_id, firm_id, firm_now, period in columns.iterator(chunk_size=2_000):
        yield FormerDays(
            elevator_id, firm_id, firm_now or 0, max(period.lower, first),
            min(period.upper or until, until),
        )  # fmt: skip
