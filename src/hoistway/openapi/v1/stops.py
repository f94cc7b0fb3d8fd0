"""`/v1/stops`, `/v1/defects`: what must not be used, and what inspections found wrong."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound
from hoistway.inspection import actions
from hoistway.inspection.models import Defect, StopUse
from hoistway.inspection.queries import defect_seen, stop_seen, stopped
from hoistway.inspection.vocabulary import StopReason
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import BYTES, handed_out
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.v1.inspections import DefectOut, defect_told
from hoistway.openapi.writes import write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["inspections"])
defect_router = Router(tags=["inspections"])

_LARGEST = 2**63


class StopsAsked(Asked):
    """Which stops in force."""

    reason: StopReason | None = None


class StopOut(Out):
    """That an elevator must not be used, from when and why; `stop` names it in addresses."""

    stop: int
    register_number: str
    jurisdiction: str
    use_unit: str | None
    firm: str | None
    reason: StopReason
    clause: str
    inspection: str | None = Field(description="Number of the report that brought it")
    ordered_at: datetime
    received_at: datetime | None
    lifted_at: datetime | None
    lifted_reason: str


class DefectWhole(Out, DefectOut):
    """One thing that a report found wrong."""

    inspection: str


class MendIn(BaseModel):
    """How a defect was mended, and the photo that shows it."""

    words: str = Field(min_length=1, max_length=500)
    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


class LookIn(BaseModel):
    """Whether the defect is gone."""

    mended: bool


@router.get("", response=Page[StopOut], url_name="stops", summary="List stops of use")
def list_stops(request: HttpRequest, asked: Query[StopsAsked]) -> HttpResponse:
    """Answer the stops in force on elevators in reach, the latest first."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    rows = narrowed(rows=stopped(by=by), asked=asked, reason=asked.reason)
    order = ("-ordered_at", "-pk")
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=StopOut, following=following)


@router.get("/{stop}", response=StopOut, url_name="stop", summary="Read a stop of use")
def read_stop(request: HttpRequest, stop: int) -> HttpResponse:
    """Answer one stop, lifted or not; a person of the bureau lifts it by hand."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    return answer_one(request=request, row=_told(stop_seen(stop_id=_key(stop), by=by)))


@router.post(
    "/{stop}/receive", response=StopOut, url_name="stop-receive", summary="Receive a stop of use"
)
def receive(request: HttpRequest, stop: int) -> HttpResponse:
    """Say, as the use unit, that it has read that the elevator must not be used."""
    by = acting(request=request, scope=Scope.INSPECTIONS_WRITE)

    def do() -> Answer:
        row = stop_seen(stop_id=_key(stop), by=by)
        actions.receive_stop(stop_id=row.pk, now=clock.now(), by=by)
        return _told(stop_seen(stop_id=row.pk, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


@defect_router.get("/{defect}", response=DefectWhole, url_name="defect", summary="Read a defect")
def read_defect(request: HttpRequest, defect: int) -> HttpResponse:
    """Answer one thing that a report found wrong, and whether it is mended."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    return answer_one(request=request, row=_whole(defect_seen(defect_id=_key(defect), by=by)))


@defect_router.get(
    "/{defect}/photo", url_name="defect-photo", summary="Take the photo of a mended defect",
    openapi_extra=BYTES,
)  # fmt: skip
def take_photo(request: HttpRequest, defect: int) -> HttpResponse:
    """Give the bytes of the photo with which a defect was reported mended."""
    by = acting(request=request, scope=Scope.INSPECTIONS_READ)
    return handed_out(attachment=defect_seen(defect_id=_key(defect), by=by).mended_file)


@defect_router.post(
    "/{defect}/mend", response=DefectWhole, url_name="defect-mend", summary="Say it is mended"
)
def mend(request: HttpRequest, defect: int, body: MendIn) -> HttpResponse:
    """Say, as use unit or firm, how a defect was mended."""
    by = acting(request=request, scope=Scope.INSPECTIONS_WRITE)

    def do() -> Answer:
        key = defect_seen(defect_id=_key(defect), by=by).pk
        name = body.file_sha256
        actions.mend_defect(
            defect_id=key, words=body.words, now=clock.now(), by=by,
            file=attachment_of(sha256=name, by=by) if name else None,
        )  # fmt: skip
        return _whole(defect_seen(defect_id=key, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


@defect_router.post(
    "/{defect}/look", response=DefectWhole, url_name="defect-look", summary="Say what was seen"
)
def look(request: HttpRequest, defect: int, body: LookIn) -> HttpResponse:
    """Say, as the inspection body, whether a defect is gone or still there."""
    by = acting(request=request, scope=Scope.INSPECTIONS)

    def do() -> Answer:
        key = defect_seen(defect_id=_key(defect), by=by).pk
        actions.look_at_defect(defect_id=key, mended=body.mended, now=clock.now(), by=by)
        return _whole(defect_seen(defect_id=key, by=by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _key(key: int) -> int:
    if not 0 < key < _LARGEST:
        raise NotFound
    return key


def _whole(row: Defect) -> DefectWhole:
    told = defect_told(row).model_dump()
    return DefectWhole(**told, inspection=row.inspection.number)


def _told(row: StopUse) -> StopOut:
    place = row.elevator
    return StopOut(
        stop=row.pk, register_number=place.register_number, jurisdiction=place.jurisdiction.code,
        use_unit=organisation_ref(place.use_unit), firm=organisation_ref(place.firm),
        reason=row.reason, clause=row.clause,
        inspection=row.inspection.number if row.inspection else None,
        ordered_at=row.ordered_at, received_at=row.received_at, lifted_at=row.lifted_at,
        lifted_reason=row.lifted_reason,
    )  # fmt: skip
