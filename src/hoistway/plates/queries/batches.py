"""Batches of plates for the maker: whose they are to see, and what is still to be made."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, reach_of
from hoistway.plates.models import Plate, PrintBatch
from hoistway.plates.rules.artwork import SHANGHAI
from hoistway.plates.rules.imposing import ACRYLIC, SINGLES, spots
from hoistway.plates.vocabulary import PlateState
from hoistway.registry.vocabulary import RunState


def batches(*, by: Actor) -> QuerySet[PrintBatch]:
    """Return the batches of the actor's jurisdiction, of all for the city, the newest first."""
    reach = reach_of(by=by)
    mine = Q() if reach is Reach.ALL else Q(jurisdiction_id=by.jurisdiction_id)
    if reach not in {Reach.ALL, Reach.JURISDICTION}:
        mine = Q(pk__in=[])
    return PrintBatch.objects.filter(mine).select_related("jurisdiction").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSearch:
    """What is asked of the batches; empty asks nothing."""

    text: str = ""
    state: RunState | None = None
    jurisdiction_code: str = ""


def found_batches(*, by: Actor, search: BatchSearch) -> QuerySet[PrintBatch]:
    """Return the visible batches that fit a search."""
    found = batches(by=by)
    if search.text:
        found = found.filter(number__icontains=search.text.strip())
    if search.state is not None:
        found = found.filter(state=search.state)
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    return found


def batch_seen(*, number: str, by: Actor) -> PrintBatch:
    """Return a batch by its number.

    Raises: NotFound where it does not exist or is out of the actor's reach.
    """
    found = batches(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def printable(*, by: Actor, jurisdiction_code: str = "", estate: str = "") -> QuerySet[Plate]:
    """Return the visible plates that were issued and are in no batch, in the order of streets."""
    rows = Plate.objects.filter(
        in_reach(by=by, prefix="elevator__"), state=PlateState.ISSUED, batch=None,
        elevator__merged_into=None,
    ).exclude(elevator__use_state="scrapped")  # fmt: skip
    if jurisdiction_code:
        rows = rows.filter(elevator__jurisdiction__code=jurisdiction_code)
    if estate:
        rows = rows.filter(elevator__estate__icontains=estate)
    return rows.order_by(*IN_ORDER)


IN_ORDER = (
    "elevator__street", "elevator__estate", "elevator__address", "elevator__name", "pk",
)  # fmt: skip
"""How plates lie in a batch. Chosen: as they are carried from house to house."""


def states_in_batches(*, batch_ids: list[int]) -> Mapping[int, Mapping[PlateState, int]]:
    """Return how many plates of each batch are in which state; one query."""
    rows = Plate.objects.filter(batch_id__in=batch_ids).values("batch_id", "state")
    found: dict[int, dict[PlateState, int]] = {key: {} for key in batch_ids}
    for row in rows.annotate(n=Count("pk")).order_by("batch_id", "state"):
        found[row["batch_id"]][PlateState(row["state"])] = row["n"]
    return found


def first_plate_of(*, batch_id: int) -> Plate | None:
    """Return the first plate of a batch, which is shown as its sample."""
    return Plate.objects.filter(batch_id=batch_id).order_by(*IN_ORDER).first()


def file_of_batch(*, batch: PrintBatch) -> Path | None:
    """Return where the file of a batch lies, None where it is not made or no longer kept."""
    if not batch.file_name:
        return None
    path = Path(settings.HOME) / "print" / Path(batch.file_name).name
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Measures:
    """How large a plate is, and how many lie in a file of each layout; «width × height»."""

    plate_mm: str
    bleed_mm: str
    board_mm: str
    on_board: int
    in_file: int


def measures() -> Measures:
    """Return the measures that the maker reads."""
    form, board = SHANGHAI, ACRYLIC
    return Measures(
        plate_mm=f"{form.width_mm:g} × {form.height_mm:g}", bleed_mm=f"{form.bleed_mm:g}",
        board_mm=f"{board.width_mm:g} × {board.height_mm:g}",
        on_board=len(spots(form=form, board=board)), in_file=SINGLES,
    )  # fmt: skip


def topic_of_batch(*, batch_id: int) -> str:
    """Return the topic under which the progress of a batch is told."""
    return f"print_batch.{batch_id}"
