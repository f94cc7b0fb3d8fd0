"""`/v1/incidents/{number}/…`: what a called technician and the desk do in a rescue."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.emergency import actions
from hoistway.emergency.queries import call_for
from hoistway.emergency.vocabulary import Cause, DeclineReason, RescueLevel
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.keys import acting
from hoistway.openapi.v1.incidents import IncidentOut, fields_of, incident_seen
from hoistway.openapi.writes import write_once
from hoistway.plates.queries import resolve_spoken
from hoistway.programs.vocabulary import Scope

router = Router(tags=["incidents"])


class PlaceIn(BaseModel):
    """Where a technician is, WGS-84."""

    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)
    accuracy_m: float = Field(default=0, ge=0, le=100_000)


class Kept(BaseModel):
    """What was sent is kept."""

    kept: bool


class DeclineIn(BaseModel):
    """Why one cannot go."""

    reason: DeclineReason


class ArriveIn(BaseModel):
    """What proves that one is there: the code or number on the plate, or the place."""

    code: str = Field(default="", max_length=120)
    place: PlaceIn | None = None


class FreedIn(BaseModel):
    """How many came out and how many are hurt."""

    people: int = Field(ge=0, le=60)
    injured: int = Field(default=0, ge=0, le=60)


class CloseIn(BaseModel):
    """Why it happened."""

    cause: Cause
    words: str = Field(default="", max_length=2000)


class ReasonIn(BaseModel):
    """Why something is done; the course keeps it."""

    words: str = Field(min_length=1, max_length=2000)


class LevelIn(ReasonIn):
    """To which level a rescue is raised, and why."""

    level: RescueLevel


class NextIn(BaseModel):
    """At which level the next technician is called."""

    level: RescueLevel


@router.post(
    "/{number}/accept", response=IncidentOut, url_name="incident-accept", summary="Take a rescue"
)
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Take, as the called technician, the rescue; taking it twice is once."""
    return _as_called(request, number, actions.accept_call)


@router.post(
    "/{number}/decline", response=IncidentOut, url_name="incident-decline",
    summary="Say that one cannot go",
)  # fmt: skip
def decline(request: HttpRequest, number: str, body: DeclineIn) -> HttpResponse:
    """Say, as the called technician, that one cannot go; the next is called at once."""
    return _as_called(request, number, actions.decline_call, reason=body.reason)


@router.post(
    "/{number}/set-out", response=IncidentOut, url_name="incident-set-out",
    summary="Say that one is under way",
)  # fmt: skip
def set_out(request: HttpRequest, number: str) -> HttpResponse:
    """Say, as the technician who took the rescue, that one is under way."""
    return _as_called(request, number, actions.set_out)


@router.post(
    "/{number}/arrive", response=IncidentOut, url_name="incident-arrive",
    summary="Sign in at the elevator",
)  # fmt: skip
def arrive(request: HttpRequest, number: str, body: ArriveIn) -> HttpResponse:
    """Sign in at the elevator by the code on its plate or by a place near it."""
    scanned = resolve_spoken(typed=body.code, keys=settings.PLATE_KEYS) if body.code else None
    place = body.place
    sign_in = actions.SignIn(
        scanned_elevator_id=scanned.elevator_id if scanned else 0,
        place=Point(place.longitude, place.latitude) if place else None,
        accuracy_m=place.accuracy_m if place else None,
    )
    return _as_called(request, number, actions.arrive, sign_in=sign_in)


@router.post(
    "/{number}/freed", response=IncidentOut, url_name="incident-freed",
    summary="Say that everybody is out",
)  # fmt: skip
def freed(request: HttpRequest, number: str, body: FreedIn) -> HttpResponse:
    """Record, as technician on site or as the desk, that everybody is out."""
    return _moved(
        request, number, actions.free_passengers, people=body.people, injured=body.injured
    )


@router.post(
    "/{number}/close", response=IncidentOut, url_name="incident-close", summary="Finish a rescue"
)
def close(request: HttpRequest, number: str, body: CloseIn) -> HttpResponse:
    """Give the cause and finish the rescue; it is judged against its limits at once."""
    return _moved(request, number, actions.close_incident, cause=body.cause, note=body.words)


@router.post(
    "/{number}/false-alarm", response=IncidentOut, url_name="incident-false-alarm",
    summary="Say that nobody was shut in",
)  # fmt: skip
def false_alarm(request: HttpRequest, number: str, body: ReasonIn) -> HttpResponse:
    """End a rescue in which nobody was shut in, and say how that is known."""
    return _moved(request, number, actions.call_false_alarm, note=body.words)


@router.post(
    "/{number}/escalate", response=IncidentOut, url_name="incident-escalate",
    summary="Raise the level of a rescue",
)  # fmt: skip
def escalate(request: HttpRequest, number: str, body: LevelIn) -> HttpResponse:
    """Raise, as the desk, the rescue to a level at once, with the reason."""
    return _moved(request, number, actions.escalate, level=body.level, note=body.words)


@router.post(
    "/{number}/call-next", response=IncidentOut, url_name="incident-call-next",
    summary="Call the next technician",
)  # fmt: skip
def call_next(request: HttpRequest, number: str, body: NextIn) -> HttpResponse:
    """Pass over, as the desk, whoever is being called at a level and call the next."""
    return _moved(request, number, actions.call_technician, level=body.level)


@router.post("/{number}/note", response=IncidentOut, url_name="incident-note", summary="Add a line")
def add_note(request: HttpRequest, number: str, body: ReasonIn) -> HttpResponse:
    """Add, as the desk, a line to the course of the rescue."""
    return _moved(request, number, actions.note, text=body.words)


places = Router(tags=["positions"])


@places.post("", response=Kept, url_name="positions", summary="Say where a technician is")
def move_position(request: HttpRequest, body: PlaceIn) -> HttpResponse:
    """Keep where the program's technician is now; the last place replaces the one before."""
    by = acting(request=request, scope=Scope.RESCUE_WRITE)

    def do() -> dict[str, object]:
        place = Point(body.longitude, body.latitude)
        actions.move_position(place=place, accuracy_m=body.accuracy_m, now=clock.now(), by=by)
        return {"kept": True}

    return write_once(request=request, do=do, status=200)


def _as_called(
    request: HttpRequest, number: str, act: Callable[..., object], **said: object
) -> HttpResponse:
    """Do a deed of the technician who was called to this rescue. Raises: NotFound."""

    def deed(by: Actor) -> None:
        call = call_for(number=number, person_id=by.person_id)
        if call is None:
            raise NotFound
        act(call_id=call.pk, now=clock.now(), by=by, **said)

    return _written(request, number, deed)


def _moved(
    request: HttpRequest, number: str, act: Callable[..., object], **said: object
) -> HttpResponse:
    def deed(by: Actor) -> None:
        row = incident_seen(number=number, by=by)
        act(incident_id=row.pk, now=clock.now(), by=by, **said)

    return _written(request, number, deed)


def _written(request: HttpRequest, number: str, deed: Callable[[Actor], None]) -> HttpResponse:
    by = acting(request=request, scope=Scope.RESCUE_WRITE)

    def do() -> dict[str, object]:
        deed(by)
        row = incident_seen(number=number, by=by)
        return IncidentOut(**fields_of(row)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)
