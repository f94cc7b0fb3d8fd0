"""`/v1/reform-figures`, `/v1/efforts`: how far districts have come, and what they did for it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import BYTES, handed_out
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.reform.actions import Told, keep_effort, withdraw_effort
from hoistway.reform.models import Effort
from hoistway.reform.queries import (
    AreaFigures,
    EffortSearch,
    Kept,
    area_seen,
    effort_seen,
    efforts,
    kept_figures,
    kept_since,
    policy_for,
)
from hoistway.reform.vocabulary import EffortKind, Figure, Standing

router = Router(tags=["reform"])
effort_router = Router(tags=["reform"])

_LARGEST = 2**63


class FigureOut(BaseModel):
    """One figure as a count over a count, with its goal; `low` and `high` are its 95 % interval."""

    figure: Figure
    part: int
    whole: int
    share: float | None
    low: float | None
    high: float | None
    goal: float | None
    due: date | None
    standing: Standing


class AreaOut(BaseModel):
    """The figures of one area; `jurisdiction` is null for the city as a whole."""

    jurisdiction: str | None
    figures: list[FigureOut]


class FiguresOut(Out):
    """The newest figures of every area in sight, and of the whole city."""

    counted_at: datetime | None
    edition: str
    areas: list[AreaOut]
    city: AreaOut


class CourseAsked(BaseModel):
    """Of which days; without them the last ninety."""

    first: Day | None = None
    last: Day | None = None


class PointOfCourse(BaseModel):
    """One day of one figure."""

    day: date
    part: int
    whole: int


class CourseOut(Out):
    """One figure of one area day by day, the oldest first."""

    jurisdiction: str
    figure: Figure
    days: list[PointOfCourse]


class EffortsAsked(Turned):
    """Which efforts, and which page of them."""

    text: str = Field(default="", max_length=80, description="Title, words, audience")
    kind: EffortKind | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    first: Day | None = None
    last: Day | None = None


class EffortIn(BaseModel):
    """A training, a campaign, a meeting or a lesson of the own area; no personal data."""

    kind: EffortKind
    title: str = Field(min_length=1, max_length=120)
    on: Day
    words: str = Field(default="", max_length=4000)
    audience: str = Field(default="", max_length=200)
    people: int = Field(default=0, ge=0, le=10_000_000)
    firms: int = Field(default=0, ge=0, le=10_000_000)
    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


class EffortOut(Out):
    """One effort; a withdrawn one stays readable and counts no more."""

    effort: int
    jurisdiction: str
    kind: EffortKind
    title: str
    on: date
    words: str
    audience: str
    people: int
    firms: int
    file_sha256: str | None
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str


class WhyIn(BaseModel):
    """Why an effort is withdrawn."""

    why: str = Field(min_length=1, max_length=400)


@router.get("", response=FiguresOut, url_name="reform-figures", summary="Read the figures")
def read_figures(request: HttpRequest) -> HttpResponse:
    """Answer the newest figures: the city reads all areas, a district its own and the city's."""
    by, day = acting(request=request, scope=Scope.SUPERVISION), local_day(at=clock.now())
    rows, city = kept_figures(by=by, day=day)
    told = FiguresOut(
        counted_at=city.counted_at, edition=policy_for(day=day).edition,
        areas=[_area(row) for row in rows], city=_area(city),
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.get(
    "/{jurisdiction}/{figure}", response=CourseOut, url_name="reform-course",
    summary="Read a figure day by day",
)  # fmt: skip
def read_course(
    request: HttpRequest, jurisdiction: str, figure: Figure, asked: Query[CourseAsked]
) -> HttpResponse:
    """Answer one figure of one area in sight, day by day."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    area = area_seen(by=by, code=jurisdiction)
    last = asked.last or local_day(at=clock.now())
    first = asked.first or date.fromordinal(last.toordinal() - DAYS)
    days = kept_since(areas=[area], first=first, last=last).get((area.pk, figure), [])
    told = CourseOut(
        jurisdiction=area.code, figure=figure,
        days=[PointOfCourse(day=day, part=part, whole=whole) for day, part, whole in days],
    )  # fmt: skip
    return answer_one(request=request, row=told)


DAYS = 90
"""Days of a course unless told otherwise. Chosen: a quarter, as the page draws it."""


@effort_router.get("", response=Page[EffortOut], url_name="efforts", summary="List efforts")
def list_efforts(request: HttpRequest, asked: Query[EffortsAsked]) -> HttpResponse:
    """Answer trainings, campaigns, meetings and lessons in sight, the latest first."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    search = EffortSearch(
        text=asked.text, kind=asked.kind, jurisdiction_code=asked.jurisdiction,
        first=asked.first, last=asked.last,
    )  # fmt: skip
    rows = efforts(by=by, search=search)
    found, following = turn(rows=rows, order=("-on", "-pk"), after=asked.after, limit=asked.limit)
    told = [_effort(row) for row in found]
    return answer_page(request=request, rows=told, schema=EffortOut, following=following)


