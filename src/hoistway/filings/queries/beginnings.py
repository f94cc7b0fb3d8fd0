"""Since when firms answer for elevators, as far as filings say."""

from collections.abc import Collection
from datetime import date

from django.db.models import Min
from django.db.models.functions import Lower

from hoistway.filings.models import Responsibility


def first_days(*, firm_ids: Collection[int] | None = None) -> dict[tuple[int, str], date]:
    """Return the first day of each firm for each kind of elevator; of all firms without keys.

    Keys are firm and code of the kind; one grouped query.
    """
    rows = Responsibility.objects.order_by()
    if firm_ids is not None:
        rows = rows.filter(firm_id__in=firm_ids)
    grouped = rows.values_list("firm_id", "elevator__kind").annotate(first=Min(Lower("period")))
    return {(firm, str(kind)): first for firm, kind, first in grouped if first is not None}
