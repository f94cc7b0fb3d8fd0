"""`/v1/plates`: the codes on elevators: which hang, what became of them, and putting them up."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import AwareDatetime, BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import DoneBy, doers
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Whole
from hoistway.openapi.writes import form_of, write_once
from hoistway.plates.actions import Proof, post_plate, report_plate
from hoistway.plates.models import Plate, Posting
from hoistway.plates.queries import (
    NUMBERS,
    PlateSearch,
    facts_on_site,
    found_plates,
    life_of,
    plate_seen,
    postings_of,
    suspicions_of,
)
from hoistway.plates.vocabulary import PlateDeed, PlateState, SuspicionKind, SuspicionState
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.actions import FieldValue
from hoistway.registry.queries import elevator_at_hand, survivor_of
from hoistway.registry.vocabulary import Field as Fact

router = Router(tags=["plates"])


class NotSeenOnSite(Refusal):
    """Raised when a posting speaks of a fact that nobody looks at there, or in the wrong form."""

    code = "not_seen_on_site"
    zh = "张贴时不核对“{zh_name}”（{field}），或其值形式不对。可核对：{known}。"
    en = "A posting does not tell {field}, or not in this form; it may tell {known}."
    status = 422


class PlatesAsked(Asked):
    """Which plates, and which page of them."""

    text: str = Field(default="", max_length=80, description="Code, rescue number, address")
    state: PlateState | None = None


class PlateOut(Out):
    """One plate; `elevator` is the elevator that it was issued for."""

    code: str
    rescue_number: str
    register_number: str
    state: PlateState
    issued_at: datetime
    printed_at: datetime | None
    posted_at: datetime | None
    reported_at: datetime | None
    voided_at: datetime | None


class PlateStepOut(DoneBy):
    """One step in the life of a plate."""

    deed: PlateDeed
    at: datetime


class PostingOut(BaseModel):
    """That a plate was put up; degrees are WGS-84."""

    organisation: str | None
    photo: str = Field(description="SHA-256 of the kept photo")
    longitude: float | None
    latitude: float | None
    accuracy_m: float | None
    distance_m: float | None = Field(description="From the place that the register held")
    posted_at: datetime


class DoubtOut(BaseModel):
    """Why a plate is doubted, and what a person made of it."""

    kind: SuspicionKind
    state: SuspicionState
    at: datetime


class PlateWhole(PlateOut):
    """One plate with its life."""

    steps: list[PlateStepOut]
    postings: list[PostingOut]
    doubts: list[DoubtOut]


class PostingIn(BaseModel):
    """The proof that a plate hangs: photo, place and what was seen of the elevator.

    `facts` may confirm or contradict address, estate, building, name, stops, rated load and
    serial number; what was not looked at stands nowhere.
    """

    photo: str = Field(
        min_length=1, max_length=64, description="SHA-256 that /v1/attachments answered"
    )
    longitude: float | None = Field(default=None, ge=-180, le=180)
    latitude: float | None = Field(default=None, ge=-90, le=90)
    accuracy_m: float | None = Field(default=None, ge=0, le=100_000)
    posted_at: AwareDatetime
    facts: dict[Fact, str | Whole] = Field(default={}, max_length=10)


class ReportIn(BaseModel):
    """What is wrong with a plate on site: damaged, or gone."""

    lost: bool
    words: str = Field(default="", max_length=300)


@router.get("", response=Page[PlateOut], url_name="plates", summary="List plates")
def list_plates(request: HttpRequest, asked: Query[PlatesAsked]) -> HttpResponse:
    """Answer the plates of the elevators that the program's person sees, the newest first."""
    by = acting(request=request, scope=Scope.REGISTER)
    rows = narrowed(
        rows=found_plates(by=by, search=PlateSearch(text=asked.text)), asked=asked,
        state=asked.state,
    )  # fmt: skip
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [PlateOut(**_facts(row)) for row in found]
    return answer_page(request=request, rows=told, schema=PlateOut, following=following)


