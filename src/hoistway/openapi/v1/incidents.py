"""`/v1/incidents`: rescues, each with its course, its calls, its judgement; and a call for one."""

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.emergency.models import Call, Incident
from hoistway.emergency.queries import (
    calls_of,
    evaluations_of,
    incident_at_hand,
    incidents,
    reports_of,
)
from hoistway.emergency.vocabulary import (
    CallState,
    Cause,
    IncidentKind,
    IncidentSource,
    IncidentState,
    RescueLevel,
)
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import REGULATORS, Fields, note_people, reads_people
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref, person_ref
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed as RoleDeed
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from hoistway.riders.actions import SpokenReport, report_rescue
from hoistway.riders.queries import caller_number
from hoistway.riders.vocabulary import Need

router = Router(tags=["incidents"])

COMMANDS = REGULATORS | {RoleKind.DISPATCHER}
"""Who reads every name in a rescue: who commands it and who judges it."""

_SOURCES = {
    RoleKind.DISPATCHER: IncidentSource.PHONE_110, RoleKind.USE_UNIT: IncidentSource.USE_UNIT,
    RoleKind.TECHNICIAN: IncidentSource.FIRM,
}  # fmt: skip
"""Through which channel the program of a role reports."""


class IncidentsAsked(Asked):
    """Which rescues."""

    state: IncidentState | None = None
    kind: IncidentKind | None = None
    open: bool = Field(default=False, description="Only those in which somebody still waits")
    drill: bool = Field(default=False, description="Drills instead of rescues")
    since: date | None = Field(default=None, description="Opened on this day or later")


class IncidentOut(Out):
    """One rescue with the instants of its course."""

    number: str
    register_number: str
    jurisdiction: str
    kind: IncidentKind
    state: IncidentState
    level: RescueLevel
    firm: str | None
    use_unit: str | None
    began_at: datetime
    opened_at: datetime
    firm_told_at: datetime | None
    accepted_at: datetime | None
    arrived_at: datetime | None
    freed_at: datetime | None
    closed_at: datetime | None
    people: int | None
    injured: int | None
    cause: Cause | None
    drill: bool


class ReportOut(Out):
    """One witness of a rescue."""

    source: IncidentSource
    seen_at: datetime
    received_at: datetime
    cleared_at: datetime | None


class CallOut(Out):
    """One call to a technician; who it was only to the own firm and those who command."""

    technician: str | None
    firm: str | None
    station: str
    level: RescueLevel
    state: CallState
    called_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    reason: str = Field(description="Why the technician could not go")
    distance_m: float
    travel_s: float
    weighed: int = Field(description="How many were weighed for this call")
    edition: str


class FigureOut(Out):
    """One judged stretch of a rescue."""

    name: str
    clause: str
    seconds: float | None
    limit_s: float
    verdict: str


class IncidentWhole(IncidentOut):
    """One rescue with its witnesses, its calls and its judgement."""

    reports: list[ReportOut]
    calls: list[CallOut]
    figures: list[FigureOut]
    edition: str
    caller_phone: str = Field(description="With scope `people`, for firm, desk and regulators")


class RescueIn(BaseModel):
    """A call for a rescue."""

    register_number: str = Field(min_length=1, max_length=64)
    kind: IncidentKind = IncidentKind.ENTRAPMENT
    people: int | None = Field(default=None, ge=0, le=60)
    needs: list[Need] = Field(default=[], max_length=5)
    phone: str = Field(default="", max_length=32, description="Where the caller is reached")
    words: str = Field(default="", max_length=500)


@router.get("", response=Page[IncidentOut], url_name="incidents", summary="List rescues")
def list_incidents(request: HttpRequest, wanted: Query[IncidentsAsked]) -> HttpResponse:
    """Answer the rescues that the program's person sees, the latest first."""
    rows = narrowed(
        rows=_seen(acting(request=request, scope=Scope.RESCUE)), asked=wanted,
        state=wanted.state, kind=wanted.kind,
    ).filter(drill=wanted.drill)  # fmt: skip
    if wanted.open:
        rows = rows.filter(state__in=sorted(map(str, IncidentState.open_states())))
    if wanted.since:
        rows = rows.filter(opened_at__gte=datetime.combine(wanted.since, time(), SHANGHAI))
    found, following = turn(
        rows=rows, order=("-opened_at", "-pk"), after=wanted.after, limit=wanted.limit
    )
    told = [IncidentOut(**fields_of(row)) for row in found]
    return answer_page(request=request, rows=told, schema=IncidentOut, following=following)


