"""Find elevators among hundreds of thousands, by any piece of what they are called."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, in_reach, jurisdictions, reach_of
from hoistway.registry.models import Elevator, SearchEntry
from hoistway.registry.rules.grams import folded, needed
from hoistway.registry.vocabulary import ElevatorKind, UseState

PAGE_ROWS = 50
"""Rows of one page of a list. Chosen: two screens of dense rows."""

MOST_HITS = 2_000
"""Hits of words that are put in order. Chosen: nobody reads forty pages; more words find it."""

MOST_COUNTED = 20_000
"""Rows counted for a list without words. Chosen: a district is counted to the last, in 10 ms."""

Place = tuple[str, int]
"""Where an elevator stands in the order of all: sort key, then key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorSearch:
    """What is asked of the register; an empty field asks nothing.

    `also` is a further condition on columns of `Elevator`, each led by `elevator__`.
    """

    text: str = ""
    kind: ElevatorKind | None = None
    state: UseState | None = None
    jurisdiction_code: str = ""
    street: str = ""
    organisation_ids: frozenset[int] | None = None
    also: Q | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Which page of a list: what follows an elevator, or what comes before one; neither: first."""

    after: int = 0
    before: int = 0


FIRST_PAGE = Turn()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundElevators:
    """One page of a list; `previous` and `next` say how to turn it, None at its ends."""

    elevators: list[Elevator]
    count: int
    uncounted: bool
    previous: Turn | None
    next: Turn | None


def unlisted_elevators(*, most: int) -> list[int]:
    """Return elevators that no search can find yet, by key."""
    listed = SearchEntry.objects.filter(elevator_id=OuterRef("pk"))
    rows = Elevator.objects.filter(~Exists(listed), merged_into__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def fitting(*, by: Actor, search: ElevatorSearch) -> QuerySet[SearchEntry]:
    """Return the entries of all visible elevators that fit, in order, however many they are."""
    return _fitting(by, search).order_by("sort_key", "elevator_id")


def find_elevators(
    *, by: Actor, search: ElevatorSearch, turn: Turn = FIRST_PAGE, rows: int = PAGE_ROWS
) -> FoundElevators:
    """Return a page of the visible elevators that fit, ordered as their addresses are read.

    Words are counted and ordered up to `MOST_HITS`; beyond that the first ones met are shown.
    """
    if _words(search):
        return _among_hits(by, search, turn, rows)
    if search.text.strip():
        return FoundElevators(elevators=[], count=0, uncounted=False, previous=None, next=None)
    return _along_the_list(by, search, turn, rows)


def loaded(*, ids: list[int]) -> list[Elevator]:
    """Return these elevators with jurisdiction and organisations, in the order of the keys."""
    related = Elevator.objects.select_related("jurisdiction", "use_unit", "firm")
    found = related.in_bulk(ids)
    return [found[key] for key in ids if key in found]


def _words(search: ElevatorSearch) -> list[str]:
    folds = (folded(text=word) for word in search.text.split())
    return [word for word in folds if word]


def _fitting(by: Actor, search: ElevatorSearch) -> QuerySet[SearchEntry]:
    asked = {
        "elevator__kind": search.kind, "elevator__use_state": search.state,
        "elevator__jurisdiction__code": search.jurisdiction_code, "elevator__street": search.street,
    }  # fmt: skip
    rows = SearchEntry.objects.filter(
        in_reach(by=by, prefix="elevator__"), search.also or Q(),
        elevator__merged_into__isnull=True, **{name: one for name, one in asked.items() if one},
    )  # fmt: skip
    if search.organisation_ids is not None:
        theirs = search.organisation_ids
        rows = rows.filter(Q(elevator__firm_id__in=theirs) | Q(elevator__use_unit_id__in=theirs))
    words = _words(search)
    if words:
        pieces = {piece for word in words for piece in needed(word=word)}
        rows = rows.filter(grams__contains=sorted(pieces | _tags(by, search)))
    for word in words:
        if needed(word=word) != [word]:
            rows = rows.filter(words__contains=word)
    return rows


def _tags(by: Actor, search: ElevatorSearch) -> set[str]:
    """Return the pieces that narrow hits to a reach inside the index; the columns judge again."""
    tags = {
        Reach.JURISDICTION: {f"=j{by.jurisdiction_id}"}, Reach.FIRM: {f"=f{by.organisation_id}"},
        Reach.USE_UNIT: {f"=u{by.organisation_id}"},
    }.get(reach_of(by=by), set())  # fmt: skip
    if search.jurisdiction_code:
        asked = jurisdictions().filter(code=search.jurisdiction_code)
        tags |= {f"=j{key}" for key in asked.values_list("pk", flat=True)}
    return tags


def _among_hits(by: Actor, search: ElevatorSearch, turn: Turn, rows: int) -> FoundElevators:
    met: list[Place] = list(
        _fitting(by, search).values_list("sort_key", "elevator_id")[: MOST_HITS + 1]
    )
    hits = sorted(met[:MOST_HITS])
    if turn.before:
        end = bisect_left(hits, _place(turn.before))
        start = max(0, end - rows)
    else:
        start = bisect_right(hits, _place(turn.after)) if turn.after else 0
    page = [key for _, key in hits[start : start + rows]]
    return FoundElevators(
        elevators=loaded(ids=page), count=len(hits), uncounted=len(met) > MOST_HITS,
        previous=Turn(before=page[0]) if page and start else None,
        next=Turn(after=page[-1]) if page and start + rows < len(hits) else None,
    )  # fmt: skip


def _place(elevator_id: int) -> Place:
    key = SearchEntry.objects.filter(pk=elevator_id).values_list("sort_key", flat=True).first()
    return key or "", elevator_id


def _along_the_list(by: Actor, search: ElevatorSearch, turn: Turn, rows: int) -> FoundElevators:
    every = _fitting(by, search)
    if turn.before:
        key, pk = _place(turn.before)
        upward = every.filter(_beside("lt", key, pk)).order_by("-sort_key", "-elevator_id")
        page = list(upward.values_list("elevator_id", flat=True)[: rows + 1])
        more_before, more_after = len(page) > rows, True
        page = page[:rows][::-1]
    else:
        downward = every.order_by("sort_key", "elevator_id")
        if turn.after:
            downward = downward.filter(_beside("gt", *_place(turn.after)))
        page = list(downward.values_list("elevator_id", flat=True)[: rows + 1])
        more_before, more_after = bool(turn.after), len(page) > rows
        page = page[:rows]
    count = every.order_by()[: MOST_COUNTED + 1].count()
    return FoundElevators(
        elevators=loaded(ids=page), count=min(count, MOST_COUNTED),
        uncounted=count > MOST_COUNTED,
        previous=Turn(before=page[0]) if page and more_before else None,
        next=Turn(after=page[-1]) if page and more_after else None,
    )  # fmt: skip


def _beside(side: str, key: str, pk: int) -> Q:
    """Return the rows before or after a place; the first condition alone bounds the index."""
    return Q(**{f"sort_key__{side}e": key}) & (
        Q(**{f"sort_key__{side}": key}) | Q(**{f"elevator_id__{side}": pk})
    )
