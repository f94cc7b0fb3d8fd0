"""`/v1/orders`: orders of the inspectorate, what is asked of whom, and what the unit answers."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import REGULATORS, DoneBy, Fields, doers
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import BYTES, handed_out_among
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.said import WordsIn
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.supervision.actions.orders_mending import Mended, ask_time, report_order
from hoistway.supervision.actions.orders_serving import receive_order
from hoistway.supervision.actions.orders_steps import OrderSaid
from hoistway.supervision.models import Order, OrderStep
from hoistway.supervision.queries.orders import (
    OrderSearch,
    found_orders,
    order_seen,
    order_standing,
    order_steps,
    steps_for,
)
from hoistway.supervision.vocabulary import (
    CaseOutcome,
    FindingWeight,
    OrderDeed,
    OrderStanding,
    OrderState,
    ServiceWay,
)

router = Router(tags=["supervision"])

_FACTS = ("number", "way", "before", "due", "review_by", "case", "outcome", "document")


class OrdersAsked(Turned):
    """Which orders, and which page of them."""

    text: str = Field(default="", max_length=80, description="Number, organisation, place, check")
    state: OrderState | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")
    first: Day | None = Field(default=None, description="Served on this day or later")
    last: Day | None = Field(default=None, description="Served on this day or before")


class ProblemOut(BaseModel):
    """One problem that is to be put right, with what the organisation said of it last."""

    finding: int
    words: str
    place: str
    weight: FindingWeight
    told: str
    file_sha256: str | None


class OrderOut(Out):
    """One order; `id` names it in addresses, `number` stands on its paper once approved."""

    id: int
    number: str
    state: OrderState
    standing: OrderStanding
    organisation: str | None
    organisation_name: str
    jurisdiction: str
    check: str
    service: ServiceWay | None
    served_at: datetime | None
    due_on: date | None
    reported_at: datetime | None
    review_by: date | None
    settled_at: datetime | None
    measures: str = Field(description="What is to be done")
    rules: list[str] = Field(description="Rules broken")
    bases: list[str] = Field(description="On what the order rests")
    stop: bool = Field(description="Whether elevators must not be used until it is closed")


class OrderStepOut(DoneBy):
    """One step of an order."""

    deed: OrderDeed
    at: datetime
    words: str
    facts: dict[str, str]
    files: list[str]


class CaseOut(BaseModel):
    """What became of an order that was handed to the enforcement team."""

    number: str
    handed_on: date
    outcome: CaseOutcome | None
    decided_on: date | None
    document: str
    fine_fen: int


class OrderWhole(OrderOut):
    """One order with its problems and course; `case` is told to regulators."""

    problems: list[ProblemOut]
    steps: list[OrderStepOut]
    case: CaseOut | None


class AnsweredIn(BaseModel):
    """What was done about one problem."""

    finding: int
    words: str = Field(min_length=1, max_length=1000)
    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


class OrderReportIn(BaseModel):
    """What was done about each problem of an order; none may be left out."""

    problems: list[AnsweredIn] = Field(min_length=1, max_length=200)
    words: str = Field(default="", max_length=2000)


@router.get("", response=Page[OrderOut], url_name="orders", summary="List orders")
def list_orders(request: HttpRequest, asked: Query[OrdersAsked]) -> HttpResponse:
    """Answer the orders that the program's person sees, the latest first.

    An organisation sees its own once they are served or sent to it by the platform.
    """
    by, today = acting(request=request, scope=Scope.SUPERVISION), local_day(at=clock.now())
    search = OrderSearch(
        text=asked.text, states=frozenset({asked.state} if asked.state else ()),
        jurisdiction_code=asked.jurisdiction, first=asked.first, last=asked.last,
    )  # fmt: skip
    rows = found_orders(by=by, search=search)
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [OrderOut(**_fields(row, today)) for row in found]
    return answer_page(request=request, rows=told, schema=OrderOut, following=following)


@router.get("/{order}", response=OrderWhole, url_name="order", summary="Read an order")
def read_order(request: HttpRequest, order: int) -> HttpResponse:
    """Answer one order with every problem and what each side did."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    return answer_one(request=request, row=_whole(request, _seen(by, order), by))


