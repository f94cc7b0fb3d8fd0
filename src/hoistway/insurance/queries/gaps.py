"""Elevators whose cover runs out, has run out, or never was."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import DateField, F, Q, QuerySet
from django.db.models.expressions import RawSQL

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.insurance.models import Cover
from hoistway.insurance.rules.policy import policy_on
from hoistway.insurance.vocabulary import CoverStanding
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

_UNTIL = """
    SELECT max(upper(run)) FROM (
        SELECT unnest(range_agg(period)) AS run FROM insurance_cover
        WHERE insurance_cover.elevator_id = registry_elevator.id
    ) AS runs WHERE lower(run) <= %s
"""
"""The day after the last stretch of cover that has begun: range_agg joins what follows without a
gap. One look into the index `cover_by_elevator` for each elevator (EXPLAIN: 6 µs each)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSearch:
    """What is asked of the gaps; an empty field asks nothing."""

    text: str = ""
    standing: CoverStanding | None = None
    jurisdiction_code: str = ""


def gaps(*, by: Actor, day: date, search: GapSearch) -> QuerySet["Elevator"]:
    """Return visible elevators in use that are not covered, or not for long; `covered_until`.

    `covered_until` is the first day without cover, None where there never was any; what lapses
    first stands first, never insured last. An insurer reads those of its own policies.
    """
    if not may(by=by, deed=Deed.SEE_INSURANCE):
        return elevators(by=by).none()
    until = RawSQL(_UNTIL, [day], DateField(null=True))  # noqa: S611 -- our own statement
    found = _seen(by).filter(use_state=UseState.IN_USE).annotate(covered_until=until)
    found = found.filter(_of(search.standing, day))
    for word in search.text.split():
        found = found.filter(
            Q(register_number__icontains=word) | Q(address__icontains=word)
            | Q(name__icontains=word) | Q(use_unit__name__icontains=word)
            | Q(firm__name__icontains=word)
        )  # fmt: skip
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    related = found.select_related("jurisdiction", "use_unit", "firm")
    return related.order_by(F("covered_until").asc(nulls_last=True), "pk")


def uncovered_count(*, by: Actor, day: date) -> tuple[int, int]:
    """Return how many visible elevators' cover runs out soon, and how many have lost it."""
    ending = gaps(by=by, day=day, search=GapSearch(standing=CoverStanding.ENDING))
    lapsed = gaps(by=by, day=day, search=GapSearch(standing=CoverStanding.LAPSED))
    return ending.count(), lapsed.count()


def _seen(by: Actor) -> QuerySet["Elevator"]:
    if may(by=by, deed=Deed.KEEP_INSURANCE) and by.organisation_id:
        own = Cover.objects.filter(policy__insurer_id=by.organisation_id)
        return elevators(by=PLATFORM).filter(pk__in=own.values("elevator_id"))
    return elevators(by=by)


def _of(asked: CoverStanding | None, day: date) -> Q:
    soon = day + timedelta(days=max(policy_on(day=day).warn_days) + 1)
    never = Q(covered_until=None)
    lapsed = Q(covered_until__lte=day)
    ending = Q(covered_until__gt=day, covered_until__lte=soon)
    return {
        CoverStanding.NEVER: never, CoverStanding.LAPSED: lapsed, CoverStanding.ENDING: ending,
        CoverStanding.COVERED: Q(covered_until__gt=soon), None: never | lapsed | ending,
    }[asked]  # fmt: skip
