"""Find elevators among hundreds of thousands, by any piece of what they are called."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, in_reach, jurisdictions, reach_of
from hoistway.registry.models import Elevator, SearchEntry
from hoistway.registry.rules.grams import folded, needed
from hoistway.registry.rules.pinyin import reading_of_area
from hoistway.registry.vocabulary import ElevatorKind, UseState

PAGE_ROWS = 50
"""Rows of one page of a list. Chosen: two screens of dense rows."""

MOST_HITS = 2_000
"""Hits of words that are put in order. Chosen: nobody reads forty pages; more words find it."""

MOST_COUNTED = 20_000
"""Rows counted, and ordered where a filter leaves so few. Chosen: a district, in some 30 ms."""

Place = tuple[str, int]
"""Where an elevator stands in the order of all: sort key, then key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorSearch:
    """What is asked of the register; an empty field asks nothing; `unit` is part of a name.

    `also` is a further condition on columns of `Elevator`, each led by `elevator__`.
    """

    text: str = ""
    kind: ElevatorKind | None = None
    state: UseState | None = None
    jurisdiction_code: str = ""
    street: str = ""
    unit: str = ""
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
    unmerged = _fitting(by, search).filter(elevator__merged_into__isnull=True)
    return unmerged.order_by("sort_key", "elevator_id")


def find_elevators(
    *, by: Actor, search: ElevatorSearch, turn: Turn = FIRST_PAGE, rows: int = PAGE_ROWS
) -> FoundElevators:
    """Return a page of the visible elevators that fit; by district, then as addresses are read.

    Words are counted and ordered up to `MOST_HITS`; beyond that the first ones met are shown.
    """
    every = _fitting(by, search)
    if _words(search):
        return _among_hits(every, turn, rows, most=MOST_HITS)
    if search.text.strip():
        return FoundElevators(elevators=[], count=0, uncounted=False, previous=None, next=None)
    for _, code in _area_codes(by, search):
        low, high = reading_of_area(code=code)
        every = every.filter(sort_key__gte=low, sort_key__lt=high)
    count = every[: MOST_COUNTED + 1].count()
    if count <= MOST_COUNTED and _is_narrow(by, search):
        return _among_hits(every, turn, rows, most=MOST_COUNTED)
    return _along_the_list(every, turn, rows, count)


def loaded(*, ids: list[int]) -> list[Elevator]:
    """Return these elevators with jurisdiction and organisations, in the order of the keys."""
    related = Elevator.objects.select_related("jurisdiction", "use_unit", "firm")
    there = related.defer("other_facts", "provenance").filter(merged_into__isnull=True)
    found = there.in_bulk(ids)
    return [found[key] for key in ids if key in found]


def _words(search: ElevatorSearch) -> list[str]:
    folds = (folded(text=word) for word in f"{search.text} {search.unit}".split())
    return [word for word in folds if word]


def _is_narrow(by: Actor, search: ElevatorSearch) -> bool:
    """Return whether what fits lies scattered in the order of all, by organisation or kind."""
    asked = (search.kind, search.state, search.street, search.also)
    return any(asked) or reach_of(by=by) not in {Reach.ALL, Reach.JURISDICTION}


def _fitting(by: Actor, search: ElevatorSearch) -> QuerySet[SearchEntry]:
    """Return the entries that fit; the cheap comparison of words stands before the pieces.

    Plan: hits of rare words by the index of pieces, of frequent ones by reading until enough
    are met; entries of merged elevators do not exist.
    """
    asked = {
        "elevator__kind": search.kind, "elevator__use_state": search.state,
        "elevator__jurisdiction__code": search.jurisdiction_code, "elevator__street": search.street,
    }  # fmt: skip
    words = _words(search)
    rows = SearchEntry.objects.all()
    for word in words:
        rows = rows.filter(words__contains=f"\n{word}" if len(word) == 1 else word)
    if words:
        pieces = {piece for word in words for piece in needed(word=word)}
        rows = rows.filter(grams__contains=sorted(pieces | _tags(by, search)))
    rows = rows.filter(in_reach(by=by, prefix="elevator__"), search.also or Q())
    rows = rows.filter(**{name: one for name, one in asked.items() if one})
    for word in search.unit.split():
        theirs = Q(elevator__use_unit__name__icontains=word)
        rows = rows.filter(theirs | Q(elevator__firm__name__icontains=word))
    return rows


def _area_codes(by: Actor, search: ElevatorSearch) -> list[tuple[int, str]]:
    """Return key and code of the jurisdiction to which all that fits belongs, if there is one."""
    if reach_of(by=by) is Reach.JURISDICTION:
        asked = jurisdictions().filter(pk=by.jurisdiction_id)
    elif search.jurisdiction_code:
        asked = jurisdictions().filter(code=search.jurisdiction_code)
    else:
        return []
    return list(asked.values_list("pk", "code"))


def _tags(by: Actor, search: ElevatorSearch) -> set[str]:
    """Return the pieces that narrow hits to a reach inside the index; the columns judge again."""
    own = {Reach.FIRM: f"=f{by.organisation_id}", Reach.USE_UNIT: f"=u{by.organisation_id}"}
    tags = {f"=j{key}" for key, _ in _area_codes(by, search)}
    reach = reach_of(by=by)
    return tags | ({own[reach]} if reach in own else set())


def _among_hits(
    every: QuerySet[SearchEntry], turn: Turn, rows: int, *, most: int
) -> FoundElevators:
    met: list[Place] = list(every.values_list("sort_key", "elevator_id")[: most + 1])
    hits = sorted(met[:most])
    if turn.before:
        end = bisect_left(hits, _place(turn.before))
        start = max(0, end - rows)
    else:
        start = bisect_right(hits, _place(turn.after)) if turn.after else 0
    page = [key for _, key in hits[start : start + rows]]
    return FoundElevators(
        elevators=loaded(ids=page), count=len(hits), uncounted=len(met) > most,
        previous=Turn(before=page[0]) if page and start else None,
        next=Turn(after=page[-1]) if page and start + rows < len(hits) else None,
    )  # fmt: skip


def _place(elevator_id: int) -> Place:
    key = SearchEntry.objects.filter(pk=elevator_id).values_list("sort_key", flat=True).first()
    return key or "", elevator_id


def _along_the_list(
    every: QuerySet[SearchEntry], turn: Turn, rows: int, count: int
) -> FoundElevators:
    if turn.before:
        upward = every.filter(_beside("lt", *_place(turn.before)))
        upward = upward.order_by("-sort_key", "-elevator_id")
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
