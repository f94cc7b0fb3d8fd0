"""`/v1/year-plans`: versions of each elevator's plan, altered and adopted by its firm."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.openapi.answers import answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import Fields, doers
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.v1.year_plans_told import (
    PlanDifferenceOut,
    YearPlanOut,
    YearPlanWhole,
    changes_of,
    fields_of,
    interval_of,
    lines_told,
)
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.yearplans.actions import LineChange, adjust_lines, adopt_plans
from hoistway.yearplans.queries import (
    PlanSearch,
    differences,
    found_plans,
    lines_of,
    plain,
    plan_seen,
    versions_of,
    visits_of_year,
)
from hoistway.yearplans.vocabulary import YearPlanState

if TYPE_CHECKING:
    from hoistway.yearplans.models import YearPlan, YearPlanLine

router = Router(tags=["year-plans"])


class PlansAsked(Asked):
    """Which versions, and which page of them."""

    state: YearPlanState | None = Field(
        default=None, description="Replaced and ended ones only when asked for"
    )
    thin: bool | None = Field(default=None, description="Whether too few data stand behind it")
    run: str = Field(default="", max_length=20, description="Number of /v1/year-plan-runs")


class VersionAsked(BaseModel):
    """With which version it is compared."""

    version: int | None = Field(default=None, ge=1, le=10**6, description="Else the one before")


class PlanChangeIn(BaseModel):
    """New way and interval for items; what is left out stays as it is."""

    items: list[Annotated[str, Field(max_length=12)]] = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=300)
    way: ItemWay | None = None
    days: int = Field(default=0, ge=0, le=365, description="Days or months, one of the two")
    months: int = Field(default=0, ge=0, le=12)


class AdoptionIn(BaseModel):
    """Which proposed versions are adopted."""

    plans: list[UUID] = Field(min_length=1, max_length=500)


class PlanRefusedOut(BaseModel):
    """A version that was not adopted, and why."""

    plan: UUID
    code: str
    detail: str


class AdoptionOut(BaseModel):
    """What became of the versions; one that may not be is refused alone."""

    adopted: list[UUID]
    refused: list[PlanRefusedOut]


@router.get("", response=Page[YearPlanOut], url_name="year-plans", summary="List year plans")
def list_plans(request: HttpRequest, asked: Query[PlansAsked]) -> HttpResponse:
    """Answer the versions that the program's person sees, the newest first."""
    search = PlanSearch(state=asked.state, thin=asked.thin, run=asked.run)
    rows = narrowed(rows=found_plans(by=_reader(request), search=search), asked=asked)
    found, following = turn(
        rows=rows, order=("-made_at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [YearPlanOut(**fields_of(row)) for row in found]
    return answer_page(request=request, rows=told, schema=YearPlanOut, following=following)


@router.post(
    "/adoptions", response={201: AdoptionOut}, url_name="year-plan-adoptions",
    summary="Adopt year plans",
)  # fmt: skip
def adopt(request: HttpRequest, body: AdoptionIn) -> HttpResponse:
    """Adopt proposed versions for the firm; an elevator on demand follows them at once."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)

    def do() -> Answer:
        adoption = adopt_plans(uids=body.plans, now=clock.now(), by=by)
        language = get_language() or "zh"
        told = AdoptionOut(
            adopted=[one.uid for one in adoption.adopted],
            refused=[
                PlanRefusedOut(
                    plan=one.plan.uid, code=one.why.code, detail=one.why.sentence(language)
                )
                for one in adoption.refused
            ],
        )  # fmt: skip
        return told.model_dump(mode="json")

    return write_once(request=request, do=do)


@router.get("/{plan}", response=YearPlanWhole, url_name="year-plan", summary="Read a year plan")
def read_plan(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Answer one version: each item with its way, interval and reason, and the year it makes."""
    by = _reader(request)
    row = plan_seen(uid=plan, by=by)
    return answer_one(request=request, row=YearPlanWhole(**_whole(request, row, by)))


def _whole(request: HttpRequest, row: "YearPlan", by: Actor) -> Fields:
    lines = _lines(row)
    kept = [said["by"] for said in row.changes]
    done = doers(request=request, by=by, kept=kept, subject=f"year plan {row.uid}")
    return fields_of(row) | {
        "lines": lines_told(lines),
        "site_visits": [
            {"on": one.on, "items": list(one.items)}
            for one in visits_of_year(
                lines=[plain(line=line) for line in lines], first=row.first_day, last=row.last_day
            )
        ],
        "changes": changes_of(row, done),
        "versions": [
            {"plan": one.uid, "version": one.version, "state": one.state}
            for one in versions_of(plan=row, by=by)
        ],
    }  # fmt: skip


@router.get(
    "/{plan}/differences", response=Page[PlanDifferenceOut], url_name="year-plan-differences",
    summary="Compare two versions of a year plan",
)  # fmt: skip
def list_differences(
    request: HttpRequest, plan: UUID, asked: Query[VersionAsked]
) -> HttpResponse:  # fmt: skip
    """Answer what this version does otherwise than another, item by item; all in one answer."""
    by = _reader(request)
    row = plan_seen(uid=plan, by=by)
    other = _other(row, versions_of(plan=row, by=by), asked.version)
    old, new = ([plain(line=line) for line in _lines(one)] for one in (other, row))
    told = [
        PlanDifferenceOut(
            item=one.item, before=interval_of(one.before), after=interval_of(one.after),
            longer=one.longer,
        )
        for one in differences(before=old, after=new)
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=PlanDifferenceOut, following=None)


def _other(row: "YearPlan", versions: Sequence["YearPlan"], wanted: int | None) -> "YearPlan":
    for one in versions:
        if one.version == wanted or (wanted is None and one.version < row.version):
            return one
    raise NotFound


@router.post(
    "/{plan}/changes", response={201: YearPlanOut}, url_name="year-plan-changes",
    summary="Alter a year plan",
)  # fmt: skip
def change(request: HttpRequest, plan: UUID, body: PlanChangeIn) -> HttpResponse:
    """Alter items with a reason; of an adopted version a new one is made and answered.

    What no plan may do is refused, whoever asks: more than three months on site, a yearly test
    or a safety contact by data alone.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        wish = LineChange(
            items=tuple(body.items), reason=body.reason, way=body.way, days=body.days,
            months=body.months,
        )  # fmt: skip
        made = adjust_lines(uid=plan, change=wish, form_id=form, now=clock.now(), by=by)
        row = plan_seen(uid=made.uid, by=by)
        return YearPlanOut(**fields_of(row)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _reader(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require(by=by, deed=Deed.SEE_PILOT)
    return by


def _lines(row: "YearPlan") -> list["YearPlanLine"]:
    return lines_of(plan_ids=[row.pk]).get(row.pk, [])
