"""What every list of things on elevators is asked: of which elevator, where, which page."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from pydantic import BaseModel, Field

from hoistway.openapi.paging import USUAL
from hoistway.registry.queries import family, survivor_numbered

M = TypeVar("M", bound=Model)


class Turned(BaseModel):
    """Which page of a list."""

    after: str = Field(default="", max_length=400, description="`next` of the last answer")
    limit: int = Field(default=USUAL, ge=1, le=200)


class Asked(Turned):
    """Of which elevator or jurisdiction, and which page."""

    elevator: str = Field(default="", max_length=64, description="Register number")
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")


def narrowed(*, rows: QuerySet[M], asked: Asked, **columns: object) -> QuerySet[M]:
    """Return the rows of the asked elevator and jurisdiction whose columns are as asked.

    An elevator is meant with all that was merged into it; a column that is asked nothing stays.
    """
    wanted = {name: value for name, value in columns.items() if value not in (None, "")}
    if asked.elevator:
        known = survivor_numbered(register_number=asked.elevator)
        wanted["elevator_id__in"] = family(elevator_id=known) if known else []
    if asked.jurisdiction:
        wanted["elevator__jurisdiction__code"] = asked.jurisdiction
    return rows.filter(**wanted)
