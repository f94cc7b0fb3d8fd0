"""`/v1/deviations`: where elevators have left their own past, and what became of it."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.monitoring.actions import dismiss_deviation
from hoistway.monitoring.queries import (
    DeviationSearch,
    deviation_seen,
    found_deviations,
    steps_of,
    told,
)
from hoistway.monitoring.vocabulary import DeviationState, IndicatorKind
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import DoneBy, Fields, doers
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.monitoring.models import Deviation

router = Router(tags=["monitoring"])

WHOLE_CAR = -1000
"""Floor of an indicator that is told of the car as a whole."""


class DeviationsAsked(Asked):
    """Which deviations, and which page of them."""

    text: str = Field(default="", max_length=80, description="Words of number, place, use unit")
    kind: IndicatorKind | None = None
    state: DeviationState | None = None
    safety: bool | None = Field(default=None, description="Whether somebody must come within a day")
    open: bool = Field(default=False, description="Only what still asks for work")


class DeviationOut(Out):
    """An indicator that has left its own past, and the targeted visit that looks after it."""

    number: str
    register_number: str
    jurisdiction: str
    firm: str | None
    use_unit: str | None
    kind: IndicatorKind
    floor: int | None = Field(description="Counted from 0; null: the car as a whole")
    state: DeviationState
    words_zh: str
    words_en: str
    safety: bool
    items: list[str] = Field(description="Items of TSG T5002 that it speaks of")
    found_at: datetime
    due_at: datetime
    visit: UUID | None = Field(description="The targeted order; null: a hint to the firm alone")
    done_at: datetime | None
    settled_at: datetime | None
    edition: str


class DeviationStepOut(DoneBy):
    """One step of a deviation."""

    state: DeviationState
    words: str
    at: datetime


class DeviationWhole(DeviationOut):
    """One deviation with what it was judged by and its course."""

    evidence: dict[str, object] = Field(description="Value, baseline, spread, score, days, unit")
    steps: list[DeviationStepOut]


class DismissalIn(BaseModel):
    """Why nothing needs to be done."""

    words: str = Field(min_length=1, max_length=500)


@router.get("", response=Page[DeviationOut], url_name="deviations", summary="List deviations")
def list_deviations(request: HttpRequest, asked: Query[DeviationsAsked]) -> HttpResponse:
    """Answer the deviations that the program's person sees, the latest first."""
    search = DeviationSearch(text=asked.text, kind=asked.kind, safety=asked.safety)
    rows = found_deviations(by=_reader(request), search=search)
    rows = narrowed(rows=rows, asked=asked, state=asked.state)
    if asked.open:
        rows = rows.filter(state__in=sorted(map(str, DeviationState.open_states())))
    found, following = turn(
        rows=rows, order=("-found_at", "-pk"), after=asked.after, limit=asked.limit
    )
    answered = [DeviationOut(**_fields_of(row)) for row in found]
    return answer_page(request=request, rows=answered, schema=DeviationOut, following=following)


@router.get("/{number}", response=DeviationWhole, url_name="deviation", summary="Read a deviation")
def read_deviation(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one deviation with what it was judged by and every step."""
    by = _reader(request)
    row = deviation_seen(number=number, by=by)
    steps = steps_of(deviation_ids=[row.pk]).get(row.pk, [])
    done = doers(
        request=request, by=by, kept=[step.by for step in steps], roles=frozenset(),
        subject=f"deviation {row.number}",
    )  # fmt: skip
    whole = DeviationWhole(
        **_fields_of(row), evidence=row.evidence,
        steps=[
            DeviationStepOut(state=step.state, words=step.words, at=step.at, **who)
            for step, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=whole)


@router.post(
    "/{number}/dismiss", response=DeviationOut, url_name="deviation-dismiss",
    summary="Dismiss a deviation",
)  # fmt: skip
def dismiss(request: HttpRequest, number: str, body: DismissalIn) -> HttpResponse:
    """Judge, as the firm, that a deviation needs nothing; a visit that nobody began is taken back.

    What the indicator shows now is its new normal.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        dismiss_deviation(number=number, form_id=form, words=body.words, now=clock.now(), by=by)
        row = deviation_seen(number=number, by=by)
        return DeviationOut(**_fields_of(row)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _reader(request: HttpRequest) -> Actor:
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require(by=by, deed=Deed.SEE_MONITORING)
    return by


def _floor(floor: int) -> int | None:
    return None if floor == WHOLE_CAR else floor


def _fields_of(row: "Deviation") -> Fields:
    zh, en = told(of=[(row.kind, row.floor, row.evidence)])
    elevator = row.elevator
    return {
        "number": row.number, "register_number": elevator.register_number,
        "jurisdiction": elevator.jurisdiction.code, "firm": organisation_ref(elevator.firm),
        "use_unit": organisation_ref(elevator.use_unit), "kind": row.kind,
        "floor": _floor(row.floor), "state": row.state, "words_zh": zh, "words_en": en,
        "safety": row.safety, "items": list(row.items), "found_at": row.found_at,
        "due_at": row.due_at, "visit": row.visit.uid if row.visit else None,
        "done_at": row.done_at, "settled_at": row.settled_at, "edition": row.edition,
    }  # fmt: skip
