"""Questions about the register."""

from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import Round

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach
from hoistway.registry.models import Elevator, ImportRun
from hoistway.registry.vocabulary import ElevatorKind

CELLS_PER_DEGREE = 60
"""Cells of the map's ground per degree. Chosen: 1.9 km by 1.6 km, a street's neighbourhood."""


def elevators(*, by: Actor) -> QuerySet[Elevator]:
    """Return the elevators this actor may see, by key."""
    return Elevator.objects.filter(in_reach(by=by)).order_by("pk")


def elevator_at_hand(*, elevator_id: int) -> Elevator:
    """Return one elevator with its organisations; scope was judged by whoever holds the key."""
    return Elevator.objects.select_related("jurisdiction", "use_unit", "firm").get(pk=elevator_id)


def find_elevators(*, by: Actor, text: str = "", jurisdiction_code: str = "") -> QuerySet[Elevator]:
    """Return visible elevators whose number, name, address, estate or units contain the text."""
    found = elevators(by=by).select_related("jurisdiction", "use_unit", "firm")
    if jurisdiction_code:
        found = found.filter(jurisdiction__code=jurisdiction_code)
    for word in text.split():
        found = found.filter(
            Q(register_number__icontains=word) | Q(address__icontains=word)
            | Q(estate__icontains=word) | Q(name__icontains=word)
            | Q(firm__name__icontains=word) | Q(use_unit__name__icontains=word)
        )  # fmt: skip
    return found


def plated_elevators(*, by: Actor, jurisdiction_code: str = "") -> dict[int, str]:
    """Return key and register number of the visible elevators that carry or need a plate."""
    rows = elevators(by=by).exclude(use_state="scrapped")
    if jurisdiction_code:
        rows = rows.filter(jurisdiction__code=jurisdiction_code)
    return dict(rows.values_list("pk", "register_number"))


def elevators_near(*, text: str, limit: int = 20) -> QuerySet[Elevator]:
    """Return in-use elevators whose address or estate contains every word, for the phone desk."""
    found = Elevator.objects.exclude(use_state="scrapped").select_related("jurisdiction")
    for word in text.split():
        found = found.filter(
            Q(address__icontains=word) | Q(estate__icontains=word) | Q(register_number=word)
        )
    return found.order_by("pk")[:limit]


def import_runs(*, by: Actor) -> QuerySet[ImportRun]:
    """Return the files taken in, latest first."""
    return ImportRun.objects.order_by("-at", "-pk")


def reporting_elevators(*, after_id: int = 0) -> list[tuple[str, int, ElevatorKind, int, int]]:
    """Return register number, key, kind, firm and use unit of all that may report, by key.

    Intake needs the whole list; with `after_id` only what entered the register since. A unit
    that is not recorded is 0.
    """
    rows = Elevator.objects.filter(pk__gt=after_id).exclude(use_state="scrapped").order_by("pk")
    columns = rows.values_list("register_number", "pk", "kind", "firm_id", "use_unit_id")
    return [
        (number, key, ElevatorKind(kind), firm or 0, unit or 0)
        for number, key, kind, firm, unit in columns.iterator(chunk_size=20_000)
    ]


def streets_with_lifts() -> list[str]:
    """Return the streets in which elevators stand, those with most first."""
    rows = Elevator.objects.exclude(street="").values("street").annotate(n=Count("pk"))
    return [row["street"] for row in rows.order_by("-n", "street")[:60]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the map in which elevators stand: its mean place and how many there are."""

    jurisdiction_code: str
    jurisdiction: tuple[str, str]
    longitude: float
    latitude: float
    count: int


def elevator_cells(*, by: Actor) -> list[Cell]:
    """Return where the visible elevators stand, by cells and jurisdictions; one query."""
    place = elevators(by=by).filter(longitude__isnull=False).order_by()
    cells = place.values(
        "jurisdiction__code", "jurisdiction__name_zh", "jurisdiction__name_en",
        x=Round(CELLS_PER_DEGREE * F("longitude")), y=Round(CELLS_PER_DEGREE * F("latitude")),
    ).annotate(
        longitude_mean=Avg("longitude"), latitude_mean=Avg("latitude"), count=Count("pk")
    ).order_by("jurisdiction__code", "x", "y")  # fmt: skip
    return [
        Cell(
            jurisdiction_code=row["jurisdiction__code"],
            jurisdiction=(row["jurisdiction__name_zh"], row["jurisdiction__name_en"]),
            longitude=row["longitude_mean"], latitude=row["latitude_mean"], count=row["count"],
        )
        for row in cells
    ]  # fmt: skip


def elevators_per(*, by: Actor, column: str) -> dict[object, int]:
    """Return how many visible elevators share each value of a column such as `firm_id`."""
    counted = elevators(by=by).order_by().values_list(column).annotate(n=Count("pk"))
    return dict(counted)
