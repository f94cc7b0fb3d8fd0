"""`/v1/webhooks`: addresses that are told of changes: opened, changed, tried, stopped, ended."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.changes import actions
from hoistway.changes.actions import Opened, Wish
from hoistway.changes.models import Webhook
from hoistway.changes.queries import counts_of, secrets_of, webhook_seen, webhooks
from hoistway.changes.vocabulary import ChangeKind, DeliveryState, PauseReason, WebhookState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.v1.changes import scopes_of_key
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.vocabulary import Scope

router = Router(tags=["webhooks"])


class WebhookIn(BaseModel):
    """Where to send, and what; empty lists ask for everything that may be read."""

    name: str = Field(min_length=1, max_length=80)
    url: str = Field(min_length=1, max_length=500, description="A public https address")
    kinds: list[ChangeKind] = Field(default=[], max_length=100)
    elevators: list[str] = Field(default=[], max_length=500, description="Register numbers")
    jurisdictions: list[str] = Field(default=[], max_length=100, description="Codes of areas")

    def wish(self) -> Wish:
        """Return what is asked."""
        return Wish(
            name=self.name, url=self.url, kinds=tuple(map(str, self.kinds)),
            elevators=tuple(self.elevators), jurisdictions=tuple(self.jurisdictions),
        )  # fmt: skip


class WebhookOut(Out):
    """One address, and how what was sent there fared."""

    number: str
    name: str
    url: str
    kinds: list[str]
    elevators: list[str]
    jurisdictions: list[str]
    state: WebhookState
    pause_reason: PauseReason | None
    scopes: list[str] = Field(description="What its program's key was open for when it was opened")
    opened_at: datetime
    old_secret_until: datetime | None = Field(description="Until then the old secret signs too")
    failing_since: datetime | None
    taken_at: datetime | None = Field(description="When an event was last answered with 2xx")
    ended_at: datetime | None
    waiting: int
    delivered: int
    failed: int


class WebhookOpened(WebhookOut):
    """One address with the secret by which what is sent to it is signed."""

    secret: str = Field(description="`whsec_…`, told here and nowhere else: keep it")


@router.get("", response=Page[WebhookOut], url_name="webhooks", summary="List webhooks")
def list_webhooks(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer the addresses that this program opened, the latest first."""
    by = acting(request=request, scope=Scope.CHANGES)
    found, following = turn(
        rows=webhooks(by=by), order=("-opened_at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = told_of(found)
    return answer_page(request=request, rows=told, schema=WebhookOut, following=following)


@router.get("/{number}", response=WebhookOut, url_name="webhook", summary="Read a webhook")
def read_webhook(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one address with how many events wait, arrived and failed."""
    by = acting(request=request, scope=Scope.CHANGES)
    return answer_one(request=request, row=told_of([webhook_seen(number=number, by=by)])[0])


@router.post("", response={201: WebhookOpened}, url_name="webhooks", summary="Open a webhook")
def open_webhook(request: HttpRequest, body: WebhookIn) -> HttpResponse:
    """Open an address and send it a test event; once that is answered 2xx, changes follow.

    The secret is in this answer only.
    """
    by = acting(request=request, scope=Scope.CHANGES)
    opened = Opened(form_id=form_of(request=request), scopes=scopes_of_key(request))

    def do() -> dict[str, object]:
        row = actions.open_webhook(wish=body.wish(), opened=opened, now=clock.now(), by=by)
        return _said(row.number, by)

    return _with_secret(write_once(request=request, do=do), by)


@router.put("/{number}", response=WebhookOut, url_name="webhook", summary="Change a webhook")
def change_webhook(request: HttpRequest, number: str, body: WebhookIn) -> HttpResponse:
    """Change where an address lies and what it is told; another address is tried first."""
    return _done(
        request, number, actions.change_webhook, wish=body.wish(), scopes=scopes_of_key(request)
    )


@router.post("/{number}/try", response=WebhookOut, url_name="webhook-try", summary="Try a webhook")
def try_webhook(request: HttpRequest, number: str) -> HttpResponse:
    """Send an address a test event; what came of it stands in its deliveries."""
    return _done(request, number, actions.try_webhook)


@router.post(
    "/{number}/pause", response=WebhookOut, url_name="webhook-pause", summary="Pause a webhook"
)
def pause_webhook(request: HttpRequest, number: str) -> HttpResponse:
    """Send nothing for now; what changes meanwhile is sent by a replay."""
    return _done(request, number, actions.pause_webhook)


@router.post(
    "/{number}/resume", response=WebhookOut, url_name="webhook-resume", summary="Resume a webhook"
)
def resume_webhook(request: HttpRequest, number: str) -> HttpResponse:
    """Try a paused address again; once it answers the test, what waits is sent."""
    return _done(request, number, actions.resume_webhook)


@router.post(
    "/{number}/rotate", response=WebhookOpened, url_name="webhook-rotate",
    summary="Change a webhook's secret",
)  # fmt: skip
def rotate_secret(request: HttpRequest, number: str) -> HttpResponse:
    """Give an address a new secret; for a day events are signed by the old one too."""
    by = acting(request=request, scope=Scope.CHANGES)
    return _with_secret(_done(request, number, actions.rotate_secret), by)


@router.post("/{number}/end", response=WebhookOut, url_name="webhook-end", summary="End a webhook")
def end_webhook(request: HttpRequest, number: str) -> HttpResponse:
    """Send nothing any more, for good."""
    return _done(request, number, actions.end_webhook)


def _done(
    request: HttpRequest, number: str, act: Callable[..., Webhook], **said: object
) -> HttpResponse:
    by = acting(request=request, scope=Scope.CHANGES)

    def do() -> dict[str, object]:
        act(number=number, now=clock.now(), by=by, **said)
        return _said(number, by)

    return write_once(request=request, do=do, status=200)


def _with_secret(answer: HttpResponse, by: Actor) -> HttpResponse:
    """Add the secret to an answer, which is kept without it for who sends the write again."""
    told = json.loads(answer.content)
    row = webhook_seen(number=told["number"], by=by)
    told["secret"] = secrets_of(webhook=row, now=clock.now())[0]
    answer.content = json.dumps(told, ensure_ascii=False).encode()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _said(number: str, by: Actor) -> dict[str, object]:
    return told_of([webhook_seen(number=number, by=by)])[0].model_dump(mode="json")


def told_of(rows: Collection[Webhook]) -> list[WebhookOut]:
    """Return what is answered of addresses; one query for all their counts."""
    counts = counts_of(webhook_ids=[row.pk for row in rows])
    return [
        WebhookOut(
            number=row.number, name=row.name, url=row.url, kinds=row.kinds,
            elevators=row.elevators, jurisdictions=row.jurisdictions, state=row.state,
            pause_reason=row.pause_reason or None, scopes=row.scopes, opened_at=row.opened_at,
            old_secret_until=row.old_until, failing_since=row.failing_since,
            taken_at=row.taken_at, ended_at=row.ended_at,
            **{str(one): counts[row.pk].get(str(one), 0) for one in DeliveryState},
        )
        for row in rows
    ]  # fmt: skip
