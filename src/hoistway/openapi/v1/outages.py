"""`/v1/outages`: which lifts nobody can ride now, in the whole city or among those in reach."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.outages import Outage, OutageSearch, OutReason, outages
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out, answer_one
from hoistway.openapi.keys import acting
from hoistway.openapi.refs import organisation_ref
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import elevators

router = Router(tags=["outages"])


class OutagesAsked(BaseModel):
    """Which lifts."""

    text: str = Field(default="", max_length=60, description="Estate, street, address or name")
    jurisdiction: str = Field(default="", max_length=16, description="Code of a district")
    reason: OutReason | None = None
    own: bool = Field(default=False, description="Only those that the program's person sees")


class OutageOut(BaseModel):
    """One lift out of service; the public reads the same."""

    register_number: str
    name: str
    address: str
    estate: str
    building: str
    jurisdiction: str
    use_unit: str | None
    firm: str | None
    reason: OutReason
    since: datetime
    until: date | None = Field(description="The day by which its repair must be done")
    running_in_building: int


class OutagesOut(Out):
    """All lifts out of service at an instant, the latest first."""

    as_of: datetime
    count: int
    outages: list[OutageOut]


@router.get("", response=OutagesOut, url_name="outages", summary="List lifts out of service")
def list_outages(request: HttpRequest, asked: Query[OutagesAsked]) -> HttpResponse:
    """Answer every lift that nobody can ride now, why, since when, and until when.

    The list is of one instant and comes whole; anybody reads it at `/outages.json` without a key.
    """
    by, now = acting(request=request, scope=Scope.REGISTER), clock.now()
    search = OutageSearch(district=asked.jurisdiction, text=asked.text.strip())
    found = outages(search=search, now=now)
    if asked.reason is not None:
        found = [one for one in found if one.out.why is asked.reason]
    if asked.own:
        seen = _own(by, [one.elevator.pk for one in found])
        found = [one for one in found if one.elevator.pk in seen]
    told = OutagesOut(as_of=now, count=len(found), outages=[_told(one) for one in found])
    return answer_one(request=request, row=told)


def _own(by: Actor, keys: list[int]) -> set[int]:
    return set(elevators(by=by).filter(pk__in=keys).order_by().values_list("pk", flat=True))


def _told(one: Outage) -> OutageOut:
    row = one.elevator
    return OutageOut(
        register_number=row.register_number, name=row.name, address=row.address,
        estate=row.estate, building=row.building, jurisdiction=row.jurisdiction.code,
        use_unit=organisation_ref(row.use_unit), firm=organisation_ref(row.firm),
        reason=one.out.why, since=one.out.since, until=one.out.until,
        running_in_building=one.others,
    )  # fmt: skip
