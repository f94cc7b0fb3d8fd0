"""Filings of elevators in the reach of whoever asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from hoistway.filings.models import ElevatorFiling, Objection
from hoistway.filings.rules.filing import FilingWish
from hoistway.filings.vocabulary import FilingKind, FilingState
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, reach_of, require
from hoistway.parties.vocabulary import Deed

_A_DAY = timedelta(days=1)

OPEN = sorted(str(state) for state in FilingState.open_states())
"""Codes of the states in which somebody still has to act."""

_RELATED = ("elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "firm",
            "jurisdiction", "contract_file")  # fmt: skip


def filings(*, by: Actor) -> QuerySet[ElevatorFiling]:
    """Return the filings of elevators that this actor may see, latest first.

    A firm sees its own, and those of others that claim days which it holds or claims itself; a
    use unit all that speak of its elevators; a bureau those of its jurisdiction.
    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_FILINGS)
    found = ElevatorFiling.objects.filter(seen_by(by=by)).select_related(*_RELATED)
    return found.order_by("-filed_at", "-pk")


def seen_by(*, by: Actor, prefix: str = "") -> Q:
    """Return the condition that keeps filings this actor may see; `prefix` leads to the filing."""
    reach = reach_of(by=by)
    if reach is Reach.USE_UNIT:
        return in_reach(by=by, prefix=f"{prefix}elevator__")
    if reach is Reach.FIRM:
        told = Q(**{f"{prefix}rivals__contains": [by.organisation_id]})
        return in_reach(by=by, prefix=prefix) | told
    return in_reach(by=by, prefix=prefix)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingSearch:
    """What is asked of the filings; an empty field asks nothing.

    `waiting` keeps those that the district has still to check; `complete` those in which the
    machine finds nothing that blocks, or, as False, those in which it does.
    """

    text: str = ""
    kind: FilingKind | None = None
    states: frozenset[FilingState] = frozenset()
    jurisdiction_code: str = ""
    firm_id: int = 0
    elevator_id: int = 0
    waiting: bool = False
    complete: bool | None = None


def found_filings(*, by: Actor, search: FilingSearch) -> QuerySet[ElevatorFiling]:
    """Return the visible filings that fit, latest first. Raises: NotAllowed."""
    found = filings(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(contract_number__icontains=word)
            | Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(firm__name__icontains=word)
        )  # fmt: skip
    asked = {
        "kind": search.kind, "jurisdiction__code": search.jurisdiction_code,
        "firm_id": search.firm_id, "elevator_id": search.elevator_id,
    }  # fmt: skip
    found = found.filter(**{column: value for column, value in asked.items() if value})
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.waiting:
        found = found.filter(state__in=OPEN, checked_at=None)
    if search.complete is not None:
        blocked = Q(faults__contains=[{"blocking": True}])
        found = found.exclude(blocked) if search.complete else found.filter(blocked)
    return found


def filing_seen(*, number: str, by: Actor) -> ElevatorFiling:
    """Return one visible filing. Raises: NotAllowed, NotFound."""
    filing = filings(by=by).filter(number=number).first()
    if filing is None:
        raise NotFound
    return filing


def objections_of(*, filing_ids: Collection[int]) -> QuerySet[Objection]:
    """Return the objections to filings, the first one first; scope was judged by the caller."""
    found = Objection.objects.filter(filing_id__in=filing_ids)
    return found.select_related("organisation", "evidence").order_by("at", "pk")


def wish_of(*, filing: ElevatorFiling) -> FilingWish:
    """Return what a firm filled in, from what is kept of it."""
    last = filing.period.upper
    return FilingWish(
        kind=filing.kind, contract_number=filing.contract_number, first_day=filing.period.lower,
        last_day=None if last is None else last - _A_DAY,
        technicians=tuple(filing.technicians), promise_min=filing.promise_min,
        remark=filing.remark, contract_file_id=filing.contract_file_id,
    )  # fmt: skip
