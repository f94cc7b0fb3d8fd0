"""Tables of policies that an insurer handed in."""

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.insurance.models import PolicyTable, PolicyTableRow
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed


def policy_tables(*, by: Actor) -> QuerySet[PolicyTable]:
    """Return the tables of this actor's insurer, latest first."""
    found = PolicyTable.objects.select_related("file").order_by("-at", "-pk")
    if not may(by=by, deed=Deed.KEEP_INSURANCE):
        return found.none()
    return found.filter(insurer_id=by.organisation_id)


def table_seen(*, table_id: int, by: Actor) -> PolicyTable:
    """Return a table of this actor's insurer. Raises: NotFound."""
    found = policy_tables(by=by).filter(pk=table_id).first()
    if found is None:
        raise NotFound
    return found


def refused_rows(*, table_id: int) -> QuerySet[PolicyTableRow]:
    """Return the rows that were not taken over, as they stand in the file."""
    return PolicyTableRow.objects.filter(table_id=table_id).order_by("line")
