"""Take a visit back that is no longer needed."""

from datetime import datetime

from hoistway.maintenance.actions import withdraw_targeted
from hoistway.monitoring.models import Deviation
from hoistway.monitoring.vocabulary import DeviationState


def take_back_visit(*, deviation: Deviation, reason: str, now: datetime) -> bool:
    """Withdraw the visit of a deviation, unless it was begun or looks at something else too."""
    if deviation.visit_id is None:
        return False
    others = Deviation.objects.filter(
        visit_id=deviation.visit_id, state=DeviationState.ORDERED
    ).exclude(pk=deviation.pk)
    if others.exists():
        return False
    return withdraw_targeted(visit_id=deviation.visit_id, reason=reason, now=now)
