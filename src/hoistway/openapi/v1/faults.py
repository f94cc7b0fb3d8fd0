"""`/v1/faults`: what is wrong with elevators, who saw it, what was done, why it happened."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.faults import actions
from hoistway.faults.models import Fault
from hoistway.faults.queries import (
    FaultSearch,
    appeal_until,
    fault_seen,
    found_faults,
    sightings_of,
    steps_of,
)
from hoistway.faults.vocabulary import FaultCause, FaultGroup, FaultKind, FaultState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.said import WordsIn
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.vocabulary import Scope

router = Router(tags=["faults"])

_FACTS = (
    "source", "cause", "judged", "stated", "repair", "urgency", "quiet_minutes",
    "seen_by_others", "again_hours", "edition",
)  # fmt: skip
"""What a step was decided by, as its page tells it."""


class FaultsAsked(Asked):
    """Which faults."""

    state: FaultState | None = None
    group: FaultGroup | None = None
    cause: FaultCause | None = None
    open: bool = Field(default=False, description="Only those that are still there")
    since: date | None = Field(default=None, description="Began on this day or later")
    until: date | None = Field(default=None, description="Began on this day or before")


class FaultOut(Out):
    """One fault, from when it began until it was mended and its cause was said."""

    number: str
    register_number: str
    jurisdiction: str
    firm: str | None
    use_unit: str | None
    group: FaultGroup
    kind: FaultKind
    state: FaultState
    stopped: bool = Field(description="Whether nobody could ride")
    began_at: datetime
    opened_at: datetime
    mended_at: datetime | None
    closed_at: datetime | None
    repair: str | None = Field(description="Number of the repair that mends it")
    cause: FaultCause | None
    cause_verified: bool = Field(description="Whether a regulator, not the firm, has said it")
    appeal_until: datetime | None
    appealed_at: datetime | None
    sightings: int = Field(description="How often it was seen")
    edition: str


class SightingOut(Out):
    """One witness of a fault."""

    source: str
    kind: FaultKind
    seen_at: datetime
    code: str = Field(description="Information code of the signal, empty where none was")


class StepOut(DoneBy):
    """One step of a fault."""

    deed: str
    at: datetime
    words: str
    file_sha256: str | None
    facts: dict[str, object] = Field(description="What an automatic step was decided by")


class FaultWhole(FaultOut):
    """One fault with its witnesses and its course."""

    seen: list[SightingOut]
    steps: list[StepOut]


class FaultIn(BaseModel):
    """What somebody saw of one elevator."""

    register_number: str = Field(min_length=1, max_length=64)
    kind: FaultKind
    words: str = Field(default="", max_length=1000)


class CauseIn(WordsIn):
    """Why it happened, as the firm says after the repair."""

    cause: FaultCause


class RepairIn(WordsIn):
    """A repair that is ordered."""

    urgency: Urgency


class AppealIn(WordsIn):
    """Why the judged cause is wrong."""

    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


@router.get("", response=Page[FaultOut], url_name="faults", summary="List faults")
def list_faults(request: HttpRequest, wanted: Query[FaultsAsked]) -> HttpResponse:
    """Answer the faults that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.FAULTS)
    search = FaultSearch(
        group=wanted.group, state=wanted.state, cause=wanted.cause, first=wanted.since,
        last=wanted.until,
    )  # fmt: skip
    rows = narrowed(rows=found_faults(by=by, search=search), asked=wanted)
    if wanted.open:
        rows = rows.filter(state__in=sorted(map(str, FaultState.open_states())))
    found, following = turn(
        rows=rows, order=("-began_at", "-pk"), after=wanted.after, limit=wanted.limit
    )
    told = [FaultOut(**fields_of(row)) for row in found]
    return answer_page(request=request, rows=told, schema=FaultOut, following=following)


