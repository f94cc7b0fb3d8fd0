"""`/v1/webhooks/{number}/deliveries`: what was sent to an address, what it answered; again."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.changes.actions import Replay, replay
from hoistway.changes.models import Delivery
from hoistway.changes.queries import (
    DeliverySearch,
    attempts_of,
    deliveries,
    delivery_seen,
    event_of,
    message_id,
    webhook_seen,
)
from hoistway.changes.vocabulary import DeliveryState
from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.instants import Instant
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.writes import write_once
from hoistway.programs.vocabulary import Scope

router = Router(tags=["webhooks"])

MOST_NAMED = 1_000
"""Deliveries named by one replay. Chosen: five pages of the list; more is a span of time."""

DeliveryKey = Annotated[int, Field(ge=1, lt=2**63)]
"""A number that a delivery can have."""


class ReplayEmpty(Refusal):
    """Raised when a replay does not say of what."""

    code = "replay_empty"
    zh = "请指明补发什么：deliveries、failed 或 since 至少填一项。"
    en = "Say what to send again: name `deliveries`, `failed` or `since`."
    status = 422


class DeliveriesAsked(Turned):
    """Which deliveries, and which page of them."""

    state: DeliveryState | None = None
    kind: str = Field(default="", max_length=60, description="Or `webhook.test`")
    text: str = Field(default="", max_length=120, description="Part of the subject")
    since: Instant | None = None
    before: Instant | None = None


class DeliveryOut(Out):
    """One event on its way to one address."""

    id: int
    webhook_id: str = Field(description="The header `webhook-id`: the same however often sent")
    kind: str
    subject: str
    state: DeliveryState
    attempts: int = Field(description="Since it was last put into the way")
    status: int | None = Field(description="What the address answered last; null: nothing")
    made_at: datetime
    next_at: datetime | None = Field(description="When it is tried next")
    ended_at: datetime | None


class AttemptOut(BaseModel):
    """One attempt, and the head of what came back."""

    at: datetime
    status: int | None
    took_ms: int
    error: str
    sent_headers: dict[str, str]
    answer_headers: dict[str, str]
    answer_body: str = Field(description="Its first 500 bytes")


class DeliveryWhole(DeliveryOut):
    """One delivery with the event itself and every attempt, the first at first."""

    event: dict[str, Any]
    tried: list[AttemptOut]


class ReplayIn(BaseModel):
    """What to send again; at least one of them."""

    deliveries: list[DeliveryKey] = Field(default=[], max_length=MOST_NAMED)
    failed: bool = Field(default=False, description="All that failed")
    since: Instant | None = Field(
        default=None, description="All from then on, also what was missed while nothing was sent"
    )


class ReplayTold(BaseModel):
    """How many events were put into the way again."""

    count: int


@router.get(
    "/{number}/deliveries", response=Page[DeliveryOut], url_name="webhook-deliveries",
    summary="List what was sent",
)  # fmt: skip
def list_deliveries(
    request: HttpRequest, number: str, asked: Query[DeliveriesAsked]
) -> HttpResponse:
    """Answer what is and was sent to an address, the latest first; kept for 90 days."""
    by = acting(request=request, scope=Scope.CHANGES)
    row = webhook_seen(number=number, by=by)
    search = DeliverySearch(
        state=asked.state, kind=asked.kind, text=asked.text, since=asked.since,
        before=asked.before,
    )  # fmt: skip
    rows = deliveries(webhook_id=row.pk, search=search)
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [DeliveryOut(**_facts(one)) for one in found]
    return answer_page(request=request, rows=told, schema=DeliveryOut, following=following)


@router.get(
    "/{number}/deliveries/{delivery}", response=DeliveryWhole, url_name="webhook-delivery",
    summary="Read what was sent",
)  # fmt: skip
def read_delivery(request: HttpRequest, number: str, delivery: DeliveryKey) -> HttpResponse:
    """Answer one delivery: the event, and each attempt with what came back."""
    by = acting(request=request, scope=Scope.CHANGES)
    webhook = webhook_seen(number=number, by=by)
    row = delivery_seen(webhook_id=webhook.pk, delivery_id=delivery)
    tried = [
        AttemptOut(
            at=one.at,
            status=one.status,
            took_ms=one.took_ms,
            error=one.error,
            sent_headers=one.sent,
            answer_headers=one.answered,
            answer_body=one.body,
        )
        for one in attempts_of(delivery_ids=[row.pk])[row.pk]
    ]
    whole = DeliveryWhole(**_facts(row), event=event_of(row=row), tried=tried)
    return answer_one(request=request, row=whole)


@router.post(
    "/{number}/replay", response=ReplayTold, url_name="webhook-replay", summary="Send again"
)
def replay_deliveries(request: HttpRequest, number: str, body: ReplayIn) -> HttpResponse:
    """Send events again under the same `webhook-id`, at most 20,000 by one call."""
    by = acting(request=request, scope=Scope.CHANGES)
    wanted = Replay(delivery_ids=tuple(body.deliveries), failed=body.failed, since=body.since)
    if wanted == Replay():
        raise ReplayEmpty

    def do() -> dict[str, object]:
        return {"count": replay(number=number, wanted=wanted, now=clock.now(), by=by)}

    return write_once(request=request, do=do, status=200)


def _facts(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.pk, "webhook_id": message_id(row=row), "kind": row.kind,
        "subject": row.subject, "state": row.state, "attempts": row.attempts,
        "status": row.status, "made_at": row.made_at, "next_at": row.next_at,
        "ended_at": row.ended_at,
    }  # fmt: skip
