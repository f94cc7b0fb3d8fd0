"""`/v1/makers-items`: what makers' manuals ask beyond the rule, entered by the firm."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.actions import MakersDraft, end_makers_item, enter_makers_item
from hoistway.maintenance.queries.checklists import makers_items
from hoistway.maintenance.vocabulary import ItemPlace, Level
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.writes import many, write_once, write_one_or_many
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.maintenance.models import MakersItem

router = Router(tags=["visits"])

Limit = Annotated[
    Decimal, Field(max_digits=9, decimal_places=3, allow_inf_nan=False, ge=-999_999, le=999_999)
]
"""A limit of a manual, as its column holds it."""


class ItemsAsked(Turned):
    """Which lines, and which page of them."""

    in_force: bool = Field(default=True, description="False: those that were ended, too")
    made_by: str = Field(default="", max_length=80)


class MakersItemIn(BaseModel):
    """One line of a manual: limits of an item of the rule, or a further item of the maker's."""

    made_by: str = Field(min_length=1, max_length=80, description="The maker, as registered")
    model: str = Field(default="", max_length=60, description="Empty: all of the maker's")
    manual: str = Field(min_length=1, max_length=160, description="Which manual says so, and where")
    item: str = Field(
        default="", max_length=12, description="Code of the rule's item such as A-1-05; with limits"
    )
    at_least: Limit | None = None
    at_most: Limit | None = None
    unit: str = Field(default="", max_length=12)
    words: str = Field(default="", max_length=120, description="Without `item`: what is looked at")
    asks: str = Field(default="", max_length=200, description="Without `item`: what is asked of it")
    level: Level | None = Field(default=None, description="Without `item`: from which level on")
    place: ItemPlace | None = None


class MakersItemOut(Out):
    """One line as it was entered; it is ended, never changed."""

    number: int
    made_by: str
    model: str
    manual: str
    item: str
    at_least: Decimal | None
    at_most: Decimal | None
    unit: str
    words: str
    asks: str
    level: Level | None
    place: ItemPlace | None
    counts_from: date
    ended_on: date | None


@router.get(
    "", response=Page[MakersItemOut], url_name="makers-items", summary="List makers' requirements"
)
def list_items(request: HttpRequest, asked: Query[ItemsAsked]) -> HttpResponse:
    """Answer what the firm entered from manuals, the latest first."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    rows = makers_items(by=by)
    if asked.in_force:
        rows = rows.filter(ended_on=None)
    if asked.made_by:
        rows = rows.filter(made_by__icontains=asked.made_by)
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=MakersItemOut, following=following)


@router.post(
    "", response={201: MakersItemOut}, url_name="makers-items",
    summary="Enter a maker's requirement", openapi_extra=many(MakersItemIn),
)  # fmt: skip
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a line of a manual; from today it is on the checklists. As NDJSON many at once."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    return write_one_or_many(
        request=request, schema=MakersItemIn, do=lambda body, form: _entered(body, form, by)
    )


def _entered(body: MakersItemIn, form: UUID, by: Actor) -> Answer:
    said = body.model_dump() | {"item": body.item.strip().upper()}
    draft = MakersDraft(form_id=form, **said)
    return _told(enter_makers_item(draft=draft, now=clock.now(), by=by)).model_dump(mode="json")


@router.post(
    "/{number}/end", response=MakersItemOut, url_name="makers-item-end",
    summary="End a maker's requirement",
)  # fmt: skip
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Let a line count no more from today; what was signed by it stays."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)

    def do() -> Answer:
        row = makers_items(by=by).filter(pk=number).first()
        if row is None:
            raise NotFound
        end_makers_item(item_id=row.pk, now=clock.now(), by=by)
        return _told(makers_items(by=by).get(pk=row.pk)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _told(row: "MakersItem") -> MakersItemOut:
    return MakersItemOut(
        number=row.pk, made_by=row.made_by, model=row.model, manual=row.manual, item=row.item,
        at_least=row.at_least, at_most=row.at_most, unit=row.unit, words=row.words, asks=row.asks,
        level=row.level, place=row.place, counts_from=row.counts_from, ended_on=row.ended_on,
    )  # fmt: skip