@router.get("/{code}", response=PlateWhole, url_name="plate", summary="Read a plate")
def read_plate(request: HttpRequest, code: str) -> HttpResponse:
    """Answer one plate with its life, its postings and the doubts about it."""
    by = acting(request=request, scope=Scope.REGISTER)
    row = plate_seen(code=code, by=by)
    steps = life_of(plate_id=row.pk)
    who = doers(request=request, by=by, kept=[one.by for one in steps], subject=f"plate {code}")
    told = PlateWhole(
        **_facts(row),
        steps=[
            PlateStepOut(deed=one.deed, at=one.at, **doer)
            for one, doer in zip(steps, who, strict=True)
        ],
        postings=[_posting(one) for one in postings_of(plate_id=row.pk)],
        doubts=[
            DoubtOut(kind=one.kind, state=one.state, at=one.at)
            for one in suspicions_of(plate_id=row.pk)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.post(
    "/{code}/postings", response={201: PlateOut}, url_name="plate-postings",
    summary="Say that a plate was put up",
)  # fmt: skip
def post(request: HttpRequest, code: str, body: PostingIn) -> HttpResponse:
    """Keep that a plate hangs, with its proof; what it replaces is void from then on."""
    by = acting(request=request, scope=Scope.REGISTER_WRITE)
    has_place = body.longitude is not None and body.latitude is not None

    def do() -> Answer:
        row = plate_seen(code=code, by=by)
        proof = Proof(
            photo=attachment_of(sha256=body.photo, by=by),
            place=Point(body.longitude or 0.0, body.latitude or 0.0) if has_place else None,
            accuracy_m=body.accuracy_m if has_place else None, posted_at=body.posted_at,
            facts=_seen_facts(row, body),
        )  # fmt: skip
        post_plate(
            plate_id=row.pk, proof=proof, form_id=form_of(request=request), now=clock.now(), by=by
        )
        return PlateOut(**_facts(plate_seen(code=code, by=by))).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{code}/reports", response={201: PlateOut}, url_name="plate-reports",
    summary="Report a plate as damaged or lost",
)  # fmt: skip
def report(request: HttpRequest, code: str, body: ReportIn) -> HttpResponse:
    """Keep that a plate on site is damaged or gone; said twice it is one step."""
    by = acting(request=request, scope=Scope.REGISTER_WRITE)

    def do() -> Answer:
        row = plate_seen(code=code, by=by)
        report_plate(plate_id=row.pk, lost=body.lost, words=body.words, now=clock.now(), by=by)
        return PlateOut(**_facts(plate_seen(code=code, by=by))).model_dump(mode="json")

    return write_once(request=request, do=do)


def _seen_facts(row: Plate, body: PostingIn) -> dict[Fact, FieldValue]:
    """Return what was seen, in the form of the register. Raises: NotSeenOnSite."""
    known = facts_on_site(
        elevator=elevator_at_hand(elevator_id=survivor_of(elevator_id=row.elevator_id))
    )
    seen: dict[Fact, FieldValue] = {}
    for name, value in body.facts.items():
        is_number = name in NUMBERS
        fits = isinstance(value, int) and value > 0 if is_number else isinstance(value, str)
        if str(name) not in known or not fits:
            raise NotSeenOnSite(field=str(name), zh_name=name.zh, known=", ".join(known))
        seen[name] = value
    return seen


def _posting(row: Posting) -> PostingOut:
    return PostingOut(
        organisation=organisation_ref(row.organisation), photo=row.photo.sha256,
        longitude=row.longitude, latitude=row.latitude, accuracy_m=row.accuracy_m,
        distance_m=row.distance_m, posted_at=row.posted_at,
    )  # fmt: skip


def _facts(row: Plate) -> dict[str, Any]:
    return {
        "code": row.code, "rescue_number": row.rescue_number,
        "register_number": row.elevator.register_number, "state": row.state,
        "issued_at": row.issued_at, "printed_at": row.printed_at, "posted_at": row.posted_at,
        "reported_at": row.reported_at, "voided_at": row.voided_at,
    }  # fmt: skip
