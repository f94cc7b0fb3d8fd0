"""What checks found at elevators."""

from collections.abc import Collection

from hoistway.supervision.models import Finding
from hoistway.supervision.queries.checks import FINISHED


def findings_on(*, elevator_ids: Collection[int]) -> dict[int, list[Finding]]:
    """Return what finished checks found at these elevators, latest first; one query.

    Whether an order on a finding is closed is the order's to say.
    """
    found: dict[int, list[Finding]] = {key: [] for key in elevator_ids}
    rows = Finding.objects.filter(elevator_id__in=elevator_ids, check_made__state__in=FINISHED)
    for row in rows.select_related("check_made").order_by("-at", "-pk"):
        found[row.elevator_id or 0].append(row)
    return found
