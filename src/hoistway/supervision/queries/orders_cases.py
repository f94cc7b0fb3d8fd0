"""Questions about cases that were handed to the enforcement team 市局执法总队."""

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.parties.models import Organisation
from hoistway.parties.queries import may, organisations
from hoistway.parties.vocabulary import Deed, JurisdictionKind, OrganisationKind
from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders import orders
from hoistway.supervision.rules.orders import latest_order_policy
from hoistway.supervision.vocabulary import OrderState


def enforcement_team() -> QuerySet[Organisation]:
    """Return the enforcement team: the city's bureau of that name, or every city bureau without."""
    city = organisations(kind=OrganisationKind.BUREAU).filter(
        jurisdiction__kind=JurisdictionKind.CITY
    )
    named = city.filter(name__contains=latest_order_policy().team)
    return named if named.exists() else city


def settles_cases(*, by: Actor) -> bool:
    """Return whether this actor records how cases end: somebody of the enforcement team."""
    if not may(by=by, deed=Deed.SETTLE_CASE):
        return False
    return enforcement_team().filter(pk=by.organisation_id).exists()


def cases(*, by: Actor) -> QuerySet[Order]:
    """Return the visible orders that were handed over, the latest first."""
    return orders(by=by).filter(state=OrderState.TRANSFERRED).order_by("-settled_at", "-pk")
