"""Questions about who was urged when about what."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, QuerySet

from hoistway.filings.models import Urging
from hoistway.filings.vocabulary import UrgeReason
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, reach_of, require
from hoistway.parties.vocabulary import Deed


def urgings(*, by: Actor) -> QuerySet[Urging]:
    """Return what was urged in the sight of those who check, latest first. Raises: NotAllowed."""
    require(by=by, deed=Deed.CHECK_FILING)
    found = Urging.objects.select_related("organisation", "jurisdiction")
    if reach_of(by=by) is not Reach.ALL:
        found = found.filter(jurisdiction_id=by.jurisdiction_id)
    return found.order_by("-at", "-pk")


def last_urged(
    *, by: Actor, organisation_ids: Iterable[int]
) -> dict[tuple[int, UrgeReason], datetime]:
    """Return when these organisations were last urged about each reason; one query."""
    mine = urgings(by=by).filter(organisation_id__in=list(organisation_ids)).order_by()
    rows = mine.values_list("organisation_id", "reason").annotate(last=Max("at"))
    return {(whom, UrgeReason(reason)): at for whom, reason, at in rows}
