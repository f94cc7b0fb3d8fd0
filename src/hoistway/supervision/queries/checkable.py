"""Whom a regulator may check: those of the own area."""

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.models import Organisation
from hoistway.parties.queries import firms, organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.queries import elevators


class NotAnOrganisation(Refusal):
    """Raised when a check names nobody of the area."""

    code = "nobody_to_check"
    zh = "请选择本辖区的使用单位或维保单位。"
    en = "Choose a use unit or a firm of your area."
    status = 422


def checkable(*, by: Actor) -> QuerySet[Organisation]:
    """Return the use units and firms that have an elevator in the actor's area, or reside there."""
    used = elevators(by=by).order_by()
    units = organisations(kind=OrganisationKind.USE_UNIT).filter(
        pk__in=used.filter(use_unit__isnull=False).values("use_unit_id")
    )
    kept = used.filter(firm__isnull=False).values("firm_id")
    bodies = firms().filter(Q(jurisdiction_id=by.jurisdiction_id) | Q(pk__in=kept))
    return (units | bodies).order_by("kind", "name", "pk")


def checkable_one(*, by: Actor, organisation_id: int) -> int:
    """Return the key of an organisation that the actor may check. Raises: NotAnOrganisation."""
    if not checkable(by=by).filter(pk=organisation_id).exists():
        raise NotAnOrganisation
    return organisation_id