@router.get(
    "/{order}/files/{sha256}", url_name="order-file", summary="Take a file of an order",
    openapi_extra=BYTES,
)  # fmt: skip
def take_file(request: HttpRequest, order: int, sha256: str) -> HttpResponse:
    """Give the bytes of a file that a step of the order names."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    steps = steps_for(steps=order_steps(order_id=_seen(by, order).pk), by=by)
    return handed_out_among(sha256=sha256, among=[one for step in steps for one in _files(step)])


@router.post(
    "/{order}/receive", response=OrderOut, url_name="order-receive", summary="Receive an order"
)
def receive(request: HttpRequest, order: int) -> HttpResponse:
    """Receive an order that the platform has sent to the own organisation: it is served."""
    return _done(request, order, receive_order, said=lambda _by: {})


@router.post(
    "/{order}/report", response=OrderOut, url_name="order-report",
    summary="Report an order put right",
)  # fmt: skip
def report(request: HttpRequest, order: int, body: OrderReportIn) -> HttpResponse:
    """Say of each problem what was done; the term of the review begins."""

    def said(by: Actor) -> dict[str, object]:
        files: dict[int, Attachment] = {
            one.finding: attachment_of(sha256=one.file_sha256, by=by)
            for one in body.problems if one.file_sha256
        }  # fmt: skip
        words = {one.finding: one.words for one in body.problems}
        return {"mended": Mended(words=words, files=files)}

    return _done(request, order, report_order, said=said, words=body.words)


@router.post(
    "/{order}/ask-time", response=OrderOut, url_name="order-ask-time", summary="Ask for more time"
)
def ask_more_time(request: HttpRequest, order: int, body: WordsIn) -> HttpResponse:
    """Ask for more time, with the reason; the term stands until the bureau gives another."""
    return _done(request, order, ask_time, said=lambda _by: {}, words=body.words)


def _seen(by: Actor, key: int) -> Order:
    if key >= 2**63:
        raise NotFound
    return order_seen(by=by, order_id=key)


def _done(
    request: HttpRequest, key: int, act: Callable[..., Order],
    *, said: Callable[[Actor], dict[str, object]], words: str = "",
) -> HttpResponse:  # fmt: skip
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row, now = _seen(by, key), clock.now()
        form = OrderSaid(form_id=form_of(request=request), words=words)
        act(order_id=row.pk, said=form, now=now, by=by, **said(by))
        told = OrderOut(**_fields(_seen(by, key), local_day(at=now)))
        return told.model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _fields(row: Order, today: date) -> Fields:
    said = row.content
    return {
        "id": row.pk, "number": row.number, "state": row.state,
        "standing": order_standing(order=row, day=today),
        "organisation": organisation_ref(row.organisation),
        "organisation_name": row.organisation.name, "jurisdiction": row.jurisdiction.code,
        "check": row.check_made.number, "service": row.service or None,
        "served_at": row.served_at, "due_on": row.due_on, "reported_at": row.reported_at,
        "review_by": row.review_by, "settled_at": row.settled_at,
        "measures": said.get("measures", ""), "rules": said.get("rules", []),
        "bases": said.get("bases", []), "stop": bool(said.get("stop")),
    }  # fmt: skip


def _whole(request: HttpRequest, row: Order, by: Actor) -> OrderWhole:
    steps = steps_for(steps=order_steps(order_id=row.pk), by=by)
    kept = [one.by for one in steps]
    done = doers(request=request, by=by, kept=kept, subject=f"order {row.pk}")
    regulates = by.role in {str(role) for role in REGULATORS}
    return OrderWhole(
        **_fields(row, local_day(at=clock.now())), problems=_problems(row, steps),
        case=_case(row) if regulates else None,
        steps=[
            OrderStepOut(
                deed=one.deed, at=one.at, words=one.words, files=_files(one),
                facts={name: str(one.facts[name]) for name in _FACTS if one.facts.get(name)}, **who,
            )
            for one, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip


def _files(step: OrderStep) -> list[str]:
    told = [one["file"] for one in step.facts.get("told", ()) if one.get("file")]
    return [str(one["sha256"]) for one in (*told, *step.facts.get("files", ()))]


def _problems(row: Order, steps: Sequence[OrderStep]) -> list[ProblemOut]:
    reports = [one for one in steps if one.deed is OrderDeed.REPORTED]
    last = reports[-1].facts["told"] if reports else []
    told: dict[int, dict[str, Any]] = {int(one["finding"]): one for one in last}
    found = []
    for one in row.content["problems"]:
        said = told.get(int(one["finding"]), {})
        file = said.get("file") or {}
        found.append(
            ProblemOut(
                finding=int(one["finding"]), words=one["words"], place=one["place"],
                weight=FindingWeight(one["weight"]), told=said.get("words", ""),
                file_sha256=file.get("sha256"),
            )
        )  # fmt: skip
    return found


def _case(row: Order) -> CaseOut | None:
    said: dict[str, Any] = row.case or {}
    if not said:
        return None
    end: dict[str, Any] = said.get("outcome") or {}
    return CaseOut(
        number=str(said["number"]), handed_on=date.fromisoformat(str(said["handed_on"])),
        outcome=CaseOutcome(end["outcome"]) if end else None,
        decided_on=date.fromisoformat(str(end["decided_on"])) if end else None,
        document=str(end.get("document", "")), fine_fen=int(end.get("fen") or 0),
    )  # fmt: skip
