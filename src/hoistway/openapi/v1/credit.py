"""`/v1/credit-rounds`: rounds of credit, the scores in them, and every record behind a point."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.credit.models import CreditRound, CreditScore
from hoistway.credit.queries import (
    ScoreSearch,
    edition_said,
    found_scores,
    round_seen,
    rounds,
    score_seen,
    steps_of,
)
from hoistway.credit.queries.behind import records_of
from hoistway.credit.queries.raising import raises_of
from hoistway.credit.vocabulary import (
    CreditDeed,
    Fact,
    Family,
    Grade,
    PointReason,
    RoundState,
    SubjectKind,
    Unit,
    Veto,
)
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_of, organisation_ref
from hoistway.programs.vocabulary import Scope

router = Router(tags=["credit"])

SCORE = "/{number}/scores/{organisation}"
MOST_RECORDS = 1_000
"""Records of one answer. Chosen: about 200 kB; those that cost points come first."""


class ScoresAsked(Turned):
    """Which scores of a round."""

    text: str = Field(default="", max_length=80, description="Name or credit code")
    grade: Grade | None = None
    subject: SubjectKind | None = None


class RecordsAsked(BaseModel):
    """Of which indicator."""

    indicator: str = Field(min_length=1, max_length=60, description="`key` of a point or a veto")


class RoundOut(Out):
    """One round: its period, its edition and where it stands."""

    number: str
    state: RoundState
    edition: str
    edition_zh: str
    edition_en: str
    first_day: date
    last_day: date
    subjects: int
    facts_sha256: str = Field(description="Hash over the frozen facts of all subjects")
    frozen_at: datetime | None
    preview_until: date | None = Field(description="The last day for objections")
    published_at: datetime | None
    expired_at: datetime | None


class ScoreOut(Out):
    """What one organisation scored in one round; the latest version counts."""

    round: str
    organisation: str | None
    organisation_name: str
    subject: SubjectKind
    fleet: int
    total: float | None
    grade: Grade
    vetoes: list[Veto]
    version: int
    confirmed_at: datetime | None
    hidden: bool = Field(description="Whether the public sees it no more")


class PointOut(BaseModel):
    """One indicator: value, points and why."""

    key: str
    family: Family
    zh: str
    en: str
    value: float | None
    unit: Unit
    numerator: float
    denominator: float
    points: float
    most: float | None
    applies: bool
    reason: PointReason
    source: str


class RaiseOut(BaseModel):
    """What alone would raise the total: so many more (below 0: fewer) of a fact."""

    indicator: str
    fact: Fact
    change: float
    gain: float
    total: float
    grade: Grade
    to_next: int | None = Field(description="The least number of cases that reaches a better grade")


class CreditStepOut(DoneBy):
    """One step of the round, or of this score in it."""

    deed: CreditDeed
    at: datetime
    words: str


class ScoreWhole(ScoreOut):
    """One score with the reason of every point, what would raise it, and its course."""

    points: list[PointOut]
    raises: list[RaiseOut]
    steps: list[CreditStepOut]


class RecordOut(BaseModel):
    """One record behind a point. `lacking`: it costs points; `strikes`: one may object to it."""

    key: str
    kind: str
    number: str
    at: datetime | None
    lacking: bool
    strikes: bool


class RecordsOut(Out):
    """The records behind one indicator, those that cost points first."""

    indicator: str
    records: list[RecordOut]
    more: bool = Field(description="Whether there are more than one answer holds")


@router.get("", response=Page[RoundOut], url_name="credit-rounds", summary="List credit rounds")
def list_rounds(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer the rounds; a firm sees those in which it is scored, from the preview on."""
    by = acting(request=request, scope=Scope.CREDIT)
    order = ("-last_day", "-pk")
    found, following = turn(rows=rounds(by=by), order=order, after=asked.after, limit=asked.limit)
    told = [_round(row) for row in found]
    return answer_page(request=request, rows=told, schema=RoundOut, following=following)


