"""`/v1/samples`: pilot elevators drawn by lot, what was found at them, and what was mended."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import Fields
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.said import WordsIn
from hoistway.openapi.writes import write_once
from hoistway.parties.queries import Reach, reach_of
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.sampling.actions import confirm_mended, say_mended
from hoistway.sampling.models import SampleCheck
from hoistway.sampling.queries import check_seen, checks, own_checks
from hoistway.sampling.vocabulary import Answer as Said
from hoistway.sampling.vocabulary import CheckResult, DrawPurpose, DrawState

router = Router(tags=["supervision"])

ONE = "/{draw}/{register_number}"


class SamplesAsked(Asked):
    """Which drawn elevators."""

    draw: str = Field(default="", max_length=20, description="Number of a draw")
    result: CheckResult | None = None
    to_mend: bool = Field(default=False, description="Only those with something to mend")


class SampleOut(Out):
    """One drawn elevator: what was found, until when it is to be mended, what became of it."""

    draw: str
    purpose: DrawPurpose
    state: DrawState
    register_number: str
    firm: str | None
    use_unit: str | None
    jurisdiction: str
    place: int = Field(description="Its place in the draw")
    result: CheckResult | None
    score: float | None
    words: str
    checked_at: datetime | None
    mend_by: date | None
    mended_at: datetime | None
    mended_words: str
    mended_file: str | None
    confirmed_at: datetime | None


class SampleWhole(SampleOut):
    """One drawn elevator with the answers to every question."""

    checklist: str
    answers: dict[str, Said]


class MendedIn(WordsIn):
    """What was mended, and the photo that shows it."""

    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


class ConfirmIn(WordsIn):
    """Whether what was mended holds."""

    holds: bool


@router.get("", response=Page[SampleOut], url_name="samples", summary="List drawn elevators")
def list_samples(request: HttpRequest, asked: Query[SamplesAsked]) -> HttpResponse:
    """Answer the drawn pilot elevators of the regulator's area, or the own ones, latest first."""
    by = acting(request=request, scope=Scope.PILOT)
    rows = narrowed(
        rows=_seen(by), asked=asked, draw__number=asked.draw, result=asked.result,
        confirmed_at__isnull=True if asked.to_mend else None,
        mend_by__isnull=False if asked.to_mend else None,
    )  # fmt: skip
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [SampleOut(**_fields(row)) for row in found]
    return answer_page(request=request, rows=told, schema=SampleOut, following=following)


@router.get(ONE, response=SampleWhole, url_name="sample", summary="Read a drawn elevator")
def read_sample(request: HttpRequest, draw: str, register_number: str) -> HttpResponse:
    """Answer what was found at one drawn elevator."""
    by = acting(request=request, scope=Scope.PILOT)
    row = check_seen(by=by, number=draw, register_number=register_number)
    told = SampleWhole(**_fields(row), checklist=row.checklist, answers=row.answers)
    return answer_one(request=request, row=told)


@router.post(
    f"{ONE}/mend", response=SampleOut, url_name="sample-mend", summary="Say what was mended"
)
def mend(request: HttpRequest, draw: str, register_number: str, body: MendedIn) -> HttpResponse:
    """Say, as the firm, what was mended of what the check found."""

    def act(row: SampleCheck, by: Actor) -> object:
        name = body.file_sha256
        file = attachment_of(sha256=name, by=by) if name else None
        return say_mended(check_id=row.pk, words=body.words, file=file, now=clock.now(), by=by)

    return _done(request, draw, register_number, act)


@router.post(
    f"{ONE}/confirm", response=SampleOut, url_name="sample-confirm",
    summary="Say whether it is mended",
)  # fmt: skip
def confirm(request: HttpRequest, draw: str, register_number: str, body: ConfirmIn) -> HttpResponse:
    """Say, as a regulator, whether what was mended holds."""

    def act(row: SampleCheck, by: Actor) -> object:
        return confirm_mended(check_id=row.pk, holds=body.holds, now=clock.now(), by=by)

    return _done(request, draw, register_number, act)


def _seen(by: Actor) -> QuerySet[SampleCheck]:
    if reach_of(by=by) in {Reach.ALL, Reach.JURISDICTION}:
        return checks(by=by).select_related("mended_file")
    return own_checks(by=by).select_related("mended_file")


def _done(
    request: HttpRequest, draw: str, number: str, act: Callable[[SampleCheck, Actor], object]
) -> HttpResponse:
    by = acting(request=request, scope=Scope.PILOT_WRITE)

    def do() -> Answer:
        act(check_seen(by=by, number=draw, register_number=number), by)
        row = check_seen(by=by, number=draw, register_number=number)
        return SampleOut(**_fields(row)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _fields(row: SampleCheck) -> Fields:
    place = row.elevator
    return {
        "draw": row.draw.number, "purpose": row.draw.purpose, "state": row.draw.state,
        "register_number": place.register_number, "firm": organisation_ref(row.firm),
        "use_unit": organisation_ref(place.use_unit), "jurisdiction": place.jurisdiction.code,
        "place": row.place, "result": row.result or None, "score": row.score, "words": row.words,
        "checked_at": row.checked_at, "mend_by": row.mend_by, "mended_at": row.mended_at,
        "mended_words": row.mended_words,
        "mended_file": row.mended_file.sha256 if row.mended_file else None,
        "confirmed_at": row.confirmed_at,
    }  # fmt: skip
