"""People leave a firm: what was planned for them waits for somebody else."""

from collections.abc import Collection

from django.db import transaction

from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.vocabulary import VisitState


@transaction.atomic
def release_visits(*, firm_id: int, person_ids: Collection[int]) -> int:
    """Take planned visits from people who left a firm and return how many.

    They stand among those without a technician. What such a person has begun stands as it is.
    """
    Schedule.objects.filter(firm_id=firm_id, technician_id__in=person_ids).update(technician=None)
    rows = Visit.objects.filter(
        firm_id=firm_id, lead_id__in=person_ids, state=VisitState.PLANNED
    )  # fmt: skip
    return rows.update(lead=None, planned_on=None, place_in_route=None)
