"""With whom somebody has to do: the organisations around the elevators in sight."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.parties.models import Organisation
from hoistway.parties.queries import Reach, every_organisation, in_reach, reach_of
from hoistway.registry.models import Elevator


def organisations_dealt_with(*, by: Actor) -> QuerySet[Organisation]:
    """Return the own organisation and those around the elevators this actor sees, by key.

    Who sees the whole city sees all of them, a bureau also those of its own area.
    """
    rows = every_organisation()
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return rows
    own = Q(pk=by.organisation_id)
    if reach is Reach.NONE:
        return rows.filter(own)
    seen = Elevator.objects.filter(in_reach(by=by))
    around = Q(Exists(seen.filter(firm_id=OuterRef("pk"))))
    around |= Q(Exists(seen.filter(use_unit_id=OuterRef("pk"))))
    if reach is Reach.JURISDICTION:
        own |= Q(jurisdiction_id=by.jurisdiction_id)
    return rows.filter(own | around)
