"""The public keys by which technicians sign."""

from datetime import datetime

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import PhoneKey
from hoistway.parties.queries import may, members, require
from hoistway.parties.vocabulary import Deed, RoleKind


def signing_keys(*, now: datetime, by: Actor) -> QuerySet[PhoneKey]:
    """Return the keys of the firm's technicians for its office, the own ones for a technician.

    The newest first. Raises: NotAllowed.
    """
    rows = PhoneKey.objects.order_by("-pk")
    if may(by=by, deed=Deed.PLAN_MAINTENANCE):
        staff = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
        return rows.filter(person_id__in=staff.order_by().values("person_id"))
    require(by=by, deed=Deed.DO_MAINTENANCE)
    return rows.filter(person_id=by.person_id)
