"""`/v1/meeting-lists`, `/v1/check-frequencies`: what meetings ask for, and whom checks visit."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.dossier.meetings import LISTS, MeetingRow
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope
from hoistway.supervision.models import FirmFrequency
from hoistway.supervision.queries.frequency import (
    FrequencySearch,
    found_frequencies,
    standing_band,
)
from hoistway.supervision.vocabulary import FrequencyBand, FrequencyGround

router = Router(tags=["supervision"])
frequency_router = Router(tags=["supervision"])

ListName = Literal["old", "unanswered", "uninspected", "unmaintained", "bikes", "unconnected"]


class MeetingAsked(Turned):
    """Which rows of a list."""

    text: str = Field(default="", max_length=80, description="Register number, address, names")
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")


class MeetingOut(Out):
    """One elevator of a list, since when, and words or a code that belong to it."""

    register_number: str
    name: str
    address: str
    jurisdiction: str
    use_unit: str | None
    firm: str | None
    since: date | None
    said: str


class FrequencyAsked(Turned):
    """Which firms."""

    text: str = Field(default="", max_length=80, description="Name of the firm")
    band: FrequencyBand | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")


class FrequencyOut(Out):
    """How often a firm's work is looked at in one area, and why."""

    firm: str | None
    firm_name: str
    jurisdiction: str
    band: FrequencyBand = Field(description="What holds today")
    computed: FrequencyBand = Field(description="What the facts give; a person may set another")
    chosen_until: date | None
    grounds: list[FrequencyGround]
    priority: float


@router.get(
    "/{list_name}", response=Page[MeetingOut], url_name="meeting-list",
    summary="Read a list for a meeting",
)  # fmt: skip
def read_list(
    request: HttpRequest, list_name: ListName, asked: Query[MeetingAsked]
) -> HttpResponse:
    """Answer, to regulators, one of the lists that meetings ask for, in the order of entry.

    `old`: over 15 years; `unanswered`: no firm or use unit; `uninspected`, `unmaintained`: late;
    `bikes`: passengers wrote of e-bikes; `unconnected`: pilot elevators that are not heard.
    """
    by = acting(request=request, scope=Scope.SUPERVISION)
    require(by=by, deed=Deed.SEE_OVERSIGHT)
    one = LISTS[list_name](by=by, now=clock.now()).narrowed(
        text=asked.text, jurisdiction_code=asked.jurisdiction
    )
    found: list[Any]
    found, following = turn(rows=one.rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [_told(one.row(row)) for row in found]
    return answer_page(request=request, rows=told, schema=MeetingOut, following=following)


@frequency_router.get(
    "", response=Page[FrequencyOut], url_name="check-frequencies",
    summary="List how often firms are checked",
)  # fmt: skip
def list_frequencies(request: HttpRequest, asked: Query[FrequencyAsked]) -> HttpResponse:
    """Answer how often firms are looked at in the areas in sight; a firm reads its own."""
    by, day = acting(request=request, scope=Scope.SUPERVISION), local_day(at=clock.now())
    search = FrequencySearch(text=asked.text, band=asked.band, jurisdiction_code=asked.jurisdiction)
    rows = found_frequencies(by=by, search=search, day=day)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [_frequency(row, day) for row in found]
    return answer_page(request=request, rows=told, schema=FrequencyOut, following=following)


def _told(row: MeetingRow) -> MeetingOut:
    place = row.elevator
    return MeetingOut(
        register_number=place.register_number, name=place.name, address=place.address,
        jurisdiction=place.jurisdiction.code, use_unit=organisation_ref(place.use_unit),
        firm=organisation_ref(place.firm), since=row.since, said=str(row.said),
    )  # fmt: skip


def _frequency(row: FirmFrequency, day: date) -> FrequencyOut:
    return FrequencyOut(
        firm=organisation_ref(row.organisation), firm_name=row.organisation.name,
        jurisdiction=row.jurisdiction.code, band=standing_band(row=row, day=day),
        computed=row.band, chosen_until=row.chosen_until, grounds=[one[0] for one in row.reasons],
        priority=row.priority,
    )  # fmt: skip
