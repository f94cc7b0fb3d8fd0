"""The days of elevators as the tables hold them."""

from collections import defaultdict
from collections.abc import Collection

from hoistway.filings.models import Responsibility
from hoistway.filings.rules.holding import Days, Held, in_order
from hoistway.foundation.among import among


def held(*, row: Responsibility) -> Held:
    """Return a row as judgement sees it."""
    return Held(
        since=row.period.lower, until=row.period.upper, firm_id=row.firm_id,
        filing_id=row.filing_id,
    )  # fmt: skip


def days_by_elevator(*, elevator_ids: Collection[int]) -> dict[int, Days]:
    """Return who answers for these very rows of the register on which days, in one query."""
    found: dict[int, list[Held]] = defaultdict(list)
    rows = Responsibility.objects.filter(among("elevator_id", elevator_ids)).order_by("pk")
    for key, period, firm_id, filing_id in rows.values_list(
        "elevator_id", "period", "firm_id", "filing_id"
    ):
        found[key].append(
            Held(since=period.lower, until=period.upper, firm_id=firm_id, filing_id=filing_id)
        )
    return {key: in_order(days=found[key]) for key in elevator_ids}
