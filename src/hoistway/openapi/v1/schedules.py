"""`/v1/schedules`: by what the visits of each elevator are fixed, what falls due when, and why."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.queries.regimes import items_due, regime_steps, regimes
from hoistway.maintenance.queries.schedules import due_now, schedules
from hoistway.maintenance.queries.upkeep import Upkeep, upkeep_of
from hoistway.maintenance.vocabulary import Level
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.maintenance.vocabulary.regime import ItemWay, Regime, VisitCause
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import Fields
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref, person_ref
from hoistway.openapi.values import Day
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.maintenance.models import Schedule

router = Router(tags=["schedules"])


class SchedulesAsked(Asked):
    """Of which elevators, and which page of them."""

    regime: Regime | None = None
    due_until: Day | None = Field(default=None, description="Next visit due on this day or before")
    paused: bool | None = Field(default=None, description="Out of use, so that no days count")


class ScheduleOut(Out):
    """When an elevator falls due; worked out from its visits, never typed."""

    register_number: str
    jurisdiction: str
    firm: str | None
    use_unit: str | None
    regime: Regime
    next_level: Level | None = Field(description="Null on demand: the visit has its items instead")
    next_due_on: date | None = Field(description="The last day on which it is still in time")
    urge: Urge
    done_on: dict[Level, date] = Field(description="Level → when it was done last")
    due_on: dict[Level, date] = Field(description="Level → last day for it")
    calibration_due: date | None = Field(description="Last day for the speed governor's check")
    paused_since: date | None
    technician: str | None = Field(description="P… of who looks after it")
    edition: str


class ItemDueOut(BaseModel):
    """One item of an elevator on demand: how it is checked, when last, when again."""

    item: str
    way: ItemWay
    last_on: date
    due_on: date
    on_site: bool = Field(description="Whether somebody must come for it")
    cause: VisitCause


class RegimeStepOut(BaseModel):
    """One change of how an elevator is maintained, and why."""

    regime: Regime
    on: date
    plan: UUID
    reason: str
    next_visit_at_once: bool
    at: datetime


class PlannedOut(BaseModel):
    """The open visit that does what falls due."""

    visit: UUID
    planned_on: date | None


class ScheduleWhole(ScheduleOut):
    """One elevator with its plan; items and changes are those of maintenance on demand."""

    planned: PlannedOut | None
    why_zh: str = Field(description="Why the visit is due and what it carries; on demand alone")
    why_en: str
    on_demand_since: date | None
    plan: UUID | None = Field(description="The year plan that it follows or followed")
    plan_until: date | None
    fixed_again_on: date | None
    items: list[ItemDueOut]
    changes: list[RegimeStepOut] = Field(description="The latest first")


@router.get("", response=Page[ScheduleOut], url_name="schedules", summary="List what falls due")
def list_schedules(request: HttpRequest, asked: Query[SchedulesAsked]) -> HttpResponse:
    """Answer when each elevator in sight falls due, in the order of their entry.

    The visits themselves, with day and technician, are `/v1/visits?state=planned`.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE)
    rows = narrowed(
        rows=schedules(by=by), asked=asked, regime=asked.regime, next_due_on__lte=asked.due_until
    )
    if asked.paused is not None:
        rows = rows.filter(paused_since__isnull=not asked.paused)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    today = local_day(at=clock.now())
    told = [ScheduleOut(**_fields_of(row, today)) for row in found]
    return answer_page(request=request, rows=told, schema=ScheduleOut, following=following)


@router.get(
    "/{register_number}", response=ScheduleWhole, url_name="schedule",
    summary="Read what falls due on an elevator",
)  # fmt: skip
def read_schedule(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer one elevator: what falls due, by which visit, why, and item by item on demand."""
    by, now = acting(request=request, scope=Scope.MAINTENANCE), clock.now()
    elevator = elevator_seen(by=by, register_number=register_number)
    row = schedules(by=by).filter(pk=elevator.pk).first()
    upkeep = upkeep_of(elevator_id=elevator.pk, now=now)
    if row is None or upkeep is None:
        raise NotFound
    told = _fields_of(row, local_day(at=now)) | _by_need(elevator.pk, upkeep, now)
    return answer_one(request=request, row=ScheduleWhole(**told))


def _by_need(elevator_id: int, upkeep: Upkeep, now: datetime) -> Fields:
    regime = regimes(elevator_ids=[elevator_id])[elevator_id]
    dues = items_due(elevator_ids=[elevator_id], now=now).get(elevator_id, [])
    visit = upkeep.planned
    return {
        "planned": PlannedOut(visit=visit, planned_on=upkeep.planned_on) if visit else None,
        "why_zh": upkeep.why.zh, "why_en": upkeep.why.en, "on_demand_since": regime.since,
        "plan": regime.plan_uid, "plan_until": regime.last_day,
        "fixed_again_on": regime.returned_on,
        "items": [
            ItemDueOut(
                item=one.item, way=one.way, last_on=one.last_on, due_on=one.due_on,
                on_site=one.on_site, cause=one.cause,
            )
            for one in dues
        ],
        "changes": [
            RegimeStepOut(
                regime=one.regime, on=one.on, plan=one.plan_uid, reason=one.reason,
                next_visit_at_once=one.at_once, at=one.at,
            )
            for one in regime_steps(elevator_id=elevator_id)
        ],
    }  # fmt: skip


def _fields_of(row: "Schedule", today: date) -> Fields:
    now = due_now(schedule=row, today=today)
    return {
        "register_number": row.elevator.register_number,
        "jurisdiction": row.elevator.jurisdiction.code, "firm": organisation_ref(row.firm),
        "use_unit": organisation_ref(row.elevator.use_unit), "regime": row.regime,
        "next_level": row.next_level, "next_due_on": row.next_due_on,
        "urge": now.urge,
        "done_on": dict(now.done), "due_on": dict(now.due),
        "calibration_due": row.calibration_due, "paused_since": row.paused_since,
        "technician": person_ref(row.technician_id) if row.technician_id else None,
        "edition": row.edition,
    }  # fmt: skip
