"""Questions about the register."""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.prepared import Prepared
from hoistway.parties.queries import in_reach
from hoistway.registry.models import Elevator
from hoistway.registry.queries.claims import (
    FieldStory,
    Portrait,
    Said,
    claims_of,
    claims_to_place,
    families,
    family,
    portraits,
    survivor_numbered,
    survivor_of,
    survivors_of,
    why,
)
from hoistway.registry.queries.dealings import organisations_dealt_with
from hoistway.registry.queries.filed import decided_firms, filing_claims, filings_said
from hoistway.registry.queries.imports import (
    ShippedMapping,
    import_run_at_hand,
    import_runs,
    row_findings,
    shipped_mappings,
)
from hoistway.registry.queries.merges import merges, merges_of
from hoistway.registry.queries.named import firms_named_on
from hoistway.registry.queries.reached import elevator_in_reach
from hoistway.registry.queries.running import (
    floor_labels_of,
    numbers_of_maker,
    suspended_elevators,
)
from hoistway.registry.queries.search import (
    FIRST_PAGE,
    ElevatorSearch,
    FoundElevators,
    Turn,
    find_elevators,
    fitting,
    loaded,
)
from hoistway.registry.vocabulary import ElevatorKind

__all__ = [
    "FIRST_PAGE", "ElevatorSearch", "FieldStory", "FoundElevators", "Portrait", "Said",
    "ShippedMapping", "Turn", "buildings_shared", "claims_of", "claims_to_place", "decided_firms",
    "elevator_at_hand", "elevator_in_reach", "elevator_numbered", "elevators", "elevators_at_hand",
    "elevators_of_place", "elevators_per", "families", "family", "filing_claims", "filings_said",
    "find_elevators", "firms_named_on", "fitting", "floor_labels_of", "import_run_at_hand",
    "import_runs", "invented_elevators", "loaded", "merges", "merges_of",
    "numbers_of_maker", "organisations_dealt_with", "plated_elevators", "portraits",
    "register_number_of", "reporting_elevators", "row_findings", "shipped_mappings",
    "streets_with_lifts",
    "survivor_numbered", "survivor_of", "survivors_of", "suspended_elevators", "why",
]  # fmt: skip


def elevators(*, by: Actor) -> QuerySet[Elevator]:
    """Return the elevators this actor may see, by key; what was merged is not told twice."""
    return Elevator.objects.filter(in_reach(by=by), merged_into=None).order_by("pk")


def invented_elevators() -> QuerySet[Elevator]:
    """Return the elevators that were invented for the demonstration, by key."""
    return Elevator.objects.filter(other_facts__demo=True).order_by("pk")


def elevator_at_hand(*, elevator_id: int) -> Elevator:
    """Return one elevator with its organisations; scope was judged by whoever holds the key."""
    found = _AT_HAND.first(elevator_id)
    if found is None:
        raise Elevator.DoesNotExist
    return found


def elevator_numbered(*, register_number: str) -> Elevator | None:
    """Return what the elevator of this number is today, with its organisations."""
    found = _NUMBERED.first(register_number)
    if found is None or found.merged_into_id is None:
        return found
    return elevator_at_hand(elevator_id=survivor_of(elevator_id=found.pk))


def _with_organisations(**wanted: object) -> QuerySet[Elevator]:
    return Elevator.objects.select_related("jurisdiction", "use_unit", "firm").filter(**wanted)


_AT_HAND = Prepared(ask=lambda key: _with_organisations(pk=key), samples=[0])
_NUMBERED = Prepared(ask=lambda number: _with_organisations(register_number=number), samples=[""])


def elevators_of_place(*, place_id: int) -> list[Elevator]:
    """Return what stands at one place, with organisations, by key; what is scrapped is left out."""
    found = _with_organisations(place_id=place_id, merged_into=None)
    return list(found.select_related("place").exclude(use_state="scrapped").order_by("pk"))


def buildings_shared(*, elevator_ids: Collection[int]) -> dict[tuple[int, str], list[int]]:
    """Return the keys of the lifts in use in every building in which one of these stands.

    A building is (key of the place, name of the building).
    """
    here = Elevator.objects.filter(pk__in=elevator_ids, place__isnull=False)
    rows = Elevator.objects.filter(
        place_id__in=here.values("place_id"), use_state="in_use", merged_into=None
    ).exclude(kind__in=sorted(ElevatorKind.without_riders()))
    shared: dict[tuple[int, str], list[int]] = {}
    for place_id, building, key in rows.order_by("pk").values_list("place_id", "building", "pk"):
        shared.setdefault((place_id, building), []).append(key)
    return shared


def register_number_of(*, elevator_id: int) -> str:
    """Return the register number of an elevator; scope was judged by whoever holds the key."""
    return Elevator.objects.values_list("register_number", flat=True).get(pk=elevator_id)


def elevators_at_hand(*, elevator_ids: Collection[int]) -> QuerySet[Elevator]:
    """Return elevators with their organisations, by key; scope was judged by the caller."""
    found = Elevator.objects.filter(pk__in=elevator_ids)
    return found.select_related("jurisdiction", "use_unit", "firm").order_by("pk")


def plated_elevators(*, by: Actor, jurisdiction_code: str = "") -> dict[int, str]:
    """Return key and register number of the visible elevators that carry or need a plate."""
    rows = elevators(by=by).exclude(use_state="scrapped")
    if jurisdiction_code:
        rows = rows.filter(jurisdiction__code=jurisdiction_code)
    return dict(rows.values_list("pk", "register_number"))


Reporting = tuple[str, int, ElevatorKind, int, int, tuple[str, ...]]
"""Register number, key, kind, firm, use unit and floor labels."""


def reporting_elevators(*, after_id: int = 0) -> list[Reporting]:
    """Return what intake must know of all that may report, by key.

    Intake needs the whole list; with `after_id` only what entered the register since. A unit
    that is not recorded is 0. Equal lists of labels are one tuple: most houses are alike.
    """
    rows = Elevator.objects.filter(pk__gt=after_id).exclude(use_state="scrapped").order_by("pk")
    columns = rows.values_list(
        "register_number", "pk", "kind", "firm_id", "use_unit_id", "floor_labels"
    )
    alike: dict[tuple[str, ...], tuple[str, ...]] = {}
    return [
        (number, key, ElevatorKind(kind), firm or 0, unit or 0, alike.setdefault(seen, seen))
        for number, key, kind, firm, unit, labels in columns.iterator(chunk_size=20_000)
        for seen in (tuple(labels),)
    ]


def streets_with_lifts() -> list[str]:
    """Return the streets in which elevators stand, those with most first."""
    rows = Elevator.objects.exclude(street="").values("street").annotate(n=Count("pk"))
    return [row["street"] for row in rows.order_by("-n", "street")[:60]]


def elevators_per(*, by: Actor, column: str) -> dict[object, int]:
    """Return how many visible elevators share each value of a column such as `firm_id`."""
    counted = elevators(by=by).order_by().values_list(column).annotate(n=Count("pk"))
    return dict(counted)