@router.get("/{number}", response=RoundOut, url_name="credit-round", summary="Read a credit round")
def read_round(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one round."""
    by = acting(request=request, scope=Scope.CREDIT)
    return answer_one(request=request, row=_round(round_seen(by=by, number=number)))


@router.get(
    "/{number}/scores", response=Page[ScoreOut], url_name="credit-scores", summary="List scores"
)
def list_scores(request: HttpRequest, number: str, asked: Query[ScoresAsked]) -> HttpResponse:
    """Answer the scores of a round that the program's person sees: a firm its own alone."""
    by = acting(request=request, scope=Scope.CREDIT)
    search = ScoreSearch(text=asked.text, grade=asked.grade, subject=asked.subject)
    rows = found_scores(by=by, round_=round_seen(by=by, number=number), search=search)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [ScoreOut(**_fields(row)) for row in found]
    return answer_page(request=request, rows=told, schema=ScoreOut, following=following)


@router.get(SCORE, response=ScoreWhole, url_name="credit-score", summary="Read a score")
def read_score(request: HttpRequest, number: str, organisation: str) -> HttpResponse:
    """Answer one score: every point with its reason, and what would raise the total."""
    by = acting(request=request, scope=Scope.CREDIT)
    row = _seen(by, number, organisation)
    steps = steps_of(round_=row.round, organisation_id=row.organisation_id)
    kept = [one.by for one in steps]
    done = doers(request=request, by=by, kept=kept, subject=f"credit {number} {row.pk}")
    told = ScoreWhole(
        **_fields(row), points=[_point(one) for one in row.points],
        raises=[
            RaiseOut(
                indicator=one.indicator, fact=one.fact, change=float(one.change), gain=one.gain,
                total=one.total, grade=one.grade, to_next=one.to_next,
            )
            for one in raises_of(score=row)
        ],
        steps=[
            CreditStepOut(deed=one.deed, at=one.at, words=one.words, **who)
            for one, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.get(
    f"{SCORE}/records", response=RecordsOut, url_name="credit-records",
    summary="Read what is behind a point",
)  # fmt: skip
def read_records(
    request: HttpRequest, number: str, organisation: str, asked: Query[RecordsAsked]
) -> HttpResponse:
    """Answer the very records that one indicator of a score counts; of people never who."""
    by = acting(request=request, scope=Scope.CREDIT)
    row = _seen(by, number, organisation)
    found = records_of(score=row, indicator=asked.indicator, most=MOST_RECORDS + 1)
    told = RecordsOut(
        indicator=asked.indicator, more=len(found) > MOST_RECORDS,
        records=[
            RecordOut(
                key=one.key, kind=one.kind, at=one.at, lacking=one.lacking, strikes=one.strikes,
                number="" if one.kind in _NAMELESS else one.number,
            )
            for one in found[:MOST_RECORDS]
        ],
    )  # fmt: skip
    return answer_one(request=request, row=told)


_NAMELESS = frozenset({"technician", "firm", "licence", "complaint"})
"""Kinds whose number would say who; as on the page of the score."""


def _seen(by: Actor, number: str, organisation: str) -> CreditScore:
    key = organisation_of(ref=organisation).pk
    return score_seen(by=by, number=number, organisation_id=key)


def _round(row: CreditRound) -> RoundOut:
    said = edition_said(edition=row.edition)
    return RoundOut(
        number=row.number, state=row.state, edition=row.edition, edition_zh=said.name[0],
        edition_en=said.name[1], first_day=row.first_day, last_day=row.last_day,
        subjects=row.subjects, facts_sha256=row.facts_sha256, frozen_at=row.frozen_at,
        preview_until=row.preview_until, published_at=row.published_at,
        expired_at=row.expired_at,
    )  # fmt: skip


def _fields(row: CreditScore) -> Fields:
    return {
        "round": row.round.number, "organisation": organisation_ref(row.organisation),
        "organisation_name": row.organisation.name, "subject": row.subject, "fleet": row.fleet,
        "total": row.total, "grade": row.grade, "version": row.version,
        "vetoes": [one["veto"] for one in row.vetoes if "veto" in one],
        "confirmed_at": row.confirmed_at, "hidden": row.hidden_at is not None,
    }  # fmt: skip


def _point(said: Mapping[str, Any]) -> PointOut:
    return PointOut.model_validate({name: said.get(name) for name in PointOut.model_fields})
