"""Take a targeted visit back that is no longer needed."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.maintenance.events import VisitsAssigned
from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary import VisitKind, VisitState


@transaction.atomic
def withdraw_targeted(*, visit_id: int, reason: str, now: datetime) -> bool:
    """Take back a targeted visit that nobody has begun; return whether it was taken back.

    What was begun is finished. The reason stays with the visit. Announces: VisitsAssigned.
    """
    rows = Visit.objects.select_for_update(of=("self",)).filter(
        pk=visit_id, kind=VisitKind.TARGETED, state=VisitState.PLANNED
    )
    visit = rows.first()
    if visit is None:
        return False
    visit.state, visit.void_reason = VisitState.VOID, reason.strip()[:200]
    visit.save(update_fields=["state", "void_reason"])
    if visit.lead_id is not None:
        announce(VisitsAssigned(person_id=visit.lead_id, visit_ids=[visit.pk]))
    touch(f"visits.{visit.firm_id}")
    return True
