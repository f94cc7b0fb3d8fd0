"""`/v1/mismatches`: what was found on site that is not as filed, until it is."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.filings.actions.mismatches import (
    SiteComparison,
    SiteFinding,
    answer_mismatch,
    compare_site,
    confirm_mismatch,
    verify_mismatch,
)
from hoistway.filings.models import Mismatch
from hoistway.filings.queries.mismatches import (
    MismatchSearch,
    found_mismatches,
    mismatch_seen,
    needs,
    standing_of,
    steps_of,
)
from hoistway.filings.vocabulary import MismatchDeed, MismatchField, MismatchNeed, MismatchState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import DoneBy, doers
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import survivor_numbered

router = Router(tags=["mismatches"])
checks = Router(tags=["mismatches"])


class MismatchesAsked(Asked):
    """Which mismatches, and which page of them."""

    text: str = Field(default="", max_length=80, description="Number, address, firm, use unit")
    field: MismatchField | None = None
    state: MismatchState | None = None


class MismatchOut(Out):
    """One difference between an elevator's site and what is filed of it."""

    number: str
    register_number: str
    field: MismatchField
    filed: str
    found: str
    words: str
    photo: str | None = Field(description="SHA-256 of the kept photo")
    state: MismatchState
    level: int = Field(description="How often the clock has escalated it")
    firm: str | None
    use_unit: str | None
    reporter: str | None
    found_on: date
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    edition: str


class MismatchStepOut(DoneBy):
    """One step on its way."""

    deed: MismatchDeed
    at: datetime
    words: str


class MismatchWhole(MismatchOut):
    """One mismatch with its course and what it still waits for."""

    waits_for: list[MismatchNeed]
    steps: list[MismatchStepOut]


class WordsIn(BaseModel):
    """What is said about a mismatch."""

    words: str = Field(default="", max_length=500)


class DifferenceIn(BaseModel):
    """One fact that is not on site as it is filed."""

    field: MismatchField
    found: str = Field(min_length=1, max_length=200)
    words: str = Field(default="", max_length=500)
    photo: str = Field(
        default="", max_length=64, description="SHA-256 that /v1/attachments answered"
    )


class SiteCheckIn(BaseModel):
    """A comparison of one elevator's site with what is filed; what was not seen stands nowhere."""

    register_number: str = Field(min_length=1, max_length=64)
    found_on: Day
    agreed: list[MismatchField] = Field(default=[], max_length=len(MismatchField))
    differed: list[DifferenceIn] = Field(default=[], max_length=len(MismatchField))


class SiteCheckOut(Out):
    """A kept comparison, with the mismatches that it opened."""

    register_number: str
    found_on: date
    mismatches: list[str]


@router.get("", response=Page[MismatchOut], url_name="mismatches", summary="List mismatches")
def list_mismatches(request: HttpRequest, asked: Query[MismatchesAsked]) -> HttpResponse:
    """Answer the mismatches that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.FILINGS)
    rows = narrowed(
        rows=found_mismatches(by=by, search=MismatchSearch(text=asked.text)), asked=asked,
        field=asked.field, state=asked.state,
    )  # fmt: skip
    order = ("-opened_at", "-pk")
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [MismatchOut(**_facts(row)) for row in found]
    return answer_page(request=request, rows=told, schema=MismatchOut, following=following)


@router.get("/{number}", response=MismatchWhole, url_name="mismatch", summary="Read a mismatch")
def read_mismatch(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one mismatch with its course and what it still waits for."""
    by = acting(request=request, scope=Scope.FILINGS)
    row = mismatch_seen(number=number, by=by)
    steps = steps_of(mismatch_id=row.pk)
    who = doers(
        request=request, by=by, kept=[one.by for one in steps], subject=f"mismatch {number}"
    )
    is_open = row.state in MismatchState.open_states()
    told = MismatchWhole(
        **_facts(row),
        waits_for=list(needs(standing=standing_of(mismatch=row, steps=steps))) if is_open else [],
        steps=[
            MismatchStepOut(deed=one.deed, at=one.at, words=one.words, **doer)
            for one, doer in zip(steps, who, strict=True)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.post(
    "/{number}/answers", response={201: MismatchOut}, url_name="mismatch-answers",
    summary="Answer a mismatch",
)  # fmt: skip
def answer(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Keep what use unit or firm says about it; it changes nothing by itself."""
    return _said(request, number, body, answer_mismatch)


@router.post(
    "/{number}/confirmations", response={201: MismatchOut}, url_name="mismatch-confirmations",
    summary="Confirm what is right",
)  # fmt: skip
def confirm(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Keep that use unit or firm confirms what is filed now, or what was found on site."""
    return _said(request, number, body, confirm_mismatch)


@router.post(
    "/{number}/verifications", response={201: MismatchOut}, url_name="mismatch-verifications",
    summary="Say that site and filing agree again",
)  # fmt: skip
def verify(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Keep that an inspector or a bureau saw site and filing agree again; it may close."""
    return _said(request, number, body, verify_mismatch)


@checks.post(
    "", response={201: SiteCheckOut}, url_name="site-checks",
    summary="Compare an elevator's site with what is filed",
)  # fmt: skip
def compare(request: HttpRequest, body: SiteCheckIn) -> HttpResponse:
    """Keep what an inspection body or a bureau compared; each difference opens a mismatch.

    Source: 286号 二（一）: inspection bodies compare when they inspect.
    """
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do() -> Answer:
        elevator_id = survivor_numbered(register_number=body.register_number)
        if not elevator_id:
            raise NotFound
        compared = SiteComparison(
            found_on=body.found_on, agreed=frozenset(body.agreed),
            findings=tuple(_finding(one, by) for one in body.differed),
        )  # fmt: skip
        opened = compare_site(
            elevator_id=elevator_id, compared=compared, form_id=form_of(request=request),
            now=clock.now(), by=by,
        )  # fmt: skip
        return SiteCheckOut(
            register_number=body.register_number, found_on=body.found_on,
            mismatches=[one.number for one in opened],
        ).model_dump(mode="json")  # fmt: skip

    return write_once(request=request, do=do)


def _finding(one: DifferenceIn, by: Actor) -> SiteFinding:
    photo = attachment_of(sha256=one.photo, by=by).pk if one.photo else None
    return SiteFinding(field=one.field, found=one.found, words=one.words, photo_id=photo)


def _said(
    request: HttpRequest, number: str, body: WordsIn, deed: Callable[..., object]
) -> HttpResponse:
    by = acting(request=request, scope=Scope.FILINGS_WRITE)

    def do() -> Answer:
        row = mismatch_seen(number=number, by=by)
        deed(
            mismatch_id=row.pk, words=body.words, form_id=form_of(request=request),
            now=clock.now(), by=by,
        )  # fmt: skip
        told = MismatchOut(**_facts(mismatch_seen(number=number, by=by)))
        return told.model_dump(mode="json")

    return write_once(request=request, do=do)


def _facts(row: Mismatch) -> dict[str, Any]:
    return {
        "number": row.number, "register_number": row.elevator.register_number,
        "field": row.field, "filed": row.filed, "found": row.found, "words": row.words,
        "photo": row.photo.sha256 if row.photo else None, "state": row.state,
        "level": row.level, "firm": organisation_ref(row.firm),
        "use_unit": organisation_ref(row.use_unit), "reporter": organisation_ref(row.reporter),
        "found_on": row.found_on, "opened_at": row.opened_at, "due_at": row.due_at,
        "closed_at": row.closed_at, "edition": row.edition,
    }  # fmt: skip
