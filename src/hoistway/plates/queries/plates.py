"""Plates in lists: whose they are to see, their life, what waits to be put up, what is doubted."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import in_reach
from hoistway.plates.models import Plate, PlateEntry, Posting, Suspicion
from hoistway.plates.rules.token import normal_code
from hoistway.plates.vocabulary import PlateState, SuspicionKind, SuspicionState

_ON_ELEVATOR = ("elevator__jurisdiction", "elevator__firm", "elevator__use_unit")
_LIVE = Q(elevator__merged_into=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateSearch:
    """What is asked of the plates; empty asks nothing."""

    text: str = ""
    states: frozenset[PlateState] = frozenset()
    jurisdiction_code: str = ""
    street: str = ""
    firm: str = ""


def plates(*, by: Actor) -> QuerySet[Plate]:
    """Return the plates of the elevators that this actor may see, the newest first."""
    mine = Plate.objects.filter(in_reach(by=by, prefix="elevator__"))
    return mine.select_related(*_ON_ELEVATOR).order_by("-pk")


def found_plates(*, by: Actor, search: PlateSearch) -> QuerySet[Plate]:
    """Return the visible plates that fit a search."""
    found = plates(by=by)
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.jurisdiction_code:
        found = found.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    if search.street:
        found = found.filter(elevator__street=search.street)
    if search.firm:
        found = found.filter(elevator__firm__name__icontains=search.firm)
    if search.text:
        words = search.text.strip()
        found = found.filter(
            Q(code=normal_code(typed=words)) | Q(rescue_number=normal_code(typed=words))
            | Q(elevator__register_number__startswith=words)
            | Q(elevator__address__icontains=words) | Q(elevator__estate__icontains=words)
            | Q(elevator__name__icontains=words)
        )  # fmt: skip
    return found


def plates_to_post(*, by: Actor) -> QuerySet[Plate]:
    """Return the visible plates that wait to be put up, by estate and elevator."""
    states = sorted(str(state) for state in PlateState.in_stock())
    waiting = plates(by=by).filter(_LIVE, state__in=states)
    return waiting.exclude(elevator__use_state="scrapped").order_by(
        "elevator__estate", "elevator__address", "elevator__name", "pk"
    )


def plate_seen(*, code: str, by: Actor) -> Plate:
    """Return a plate by its code.

    Raises: NotFound where it does not exist or is out of the actor's reach.
    """
    found = plates(by=by).filter(code=normal_code(typed=code)).first()
    if found is None:
        raise NotFound
    return found


def plates_of(*, elevator_id: int) -> list[Plate]:
    """Return all plates that an elevator ever had, the newest first; scope was judged before."""
    return list(Plate.objects.filter(elevator_id=elevator_id).order_by("-pk"))


def life_of(*, plate_id: int) -> list[PlateEntry]:
    """Return the steps of a plate in order."""
    return list(PlateEntry.objects.filter(plate_id=plate_id).order_by("at", "pk"))


def postings_of(*, plate_id: int) -> list[Posting]:
    """Return the postings of a plate, the newest first."""
    rows = Posting.objects.filter(plate_id=plate_id).select_related("photo", "organisation")
    return list(rows.order_by("-posted_at", "-pk"))


def posting_seen(*, posting_id: int, by: Actor) -> Posting:
    """Return one posting.

    Raises: NotFound where it does not exist or is out of the actor's reach.
    """
    mine = Posting.objects.filter(in_reach(by=by, prefix="plate__elevator__"), pk=posting_id)
    found = mine.select_related("photo", "plate").first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionSearch:
    """What is asked of the suspicions; empty asks nothing."""

    text: str = ""
    kind: SuspicionKind | None = None
    state: SuspicionState | None = None
    jurisdiction_code: str = ""


def suspicions(*, by: Actor, search: SuspicionSearch | None = None) -> QuerySet[Suspicion]:
    """Return the visible suspicions that fit a search, the newest first."""
    asked = search or SuspicionSearch()
    found = Suspicion.objects.filter(in_reach(by=by, prefix="plate__elevator__"))
    if asked.kind is not None:
        found = found.filter(kind=asked.kind)
    if asked.state is not None:
        found = found.filter(state=asked.state)
    if asked.jurisdiction_code:
        found = found.filter(plate__elevator__jurisdiction__code=asked.jurisdiction_code)
    if asked.text:
        found = found.filter(
            Q(plate__code=normal_code(typed=asked.text))
            | Q(plate__rescue_number=normal_code(typed=asked.text))
            | Q(plate__elevator__address__icontains=asked.text)
            | Q(plate__elevator__estate__icontains=asked.text)
        )
    on_elevator = [f"plate__{name}" for name in _ON_ELEVATOR]
    return found.select_related("posting__photo", *on_elevator).order_by("-at", "-pk")


def suspicions_of(*, plate_id: int) -> list[Suspicion]:
    """Return the suspicions about a plate, the newest first."""
    rows = Suspicion.objects.filter(plate_id=plate_id).select_related("posting")
    return list(rows.order_by("-at", "-pk"))
