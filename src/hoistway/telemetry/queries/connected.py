"""How many elevators of each area are connected."""

from datetime import datetime

from django.db.models import Count, Q

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach
from hoistway.telemetry.models import Presence
from hoistway.telemetry.rules.presence import SHANGHAI


def connected_by_area(*, by: Actor, now: datetime) -> dict[int, tuple[int, int]]:
    """Return by key of the area how many elevators were ever heard, and how many are not offline.

    Elevators that are scrapped do not count; one query.
    """
    heard = Q(last_seen__gte=now - SHANGHAI.offline_after)
    rows = Presence.objects.filter(in_reach(by=by, prefix="elevator__"))
    told = rows.exclude(elevator__use_state="scrapped").values_list("elevator__jurisdiction_id")
    counted = told.annotate(ever=Count("pk"), live=Count("pk", filter=heard)).order_by()
    return {area: (ever, live) for area, ever, live in counted}
