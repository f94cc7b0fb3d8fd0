"""`/v1/irregular-visits`: what the online desk looks at before anybody travels."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_of, organisation_ref
from hoistway.openapi.values import Day
from hoistway.programs.vocabulary import Scope
from hoistway.supervision.models import Look
from hoistway.supervision.queries import OversightSearch, irregular
from hoistway.supervision.vocabulary import Irregularity

router = Router(tags=["supervision"])
DAYS = 30
"""How far back the list looks unless it is told. Chosen: as the page does."""


class IrregularAsked(Turned):
    """Which visits; without days those of the last thirty."""

    text: str = Field(default="", max_length=80, description="Register number, address, firm")
    sign: Irregularity | None = None
    firm: str = Field(default="", max_length=20, description="Credit code of a firm")
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    first: Day | None = None
    last: Day | None = None


class IrregularOut(Out):
    """One visit at which a person should look; `weight` (0 to 1) says how much speaks for it."""

    visit: UUID
    register_number: str
    firm: str | None
    jurisdiction: str
    day: date
    signs: list[Irregularity]
    facts: dict[str, Any] = Field(description="What was found, by sign")
    weight: float
    counted: bool = Field(description="Whether the visit counts as done")
    edition: str


@router.get(
    "", response=Page[IrregularOut], url_name="irregular-visits", summary="List irregular visits"
)
def list_irregular(request: HttpRequest, asked: Query[IrregularAsked]) -> HttpResponse:
    """Answer, to regulators, the visits of their area that look irregular, the worst first."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    last = asked.last or local_day(at=clock.now())
    search = OversightSearch(
        first=asked.first or last - timedelta(days=DAYS), last=last, text=asked.text,
        kind=asked.sign, jurisdiction_code=asked.jurisdiction,
        firm_id=organisation_of(ref=asked.firm).pk if asked.firm else 0,
    )  # fmt: skip
    order = ("-weight", "-day", "-pk")
    rows = irregular(by=by, search=search)
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=IrregularOut, following=following)


def _told(row: Look) -> IrregularOut:
    return IrregularOut(
        visit=row.visit.uid, register_number=row.elevator.register_number,
        firm=organisation_ref(row.firm), jurisdiction=row.elevator.jurisdiction.code, day=row.day,
        signs=row.codes, facts=row.facts, weight=row.weight, counted=row.counted,
        edition=row.edition,
    )  # fmt: skip