@effort_router.get("/{effort}", response=EffortOut, url_name="effort", summary="Read an effort")
def read_effort(request: HttpRequest, effort: int) -> HttpResponse:
    """Answer one effort."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    return answer_one(request=request, row=_effort(_seen(by, effort)))


@effort_router.get(
    "/{effort}/file", url_name="effort-file", summary="Take the file of an effort",
    openapi_extra=BYTES,
)  # fmt: skip
def take_file(request: HttpRequest, effort: int) -> HttpResponse:
    """Give the bytes of its file."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    return handed_out(attachment=_seen(by, effort).file)


@effort_router.post("", response={201: EffortOut}, url_name="efforts", summary="Enter an effort")
def enter_effort(request: HttpRequest, body: EffortIn) -> HttpResponse:
    """Enter, as a regulator, what took place in the own area."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        name = body.file_sha256
        told = Told(
            kind=body.kind, title=body.title, on=body.on, words=body.words,
            audience=body.audience, people=body.people, firms=body.firms,
            file=attachment_of(sha256=name, by=by) if name else None,
        )  # fmt: skip
        row = keep_effort(told=told, form_id=form_of(request=request), now=clock.now(), by=by)
        return _effort(_seen(by, row.pk)).model_dump(mode="json")

    return write_once(request=request, do=do)


@effort_router.post(
    "/{effort}/withdraw", response=EffortOut, url_name="effort-withdraw",
    summary="Withdraw an effort",
)  # fmt: skip
def withdraw(request: HttpRequest, effort: int, body: WhyIn) -> HttpResponse:
    """Withdraw an entry of the own area, with the reason."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row = _seen(by, effort)
        withdraw_effort(effort_id=row.pk, why=body.why, now=clock.now(), by=by)
        return _effort(_seen(by, effort)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _seen(by: Actor, key: int) -> Effort:
    if not 0 < key < _LARGEST:
        raise NotFound
    return effort_seen(by=by, effort_id=key)


def _area(row: AreaFigures) -> AreaOut:
    code = row.area.code if row.area else None
    return AreaOut(jurisdiction=code, figures=_figures(row.figures.values()))


def _figures(rows: Iterable[Kept]) -> list[FigureOut]:
    told = []
    for one in rows:
        low, high = one.interval or (None, None)
        told.append(
            FigureOut(
                figure=one.figure, part=one.part, whole=one.whole, share=one.share, low=low,
                high=high, goal=one.goal.share, due=one.due, standing=one.standing,
            )
        )  # fmt: skip
    return told


def _effort(row: Effort) -> EffortOut:
    return EffortOut(
        effort=row.pk, jurisdiction=row.jurisdiction.code, kind=row.kind, title=row.title,
        on=row.on, words=row.words, audience=row.audience, people=row.people, firms=row.firms,
        file_sha256=row.file.sha256 if row.file else None, at=row.at,
        withdrawn_at=row.withdrawn_at, withdrawn_why=row.withdrawn_why,
    )  # fmt: skip
