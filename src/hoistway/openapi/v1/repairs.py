"""`/v1/repairs`: from what was found to the use unit's word that an elevator may run again."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions import open_repair
from hoistway.maintenance.actions.repairing import (
    NoSuchRecord,
    Solution,
    assign_repair,
    drop_repair,
    finish_repair,
    give_up_repair,
    stop_elevator,
)
from hoistway.maintenance.actions.returning import confirm_return, reject_repair
from hoistway.maintenance.queries.repairs import (
    RepairSearch,
    found_repairs,
    repair_seen,
    repair_steps_of,
)
from hoistway.maintenance.vocabulary.repairs import RepairDeed, RepairSource, RepairState, Urgency
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref, people_of
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, many, write_once, write_one_or_many
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.maintenance.models import Repair

router = Router(tags=["repairs"])


class RepairOut(Out):
    """One repair; while `stopped_at` is set and `returned_at` is null nobody may ride."""

    number: str
    register_number: str
    firm: str | None
    use_unit: str | None
    source: RepairSource
    state: RepairState
    urgency: Urgency
    item: str
    words: str
    opened_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    returned_at: datetime | None
    found_in: UUID | None = Field(description="The visit that found it")
    done_in: UUID | None = Field(description="The visit that did it")
    solution: str
    solution_sha256: str | None


class StepOut(BaseModel):
    """One step of a repair."""

    at: datetime
    old_state: RepairState
    new_state: RepairState
    words: str
    role: str = Field(description="Code of the role that did it; empty: the platform")


class RepairWhole(RepairOut):
    """One repair with its course, the first step first."""

    steps: list[StepOut]


class RepairsAsked(Asked):
    """Which repairs, and which page of them."""

    text: str = Field(default="", max_length=80, description="Number, words, address")
    state: RepairState | None = None
    urgency: Urgency | None = None
    stopped: bool = Field(default=False, description="Only what keeps an elevator out of service")


class RepairIn(BaseModel):
    """What is wrong with an elevator; «at_once» takes it out of service."""

    register_number: str = Field(min_length=1, max_length=64)
    words: str = Field(min_length=1, max_length=500)
    urgency: Urgency = Urgency.SOON


class MoveIn(BaseModel):
    """What is done about a repair; each deed says below what it needs."""

    deed: RepairDeed = Field(
        description="begin: technician, planned_on; finish: visit; stop, give_up, drop, reject: "
        "words; return: nothing. return and reject are the use unit's, the others the firm's."
    )
    words: str = Field(default="", max_length=1000)
    technician: str | None = Field(default=None, max_length=20, description="P…")
    planned_on: Day | None = None
    visit: UUID | None = Field(default=None, description="The signed visit that did it")
    attachment: str | None = Field(default=None, max_length=64, description="SHA-256, for give_up")


@router.get("", response=Page[RepairOut], url_name="repairs", summary="List repairs")
def list_repairs(request: HttpRequest, asked: Query[RepairsAsked]) -> HttpResponse:
    """Answer the repairs that the program's person sees, the newest first."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    states = frozenset({asked.state}) if asked.state else frozenset()
    search = RepairSearch(text=asked.text, states=states, urgency=asked.urgency)
    rows = narrowed(rows=found_repairs(by=by, search=search), asked=asked)
    if asked.stopped:
        rows = rows.filter(stopped_at__isnull=False, returned_at=None)
    found, following = turn(
        rows=rows, order=("-opened_at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [RepairOut.model_validate(_told(row)) for row in found]
    return answer_page(request=request, rows=told, schema=RepairOut, following=following)


@router.get("/{number}", response=RepairWhole, url_name="repair", summary="Read a repair")
def read_repair(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one repair with its course."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    row = repair_seen(number=number, by=by)
    steps = [
        StepOut(
            at=one.at, old_state=one.old_state, new_state=one.new_state, words=one.words,
            role=str(one.by.get("role", "")),
        )
        for one in repair_steps_of(repair_id=row.pk)
    ]  # fmt: skip
    told = RepairWhole.model_validate(_told(row) | {"steps": steps})
    return answer_one(request=request, row=told)


@router.post(
    "", response={201: RepairOut}, url_name="repairs", summary="Open a repair",
    openapi_extra=many(RepairIn),
)  # fmt: skip
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a repair of an elevator that the firm maintains; as NDJSON many at once."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    return write_one_or_many(
        request=request, schema=RepairIn, do=lambda body, form: _opened(body, form, by)
    )


def _opened(body: RepairIn, form: UUID, by: Actor) -> Answer:
    elevator = elevator_seen(by=by, register_number=body.register_number)
    row = open_repair(
        form_id=form, elevator_id=elevator.pk, firm_id=by.organisation_id,
        source=RepairSource.FAULT, words=body.words, urgency=body.urgency, now=clock.now(), by=by,
    )  # fmt: skip
    return _as_answer(row.number, by)


@router.post(
    "/{number}/moves", response={201: RepairOut}, url_name="repair-moves",
    summary="Move a repair on",
)  # fmt: skip
def move_repair(request: HttpRequest, number: str, body: MoveIn) -> HttpResponse:
    """Begin, finish, stop, give up or drop a repair, or send it back or return it to service."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        row = repair_seen(number=number, by=by)
        _ACTS[body.deed](row, body, form, clock.now(), by)
        return _as_answer(number, by)

    return write_once(request=request, do=do)


def _as_answer(number: str, by: Actor) -> Answer:
    row = repair_seen(number=number, by=by)
    return RepairOut.model_validate(_told(row)).model_dump(mode="json")


def _begin(row: "Repair", body: MoveIn, form: UUID, now: datetime, by: Actor) -> object:
    person = people_of(refs=[body.technician])[0] if body.technician else by.person_id
    return assign_repair(
        repair_id=row.pk, person_id=person, planned_on=body.planned_on or local_day(at=now),
        form_id=form, now=now, by=by,
    )  # fmt: skip


def _finish(row: "Repair", body: MoveIn, form: UUID, now: datetime, by: Actor) -> object:
    if body.visit is None:
        raise NoSuchRecord
    return finish_repair(
        repair_id=row.pk, visit_uid=body.visit, words=body.words, form_id=form, now=now, by=by
    )


def _give_up(row: "Repair", body: MoveIn, form: UUID, now: datetime, by: Actor) -> object:
    file = attachment_of(sha256=body.attachment, by=by) if body.attachment else None
    said = Solution(words=body.words, file=file)
    return give_up_repair(repair_id=row.pk, solution=said, form_id=form, now=now, by=by)


def _stop(row: "Repair", body: MoveIn, form: UUID, now: datetime, by: Actor) -> object:
    return stop_elevator(repair_id=row.pk, words=body.words, form_id=form, now=now, by=by)


def _drop(row: "Repair", body: MoveIn, form: UUID, now: datetime, by: Actor) -> object:
    return drop_repair(repair_id=row.pk, words=body.words, form_id=form, now=now, by=by)


def _return(row: "Repair", body: MoveIn, form: UUID, now: datetime, by: Actor) -> object:
    return confirm_return(repair_id=row.pk, form_id=form, now=now, by=by)


def _reject(row: "Repair", body: MoveIn, form: UUID, now: datetime, by: Actor) -> object:
    return reject_repair(repair_id=row.pk, words=body.words, form_id=form, now=now, by=by)


_ACTS: dict[RepairDeed, Callable[["Repair", MoveIn, UUID, datetime, Actor], object]] = {
    RepairDeed.BEGIN: _begin, RepairDeed.FINISH: _finish, RepairDeed.STOP: _stop,
    RepairDeed.GIVE_UP: _give_up, RepairDeed.DROP: _drop, RepairDeed.RETURN: _return,
    RepairDeed.REJECT: _reject,
}  # fmt: skip


def _told(row: "Repair") -> dict[str, object]:
    elevator = row.elevator
    return {
        "number": row.number, "register_number": elevator.register_number,
        "firm": organisation_ref(row.firm), "use_unit": organisation_ref(elevator.use_unit),
        "source": row.source, "state": row.state, "urgency": row.urgency, "item": row.item,
        "words": row.words, "opened_at": row.opened_at, "due_at": row.due_at,
        "stopped_at": row.stopped_at, "returned_at": row.returned_at,
        "found_in": row.found_in.uid if row.found_in else None,
        "done_in": row.done_in.uid if row.done_in else None, "solution": row.solution,
        "solution_sha256": row.solution_file.sha256 if row.solution_file else None,
    }  # fmt: skip
