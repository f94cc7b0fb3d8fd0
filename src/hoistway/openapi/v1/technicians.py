"""`/v1/technicians` and `/v1/bindings`: a firm's technicians, and who looks after what."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.filings.actions import PhoneDeed, agree_to_binding, bind, unbind
from hoistway.filings.models import Binding
from hoistway.filings.queries import bindings
from hoistway.filings.vocabulary import BindingState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import note_people, reads_people
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref, people_of, person_ref
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.models import Certificate, Membership
from hoistway.parties.queries import certificates_of, members
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import survivor_numbered

router = Router(tags=["technicians"])
binding_router = Router(tags=["technicians"])

OFFICES = frozenset({str(RoleKind.FIRM_OFFICE), str(RoleKind.TECHNICIAN)})


class CertificateOut(BaseModel):
    """A certificate T; both days are included."""

    number: str
    first_day: date
    last_day: date


class TechnicianOut(Out):
    """A technician of the own firm; name and telephone only to keys with scope «people»."""

    person: str = Field(description="How other calls name this person: P…")
    since: datetime
    certificates: list[CertificateOut] = Field(description="The longest first")
    name: str
    phone: str


class BindingsAsked(Turned):
    """Which bindings, and which page of them."""

    state: BindingState | None = None
    elevator: str = Field(default="", max_length=64, description="Register number")
    person: str = Field(default="", max_length=16, description="P… of /v1/technicians")


class BindingOut(Out):
    """That a technician looks after an elevator, asks to, or did."""

    number: int
    register_number: str
    person: str
    firm: str | None
    state: BindingState
    since: datetime
    ended_at: datetime | None
    reason: str


class BindingIn(BaseModel):
    """Who shall look after which elevator; a technician's program leaves `person` out."""

    register_number: str = Field(min_length=1, max_length=64)
    person: str = Field(default="", max_length=16, description="P… of /v1/technicians")


class EndIn(BaseModel):
    """Why a binding ends; the technician reads it."""

    reason: str = Field(default="", max_length=200)


@router.get(
    "", response=Page[TechnicianOut], url_name="technicians", summary="List the firm's technicians"
)
def list_technicians(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer the technicians whose roles at the own firm hold now, with their certificates."""
    by = _of_firm(request)
    found, following = turn(
        rows=_crew(by), order=("pk",), after=asked.after, limit=asked.limit
    )  # fmt: skip
    told = _told(request, found, by)
    return answer_page(request=request, rows=told, schema=TechnicianOut, following=following)


@router.get("/{person}", response=TechnicianOut, url_name="technician", summary="Read a technician")
def read_technician(request: HttpRequest, person: str) -> HttpResponse:
    """Answer one technician of the own firm."""
    by = _of_firm(request)
    found = list(_crew(by).filter(person_id__in=people_of(refs=[person])))
    if not found:
        raise NotFound
    return answer_one(request=request, row=_told(request, found, by)[0])


@binding_router.get(
    "", response=Page[BindingOut], url_name="bindings", summary="List who looks after what"
)
def list_bindings(request: HttpRequest, asked: Query[BindingsAsked]) -> HttpResponse:
    """Answer the bindings that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.FILINGS)
    wanted: dict[str, object] = {"state": asked.state} if asked.state else {}
    if asked.elevator:
        wanted["elevator_id"] = survivor_numbered(register_number=asked.elevator)
    if asked.person:
        wanted["person_id__in"] = people_of(refs=[asked.person])
    rows = bindings(by=by).filter(**wanted)
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [_bound(row) for row in found]
    return answer_page(request=request, rows=told, schema=BindingOut, following=following)


@binding_router.post(
    "", response={201: BindingOut}, url_name="bindings", summary="Bind a technician"
)
def bind_one(request: HttpRequest, body: BindingIn) -> HttpResponse:
    """Let a technician of the firm look after an elevator that the firm answers for."""
    by = acting(request=request, scope=Scope.FILINGS_WRITE)
    now = clock.now()

    def do() -> Answer:
        elevator = elevator_seen(by=by, register_number=body.register_number)
        person = people_of(refs=[body.person])[0] if body.person else by.person_id
        deed = PhoneDeed(form_id=form_of(request=request), known_at=now)
        kept = bind(elevator_id=elevator.pk, person_id=person, deed=deed, now=now, by=by)
        return _seen(kept.pk, by).model_dump(mode="json")

    return write_once(request=request, do=do)


@binding_router.post(
    "/{number}/agree", response={201: BindingOut}, url_name="binding-agree",
    summary="Agree to a binding",
)  # fmt: skip
def agree(request: HttpRequest, number: int) -> HttpResponse:
    """Let the firm's office agree to a binding that a technician asked for."""
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do() -> Answer:
        agree_to_binding(binding_id=number, now=clock.now(), by=by)
        return _seen(number, by).model_dump(mode="json")

    return write_once(request=request, do=do)


@binding_router.post(
    "/{number}/end", response={201: BindingOut}, url_name="binding-end",
    summary="End a binding",
)  # fmt: skip
def end(request: HttpRequest, number: int, body: EndIn) -> HttpResponse:
    """End a binding or refuse one that was asked for; an office says why."""
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do() -> Answer:
        unbind(binding_id=number, reason=body.reason, now=clock.now(), by=by)
        return _seen(number, by).model_dump(mode="json")

    return write_once(request=request, do=do)


def _of_firm(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.FILINGS)
    if by.role not in OFFICES:
        raise NotAllowed
    return by


def _crew(by: Actor) -> QuerySet[Membership]:
    now = clock.now()
    crew = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    own = by.role == str(RoleKind.TECHNICIAN)
    return crew.filter(person_id=by.person_id) if own else crew


def _told(request: HttpRequest, rows: list[Membership], by: Actor) -> list[TechnicianOut]:
    keys = [row.person_id for row in rows]
    held: dict[int, list[Certificate]] = {key: [] for key in keys}
    for one in certificates_of(person_ids=keys, kind=CertificateKind.T):
        held[one.person_id].append(one)
    named = reads_people(request=request)
    if named and rows:
        note_people(request=request, by=by, subject=f"{len(rows)} technicians of the own firm")
    return [
        TechnicianOut(
            person=person_ref(row.person_id), since=row.period.lower,
            certificates=[
                CertificateOut(
                    number=one.number, first_day=one.valid_from, last_day=one.valid_until
                )
                for one in held[row.person_id]
            ],
            name=row.person.name if named else "", phone=row.person.phone if named else "",
        )
        for row in rows
    ]  # fmt: skip


def _seen(key: int, by: Actor) -> BindingOut:
    return _bound(bindings(by=by).get(pk=key))


def _bound(row: Binding) -> BindingOut:
    return BindingOut(
        number=row.pk, register_number=row.elevator.register_number,
        person=person_ref(row.person_id), firm=organisation_ref(row.firm), state=row.state,
        since=row.period.lower, ended_at=row.ended_at, reason=row.unbound_reason,
    )  # fmt: skip
