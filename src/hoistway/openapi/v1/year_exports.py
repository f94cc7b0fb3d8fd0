"""`/v1/year-exports`: the visits of a firm's year as one file."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.actions.exports import ask_year_export, stop_year_export
from hoistway.maintenance.queries.exports import file_of_export, year_export_seen, year_exports
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.handing_out import binary
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.vocabulary import RunState

if TYPE_CHECKING:
    from hoistway.maintenance.models import YearExport

router = Router(tags=["visits"])
_PART = 1 << 18


class YearIn(BaseModel):
    """Which calendar year."""

    year: int = Field(ge=2000, le=2200)


class YearExportOut(Out):
    """One export: how far it is, and whether its file can be taken."""

    number: str
    first_day: date
    last_day: date
    state: RunState
    visits: int
    visits_done: int
    said: str = Field(description="Why it failed")
    at: datetime
    ended_at: datetime | None
    size_bytes: int | None = Field(description="Of the file; null while there is none")


@router.get(
    "", response=Page[YearExportOut], url_name="year-exports", summary="List exports of years"
)
def list_exports(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer the exports that the firm asked for, the newest first."""
    by = _office(request, Scope.MAINTENANCE)
    found, following = turn(
        rows=year_exports(by=by), order=("-at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=YearExportOut, following=following)


@router.get(
    "/{number}", response=YearExportOut, url_name="year-export", summary="Read an export of a year"
)
def read_export(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one export; ask again until its state is `done`."""
    row = year_export_seen(number=number, by=_office(request, Scope.MAINTENANCE))
    return answer_one(request=request, row=_told(row))


@router.get(
    "/{number}/file", url_name="year-export-file", summary="Take the file of a year",
    openapi_extra=binary("application/zip"),
)  # fmt: skip
def take_file(request: HttpRequest, number: str) -> HttpResponseBase:
    """Give a ZIP with a line for each visit and each item, as CSV in UTF-8 and xlsx."""
    by = _office(request, Scope.MAINTENANCE)
    path = file_of_export(export=year_export_seen(number=number, by=by))
    if path is None:
        raise NotFound

    def chunks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while chunk := file.read(_PART):
                yield chunk

    answer = StreamingHttpResponse(chunks(), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    answer.headers["Content-Length"] = str(path.stat().st_size)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@router.post(
    "", response={201: YearExportOut}, url_name="year-exports", summary="Ask for a year as a file"
)
def ask(request: HttpRequest, body: YearIn) -> HttpResponse:
    """Have the visits of a calendar year that count written into one file; a job does it."""
    by = _office(request, Scope.MAINTENANCE_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        row = ask_year_export(year=body.year, form_id=form, now=clock.now(), by=by)
        return _told(row).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/stop", response=YearExportOut, url_name="year-export-stop",
    summary="Stop an export of a year",
)  # fmt: skip
def stop(request: HttpRequest, number: str) -> HttpResponse:
    """Give an export up that is not done; one that is done stays as it is."""
    by = _office(request, Scope.MAINTENANCE_WRITE)

    def do() -> Answer:
        stop_year_export(number=number, now=clock.now(), by=by)
        return _told(year_export_seen(number=number, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _office(request: HttpRequest, scope: Scope) -> Actor:
    by = acting(request=request, scope=scope)
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    return by


def _told(row: "YearExport") -> YearExportOut:
    path = file_of_export(export=row)
    return YearExportOut(
        number=row.number, first_day=row.first_day, last_day=row.last_day, state=row.state,
        visits=row.visits, visits_done=row.visits_done, said=row.said, at=row.at,
        ended_at=row.ended_at, size_bytes=path.stat().st_size if path else None,
    )  # fmt: skip
