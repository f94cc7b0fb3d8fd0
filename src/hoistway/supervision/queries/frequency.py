"""Questions about how often firms are looked at: facts, the present answer, what it brought."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.among import among
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.queries.paperless import Paperless, paperless_by_area
from hoistway.parties.models import Organisation
from hoistway.parties.queries import Reach, firms, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState
from hoistway.supervision.models import FirmFrequency, FirmGrade, FrequencyStep, Order
from hoistway.supervision.queries.orders import midnight
from hoistway.supervision.queries.oversight import IrregularShare, irregular_share
from hoistway.supervision.rules.frequency import (
    FirmFacts,
    FrequencyPolicy,
    band_now,
    frequency_policy_on,
)
from hoistway.supervision.vocabulary import FrequencyBand, OrderState

__all__ = [
    "Area", "FrequencySearch", "firm_facts", "firm_looked_at", "fleets_by_area",
    "found_frequencies", "frequencies", "frequency_policy_on", "grades_taken", "standing_band",
    "steps_of_firm",
]  # fmt: skip

Area = tuple[int, int]
"""A firm and an area, by their keys."""


def grades_taken(*, organisation_ids: Collection[int]) -> dict[int, tuple[str, str, date]]:
    """Return grade, round and first day of what credit handed over last for each firm; one query.

    A firm whose grade was taken away has an empty one.
    """
    rows = FirmGrade.objects.filter(among("organisation_id", organisation_ids))
    latest = rows.order_by("organisation_id", "-taken_at", "-pk").distinct("organisation_id")
    told = latest.values_list("organisation_id", "grade", "round_number", "since")
    return {key: (grade, number, since) for key, grade, number, since in told}


def fleets_by_area() -> dict[Area, int]:
    """Return how many elevators in use each firm maintains in each area; one query."""
    rows = elevators(by=PLATFORM).filter(use_state=UseState.IN_USE, firm__isnull=False)
    told = rows.order_by().values_list("firm_id", "jurisdiction_id").annotate(n=Count("pk"))
    return {(firm, area): count for firm, area, count in told}


def firm_facts(*, day: date, policy: FrequencyPolicy) -> dict[Area, FirmFacts]:
    """Return what is known of each firm in each area on a day; five queries, whatever the size.

    Where an area alone has too few visits, the firm's work in the whole city stands for it.
    """
    fleets = fleets_by_area()
    first, last = day - timedelta(days=policy.window_days), day - timedelta(days=1)
    recorded = paperless_by_area(first=first, last=last)
    whole: dict[int, Paperless] = {}
    for (firm, _area), one in recorded.items():
        before = whole.get(firm, Paperless(0, 0, None))
        whole[firm] = Paperless(before.due + one.due, before.recorded + one.recorded, None)
    keys = sorted({firm for firm, _area in fleets})
    odd = irregular_share(organisation_ids=None, first=first, last=last)
    grades = grades_taken(organisation_ids=keys)
    orders = _orders(first=day - timedelta(days=policy.order_days), last=last)
    found = {}
    for (firm, area), count in fleets.items():
        own = recorded.get((firm, area), Paperless(0, 0, None))
        if own.due < policy.least_visits:
            own = whole.get(firm, own)
        found[firm, area] = _facts(count, own, odd.get(firm), grades.get(firm), orders.get(firm, 0))
    return found


def _facts(
    elevators: int, visits: Paperless, odd: IrregularShare | None,
    grade: tuple[str, str, date] | None, orders: int,
) -> FirmFacts:  # fmt: skip
    return FirmFacts(
        elevators=elevators, due=visits.due, recorded=visits.recorded,
        weighed=odd.visits if odd else 0, irregular=odd.irregular if odd else 0,
        grade=grade[0] if grade else "", orders=orders,
    )  # fmt: skip


def _orders(*, first: date, last: date) -> Mapping[int, int]:
    rows = Order.objects.filter(
        served_at__gte=midnight(day=first), served_at__lt=midnight(day=last + timedelta(days=1))
    )
    rows = rows.exclude(state=OrderState.REVOKED)
    return dict(rows.order_by().values_list("organisation_id").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencySearch:
    """What is asked of the firms; an empty field asks nothing."""

    text: str = ""
    band: FrequencyBand | None = None
    jurisdiction_code: str = ""


def frequencies(*, by: Actor) -> QuerySet[FirmFrequency]:
    """Return how often firms are looked at in the actor's area, whose turn is first first.

    A firm sees its own. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_CHECKS)
    rows = FirmFrequency.objects.select_related("organisation", "jurisdiction")
    rows = rows.order_by("-priority", "pk")
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return rows
    if reach is Reach.JURISDICTION:
        return rows.filter(jurisdiction_id=by.jurisdiction_id)
    return rows.filter(organisation_id=by.organisation_id)


def found_frequencies(*, by: Actor, search: FrequencySearch, day: date) -> QuerySet[FirmFrequency]:
    """Return the visible rows that fit. Raises: NotAllowed."""
    found = frequencies(by=by)
    for word in search.text.split():
        found = found.filter(organisation__name__icontains=word)
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    if search.band is not None:
        holds = Q(chosen_until__gte=day) & ~Q(chosen="")
        found = found.filter((holds & Q(chosen=search.band)) | (~holds & Q(band=search.band)))
    return found


def standing_band(*, row: FirmFrequency, day: date) -> FrequencyBand:
    """Return which band holds for a firm on a day."""
    chosen = FrequencyBand(row.chosen) if row.chosen else None
    return band_now(band=row.band, chosen=chosen, until=row.chosen_until, day=day)


def firm_looked_at(*, by: Actor, firm_id: int) -> Organisation:
    """Return a firm that maintains something in the actor's sight. Raises: NotAllowed, NotFound."""
    require(by=by, deed=Deed.SEE_CHECKS)
    found = firms().filter(pk=firm_id).first()
    if found is None:
        raise NotFound
    if reach_of(by=by) is Reach.ALL or frequencies(by=by).filter(organisation_id=firm_id).exists():
        return found
    if not elevators(by=by).filter(firm_id=firm_id).exists():
        raise NotFound
    return found


def steps_of_firm(*, firm_id: int, by: Actor) -> QuerySet[FrequencyStep]:
    """Return how a firm's frequency changed in the actor's areas, latest first."""
    rows = FrequencyStep.objects.filter(organisation_id=firm_id).select_related("jurisdiction")
    if reach_of(by=by) is Reach.JURISDICTION:
        rows = rows.filter(jurisdiction_id=by.jurisdiction_id)
    return rows.order_by("-at", "-pk")