@router.get("/{number}", response=IncidentWhole, url_name="incident", summary="Read a rescue")
def read_incident(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one rescue with who reported it, who was called, and how it was judged."""
    by = acting(request=request, scope=Scope.RESCUE)
    return answer_one(request=request, row=_whole(request, incident_seen(number=number, by=by), by))


@router.post("", response={201: IncidentOut}, url_name="incidents", summary="Call for a rescue")
def call_for_rescue(request: HttpRequest, body: RescueIn) -> HttpResponse:
    """Open or join the rescue of an elevator within reach; sent again it is the same call."""
    by = acting(request=request, scope=Scope.RESCUE_WRITE)
    require(by=by, deed=RoleDeed.CALL_RESCUE)

    def do() -> dict[str, object]:
        elevator = elevator_seen(by=by, register_number=body.register_number)
        report = SpokenReport(
            elevator_id=elevator.pk, source=_SOURCES[RoleKind(by.role)], kind=body.kind,
            form_id=form_of(request=request), people=body.people, phone=body.phone,
            needs=tuple(body.needs), words=body.words,
        )  # fmt: skip
        key = report_rescue(report=report, now=clock.now(), by=by)
        row = incident_at_hand(incident_id=key)
        return IncidentOut(**fields_of(row)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _seen(by: Actor) -> QuerySet[Incident]:
    require(by=by, deed=RoleDeed.SEE_INCIDENTS)
    return incidents(by=by)


def incident_seen(*, number: str, by: Actor) -> Incident:
    """Return one visible rescue. Raises: NotAllowed, NotFound."""
    row = _seen(by).filter(number=number).first()
    if row is None:
        raise NotFound
    return row


def fields_of(row: Incident) -> Fields:
    """Return what is answered of a rescue whose elevator and firm are loaded."""
    return {
        "number": row.number, "register_number": row.elevator.register_number,
        "jurisdiction": row.elevator.jurisdiction.code, "kind": row.kind, "state": row.state,
        "level": row.level, "firm": organisation_ref(row.firm),
        "use_unit": organisation_ref(row.elevator.use_unit), "began_at": row.began_at,
        "opened_at": row.opened_at, "firm_told_at": row.firm_told_at,
        "accepted_at": row.accepted_at, "arrived_at": row.arrived_at, "freed_at": row.freed_at,
        "closed_at": row.closed_at, "people": row.people, "injured": row.injured,
        "cause": row.cause or None, "drill": row.drill,
    }  # fmt: skip


def reads_detail(*, by: Actor) -> bool:
    """Return whether free text and the caller's telephone may be read: desk, regulators, firm."""
    return by.role in {str(role) for role in COMMANDS | {RoleKind.FIRM_OFFICE}}


def _whole(request: HttpRequest, row: Incident, by: Actor) -> IncidentWhole:
    judged = evaluations_of(incident_id=row.pk).first()
    phone = ""
    if reads_people(request=request) and reads_detail(by=by):
        phone = caller_number(incident_id=row.pk)
    if phone:
        note_people(request=request, by=by, subject=f"incident {row.number} caller")
    return IncidentWhole(
        **fields_of(row), caller_phone=phone,
        reports=[
            ReportOut(
                source=one.source, seen_at=one.seen_at, received_at=one.received_at,
                cleared_at=one.cleared_at,
            )
            for one in reports_of(incident_id=row.pk)
        ],
        calls=[_call(one, by) for one in calls_of(incident_id=row.pk)],
        figures=[
            FigureOut(**{name: one.get(name) for name in FigureOut.model_fields})
            for one in (judged.figures if judged else ())
        ],
        edition=judged.edition if judged else "",
    )  # fmt: skip


def _call(row: Call, by: Actor) -> CallOut:
    own = by.role in {str(role) for role in COMMANDS} or row.firm_id == by.organisation_id
    return CallOut(
        technician=person_ref(row.technician_id) if own else None, firm=organisation_ref(row.firm),
        station=row.station.name if row.station else "", level=row.level, state=row.state,
        called_at=row.called_at, answer_by=row.answer_by, answered_at=row.answered_at,
        reason=row.reason, distance_m=row.distance_m, travel_s=row.travel_s,
        weighed=int(row.explanation.get("weighed", 0)),
        edition=str(row.explanation.get("edition", "")),
    )  # fmt: skip
