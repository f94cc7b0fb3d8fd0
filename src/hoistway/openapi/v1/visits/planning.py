"""Who goes where on which day, and what a visit will have to answer."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.actions.assigning import assign_visits
from hoistway.maintenance.queries.drafts import Wanted, items_to_answer, visit_to_do
from hoistway.maintenance.queries.visits import visits
from hoistway.maintenance.vocabulary import ItemPlace, Level, VisitKind
from hoistway.openapi.answers import Out, answer_one
from hoistway.openapi.keys import acting
from hoistway.openapi.refs import people_of
from hoistway.openapi.v1.visits.router import router
from hoistway.openapi.values import Day
from hoistway.openapi.writes import write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope


class ChecklistAsked(BaseModel):
    """Of which work on which elevator, as of which day."""

    register_number: str = Field(min_length=1, max_length=64)
    kind: VisitKind = VisitKind.MAINTENANCE
    level: Level | None = None
    visit: UUID | None = Field(default=None, description="A planned visit, where it is for one")
    on: Day | None = Field(default=None, description="Today unless given")


class ItemOut(BaseModel):
    """One item to be answered; with limits a measured value belongs to it."""

    item: str
    words_zh: str
    words_en: str
    asks_zh: str
    asks_en: str
    place: ItemPlace
    unit: str
    at_least: Decimal | None
    at_most: Decimal | None


class ChecklistOut(Out):
    """What a visit is to answer: the items of the rule and of the maker's manual."""

    visit: UUID = Field(description="The planned visit; a new number where none waits")
    planned: bool = Field(description="Whether such a visit waits")
    level: Level | None
    due_on: date | None
    edition: str
    items: list[ItemOut]


@router.get(
    "/checklist", response=ChecklistOut, url_name="visit-checklist",
    summary="What a visit is to answer",
)  # fmt: skip
def checklist(request: HttpRequest, asked: Query[ChecklistAsked]) -> HttpResponse:
    """Answer the visit that waits of that kind and level, and every item that it must answer."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require(by=by, deed=Deed.SEE_MAINTENANCE)
    now = clock.now()
    wanted = Wanted(
        register_number=asked.register_number, kind=asked.kind, level=asked.level,
        visit=asked.visit,
    )  # fmt: skip
    row = visit_to_do(wanted=wanted, now=now, by=by)
    level = asked.level or row.level
    items = items_to_answer(visit=row, level=level, day=asked.on or local_day(at=now))
    told = ChecklistOut(
        visit=row.uid, planned=row.pk is not None, level=level, due_on=row.due_on,
        edition=row.edition,
        items=[
            ItemOut(
                item=one.code, words_zh=one.zh, words_en=one.en, asks_zh=one.asks_zh,
                asks_en=one.asks_en, place=one.place, unit=one.unit, at_least=one.at_least,
                at_most=one.at_most,
            )
            for one in items
        ],
    )  # fmt: skip
    return answer_one(request=request, row=told)


class AssignmentIn(BaseModel):
    """Which planned visits go to whom on which day."""

    visits: list[UUID] = Field(min_length=1, max_length=400)
    technician: str | None = Field(default=None, description="P…; null takes them back")
    planned_on: Day | None = None


class Assigned(BaseModel):
    """How many visits were given to somebody."""

    assigned: int


@router.post(
    "/assignments", response={201: Assigned}, url_name="visit-assignments",
    summary="Plan who goes where",
)  # fmt: skip
def assign(request: HttpRequest, body: AssignmentIn) -> HttpResponse:
    """Give planned visits of the firm to one of its technicians for a day, or take them back.

    All or none: one that was begun, or that would be too late on that day, refuses the whole.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    person = people_of(refs=[body.technician])[0] if body.technician else None

    def do() -> Answer:
        count = assign_visits(
            visit_ids=_keys(body.visits, by), person_id=person, planned_on=body.planned_on,
            now=clock.now(), by=by,
        )  # fmt: skip
        return {"assigned": count}

    return write_once(request=request, do=do)


def _keys(uids: list[UUID], by: Actor) -> list[int]:
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    found = list(visits(by=by).filter(uid__in=uids).values_list("pk", flat=True))
    if len(found) != len(set(uids)):
        raise NotFound
    return found
