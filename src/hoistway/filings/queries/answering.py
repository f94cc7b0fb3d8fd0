"""Since when firms answer for many elevators, and whom their filings name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hoistway.filings.models import Responsibility
from hoistway.foundation.among import among


@dataclass(frozen=True, slots=True)
class Answering:
    """Which firm answers since when, with the technicians whom its filing names."""

    firm_id: int
    since: date
    technicians: tuple[int, ...]


def answering_on(*, elevator_ids: Collection[int], day: date) -> dict[int, Answering]:
    """Return by elevator who answers by a checked filing on a day; one query."""
    rows = Responsibility.objects.filter(among("elevator_id", elevator_ids), period__contains=day)
    columns = rows.order_by("pk").values_list(
        "elevator_id", "firm_id", "period", "filing__technicians"
    )
    return {
        key: Answering(firm, period.lower, tuple(people)) for key, firm, period, people in columns
    }
