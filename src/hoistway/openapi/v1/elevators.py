"""`/v1/elevators`: the register as the program's person sees it."""

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.dossier.search import elevator_seen, told_by_plate
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.programs.vocabulary import Scope
from hoistway.registry.models import Elevator
from hoistway.registry.queries import ElevatorSearch, elevators, fitting
from hoistway.registry.vocabulary import ElevatorKind, PlaceKind, UseState

router = Router(tags=["elevators"])


class ElevatorsAsked(Turned):
    """Which elevators, and which page of them."""

    text: str = Field(
        default="", max_length=80, description="Words of name, address, numbers, or a code"
    )
    kind: ElevatorKind | None = None
    use_state: UseState | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    street: str = Field(default="", max_length=60)


class ElevatorOut(Out):
    """One elevator as the register holds it true; organisations by their credit code."""

    register_number: str
    device_code: str
    certificate_number: str
    serial_number: str
    unit_number: str
    name: str
    address: str
    estate: str
    building: str
    kind: ElevatorKind
    use_state: UseState
    place_kind: PlaceKind
    jurisdiction: str
    street: str
    use_unit: str | None
    use_unit_name: str | None
    firm: str | None
    firm_name: str | None
    longitude: float | None
    latitude: float | None
    floors: int | None
    stops: int | None
    rated_speed_mps: float | None
    rated_load_kg: int | None
    travel_m: float | None
    made_by: str
    model: str
    made_on: date | None
    registered_on: date | None
    recorded_at: datetime


@router.get("", response=Page[ElevatorOut], url_name="elevators", summary="List elevators")
def list_elevators(request: HttpRequest, asked: Query[ElevatorsAsked]) -> HttpResponse:
    """Answer the elevators that the program's person sees, in the order of their entry."""
    by = acting(request=request, scope=Scope.REGISTER)
    rows = elevators(by=by).select_related("jurisdiction", "use_unit", "firm")
    wanted = {
        "kind": asked.kind, "use_state": asked.use_state, "street": asked.street,
        "jurisdiction__code": asked.jurisdiction,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.text.strip():
        search = told_by_plate(search=ElevatorSearch(text=asked.text), keys=settings.PLATE_KEYS)
        entries = fitting(by=by, search=search).order_by()
        rows = rows.filter(pk__in=entries.values("elevator_id"))
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [told_of(row) for row in found]
    return answer_page(request=request, rows=told, schema=ElevatorOut, following=following)


@router.get(
    "/{register_number}", response=ElevatorOut, url_name="elevator", summary="Read an elevator"
)
def read_elevator(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer one elevator; a number that was merged away answers what it is today."""
    by = acting(request=request, scope=Scope.REGISTER)
    row = elevator_seen(by=by, register_number=register_number)
    return answer_one(request=request, row=told_of(row))


def told_of(row: Elevator) -> ElevatorOut:
    """Return what is answered of an elevator whose organisations are loaded."""
    return ElevatorOut(
        register_number=row.register_number, device_code=row.device_code,
        certificate_number=row.certificate_number, serial_number=row.serial_number,
        unit_number=row.unit_number, name=row.name, address=row.address, estate=row.estate,
        building=row.building, kind=row.kind, use_state=row.use_state,
        place_kind=row.place_kind, jurisdiction=row.jurisdiction.code, street=row.street,
        use_unit=organisation_ref(row.use_unit),
        use_unit_name=row.use_unit.name if row.use_unit else None,
        firm=organisation_ref(row.firm),
        firm_name=row.firm.name if row.firm else None,
        longitude=row.longitude, latitude=row.latitude, floors=row.floors, stops=row.stops,
        rated_speed_mps=row.rated_speed_mps, rated_load_kg=row.rated_load_kg,
        travel_m=row.travel_m, made_by=row.made_by, model=row.model, made_on=row.made_on,
        registered_on=row.registered_on, recorded_at=row.recorded_at,
    )  # fmt: skip
