"""Questions about requests of use units."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.vocabulary import UseRequestKind, UseRequestState
from hoistway.parties.queries import Reach, in_reach, reach_of
from hoistway.registry.queries import suspended_elevators

_OPEN = sorted(str(state) for state in UseRequestState.open_states())
_RELATED = ("elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "use_unit",
            "jurisdiction")  # fmt: skip


def requests(*, by: Actor) -> QuerySet[UseRequest]:
    """Return the requests this actor may see, latest first.

    A use unit also sees what it filed for an elevator that has since gone to another unit.
    """
    seen = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.USE_UNIT:
        seen |= Q(use_unit_id=by.organisation_id)
    found = UseRequest.objects.filter(seen).select_related(*_RELATED)
    return found.order_by("-filed_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSearch:
    """What is asked of the requests; an empty field asks nothing."""

    text: str = ""
    kind: UseRequestKind | None = None
    states: frozenset[UseRequestState] = frozenset()
    jurisdiction_code: str = ""
    elevator_id: int = 0


def found_requests(*, by: Actor, search: RequestSearch) -> QuerySet[UseRequest]:
    """Return the visible requests that fit, latest first."""
    found = requests(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(elevator__register_number__icontains=word)
            | Q(elevator__address__icontains=word) | Q(elevator__name__icontains=word)
            | Q(use_unit__name__icontains=word)
        )  # fmt: skip
    if search.kind:
        found = found.filter(kind=search.kind)
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.jurisdiction_code:
        found = found.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    return found.filter(elevator_id=search.elevator_id) if search.elevator_id else found


def request_seen(*, number: str, by: Actor) -> UseRequest:
    """Return one visible request. Raises: NotFound."""
    request = requests(by=by).filter(number=number).first()
    if request is None:
        raise NotFound
    return request


def open_request(*, elevator_id: int) -> UseRequest | None:
    """Return the request that still waits for an elevator; scope was judged by the caller."""
    return UseRequest.objects.filter(elevator_id=elevator_id, state__in=_OPEN).first()


def due_requests(*, on: date) -> list[int]:
    """Return the confirmed requests whose day has come (partial index), the earliest first."""
    found = UseRequest.objects.filter(state=UseRequestState.CONFIRMED, effective_on__lte=on)
    return list(found.order_by("effective_on", "pk").values_list("pk", flat=True))


def waiting_count(*, by: Actor) -> int:
    """Return how many visible requests wait to be checked."""
    return requests(by=by).filter(state=UseRequestState.FILED).count()


def in_force(*, elevator_ids: list[int]) -> QuerySet[UseRequest]:
    """Return what has come into force for these elevators, in that order."""
    found = UseRequest.objects.filter(elevator_id__in=elevator_ids, state=UseRequestState.IN_FORCE)
    return found.select_related("use_unit").order_by("in_force_at", "pk")


def suspended_since(*, elevator_ids: list[int]) -> dict[int, datetime]:
    """Return since when elevators are out of use by their unit's request, where one says so."""
    since: dict[int, datetime] = {}
    for request in in_force(elevator_ids=elevator_ids):
        if request.kind is UseRequestKind.SUSPEND and request.in_force_at:
            since[request.elevator_id] = request.in_force_at
        elif request.kind in {UseRequestKind.RESUME, UseRequestKind.SCRAP}:
            since.pop(request.elevator_id, None)
    return since


def out_of_use_since(*, elevator_id: int) -> date | None:
    """Return the day since which an elevator is out of use, None where nobody can tell.

    Its unit's request says so first, else the claim by which the register holds it suspended.
    """
    claimed = suspended_elevators(elevator_ids=[elevator_id])
    if elevator_id not in claimed:
        return None
    asked = suspended_since(elevator_ids=[elevator_id]).get(elevator_id)
    since = asked or claimed[elevator_id]
    return local_day(at=since) if since else None