@router.get("/{number}", response=FaultWhole, url_name="fault", summary="Read a fault")
def read_fault(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one fault with who saw it and every step, the oldest first."""
    by = acting(request=request, scope=Scope.FAULTS)
    row = fault_seen(number=number, by=by)
    return answer_one(request=request, row=_whole(request, row, by))


@router.post("", response={201: FaultOut}, url_name="faults", summary="Report a fault")
def report_fault(request: HttpRequest, body: FaultIn) -> HttpResponse:
    """Report a fault of an elevator within reach; a fault that is known gains a witness."""
    by = acting(request=request, scope=Scope.FAULTS_WRITE)

    def do() -> dict[str, object]:
        elevator = elevator_seen(by=by, register_number=body.register_number)
        row = actions.report_fault(
            elevator_id=elevator.pk, form_id=form_of(request=request), kind=body.kind,
            words=body.words, now=clock.now(), by=by,
        )  # fmt: skip
        return _told(row.number, by)

    return write_once(request=request, do=do)


@router.post("/{number}/order", response=FaultOut, url_name="fault-order", summary="Order a repair")
def order_repair(request: HttpRequest, number: str, body: RepairIn) -> HttpResponse:
    """Order, as the firm that maintains the elevator, the repair that mends the fault."""
    return _done(request, number, actions.order_repair, words=body.words, urgency=body.urgency)


@router.post("/{number}/mend", response=FaultOut, url_name="fault-mend", summary="Say it is mended")
def mend_fault(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Say, as the firm, that the fault is gone and how; one under repair ends with its repair."""
    return _done(request, number, actions.mend_fault, words=body.words)


@router.post(
    "/{number}/cause", response=FaultOut, url_name="fault-cause", summary="State the cause"
)
def state_cause(request: HttpRequest, number: str, body: CauseIn) -> HttpResponse:
    """State, as the firm, why a mended fault happened; it counts as not verified."""
    return _done(request, number, actions.state_cause, words=body.words, cause=body.cause)


@router.post(
    "/{number}/appeal", response=FaultOut, url_name="fault-appeal", summary="Appeal a cause"
)
def appeal_cause(request: HttpRequest, number: str, body: AppealIn) -> HttpResponse:
    """Appeal, as firm or use unit, once and in time against the cause a regulator has judged."""
    return _done(request, number, actions.appeal_cause, words=body.words, file=body.file_sha256)


@router.post(
    "/{number}/reopen", response=FaultOut, url_name="fault-reopen", summary="Reopen a fault"
)
def reopen_fault(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Open a fault again that was called mended and is not."""
    return _done(request, number, actions.reopen_fault, words=body.words)


@router.post("/{number}/note", response=FaultOut, url_name="fault-note", summary="Add a remark")
def note_fault(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Add a remark to the course of a fault."""
    return _done(request, number, actions.note_fault, words=body.words)


def _done(
    request: HttpRequest, number: str, act: Callable[..., object], **said: object
) -> HttpResponse:
    by = acting(request=request, scope=Scope.FAULTS_WRITE)

    def do() -> dict[str, object]:
        row = fault_seen(number=number, by=by)
        if "file" in said:
            name = str(said["file"])
            said["file"] = attachment_of(sha256=name, by=by) if name else None
        act(fault_id=row.pk, form_id=form_of(request=request), now=clock.now(), by=by, **said)
        return _told(number, by)

    return write_once(request=request, do=do, status=200)


def _told(number: str, by: Actor) -> dict[str, object]:
    return FaultOut(**fields_of(fault_seen(number=number, by=by))).model_dump(mode="json")


def fields_of(row: Fault) -> Fields:
    """Return what is answered of a fault whose elevator and organisations are loaded."""
    return {
        "number": row.number, "register_number": row.elevator.register_number,
        "jurisdiction": row.jurisdiction.code, "firm": organisation_ref(row.firm),
        "use_unit": organisation_ref(row.use_unit), "group": row.group, "kind": row.kind,
        "state": row.state, "stopped": row.stopped, "began_at": row.began_at,
        "opened_at": row.opened_at, "mended_at": row.mended_at, "closed_at": row.closed_at,
        "repair": row.repair.number if row.repair else None, "cause": row.cause or None,
        "cause_verified": row.verified, "appeal_until": appeal_until(fault=row),
        "appealed_at": row.appealed_at, "sightings": row.sightings, "edition": row.edition,
    }  # fmt: skip


def _whole(request: HttpRequest, row: Fault, by: Actor) -> FaultWhole:
    steps = steps_of(fault_id=row.pk)
    done = doers(
        request=request, by=by, kept=[step.by for step in steps], subject=f"fault {row.number}"
    )
    return FaultWhole(
        **fields_of(row),
        seen=[
            SightingOut(
                source=str(one.source), kind=one.kind, seen_at=one.seen_at,
                code=str(one.facts.get("code") or ""),
            )
            for one in sightings_of(fault_id=row.pk)
        ],
        steps=[
            StepOut(
                deed=str(step.deed), at=step.at, words=step.words,
                file_sha256=step.file.sha256 if step.file else None,
                facts={name: step.facts[name] for name in _FACTS if name in step.facts}, **who,
            )
            for step, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
