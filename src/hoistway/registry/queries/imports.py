"""Questions about files taken in."""

from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import ImportRun, RowFinding
from hoistway.registry.rules.mapping_file import mapping_of
from hoistway.registry.standards import mappings as shipped


@dataclass(frozen=True, slots=True)
class ShippedMapping:
    """A mapping that comes with the product, for a list to choose from."""

    name: str
    title: str
    source: str


@cache
def shipped_mappings() -> tuple[ShippedMapping, ...]:
    """Return the mappings that come with the product, by name, to choose from."""
    read = {name: mapping_of(text=shipped.text(name=name), file=name) for name in shipped.names()}
    return tuple(ShippedMapping(name, one.name, one.source) for name, one in read.items())


def import_runs(*, by: Actor) -> QuerySet[ImportRun]:
    """Return the imports that this actor may see, newest first: a district's its own."""
    if not may(by=by, deed=Deed.IMPORT_REGISTER):
        return ImportRun.objects.none()
    runs = ImportRun.objects.order_by("-at", "-pk")
    if reach_of(by=by) is Reach.ALL:
        return runs
    return runs.filter(by__organisation=by.organisation_id)


def import_run_at_hand(*, run_id: int, by: Actor) -> ImportRun:
    """Return one import. Raises: NotFound."""
    run = import_runs(by=by).filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return run


def row_findings(*, run_id: int, by: Actor, refused: bool | None = None) -> QuerySet[RowFinding]:
    """Return the rows of an import in which something was wrong, by line."""
    import_run_at_hand(run_id=run_id, by=by)
    found = RowFinding.objects.filter(run_id=run_id).order_by("line", "pk")
    return found if refused is None else found.filter(refused=refused)


def topic_of(*, run_id: int) -> str:
    """Return the topic under which the pages of a run hear that it has moved on."""
    return f"import.{run_id}"
