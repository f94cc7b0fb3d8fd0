"""`/v1/messages`: what a person or their organisation was told, and what nobody has opened."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.messages.actions import read_all, read_message
from hoistway.messages.models import Message
from hoistway.messages.queries import inbox, is_pressed
from hoistway.messages.vocabulary import Purpose
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.writes import write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

router = Router(tags=["messages"])

_LARGEST = 2**63


class OpenedByHand(Refusal):
    """Raised when a program would open what a person has to answer for."""

    code = "opened_by_hand"
    zh = "紧急消息须由本人在页面上打开确认，程序不能代为确认。"
    en = "What is urgent a person opens on the page: no program answers for it."
    status = 403


class MessagesAsked(Turned):
    """Which messages, and which page of them."""

    purpose: Purpose | None = None
    unread: bool = Field(default=False, description="Only those that nobody has opened")


class MessageOut(Out):
    """One message; an organisation has one inbox, and the first who opens one is kept."""

    message: int
    purpose: Purpose
    zh: str
    en: str
    link: str = Field(description="Where its matter stands on the pages; empty without one")
    pressed: bool = Field(description="Whether somebody has to answer for it")
    queued_at: datetime
    read_at: datetime | None


class ReadOut(BaseModel):
    """How many were marked."""

    read: int


@router.get("", response=Page[MessageOut], url_name="messages", summary="List messages")
def list_messages(request: HttpRequest, asked: Query[MessagesAsked]) -> HttpResponse:
    """Answer the inbox of the program's person and organisation, the latest first."""
    by = acting(request=request, scope=Scope.MESSAGES)
    rows = _inbox(by)
    if asked.purpose is not None:
        rows = rows.filter(purpose=asked.purpose)
    if asked.unread:
        rows = rows.filter(read_at=None)
    order = ("-queued_at", "-pk")
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=MessageOut, following=following)


@router.post(
    "/read-ordinary", response=ReadOut, url_name="messages-read", summary="Mark ordinary ones read"
)
def mark_ordinary(request: HttpRequest) -> HttpResponse:
    """Keep that all that is ordinary was seen; what is urgent is marked one by one."""
    by = acting(request=request, scope=Scope.MESSAGES)

    def do() -> Answer:
        return ReadOut(read=read_all(now=clock.now(), by=by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


@router.get("/{message}", response=MessageOut, url_name="message", summary="Read a message")
def show_message(request: HttpRequest, message: int) -> HttpResponse:
    """Answer one message; that marks nothing, `/read` does."""
    by = acting(request=request, scope=Scope.MESSAGES)
    row = _inbox(by).filter(pk=_key(message)).first()
    if row is None:
        raise NotFound
    return answer_one(request=request, row=_told(row))


@router.post(
    "/{message}/read", response=MessageOut, url_name="message-read", summary="Mark a message read"
)
def mark(request: HttpRequest, message: int) -> HttpResponse:
    """Keep that an ordinary message was seen. For what is urgent a person answers, on the page."""
    by = acting(request=request, scope=Scope.MESSAGES)

    def do() -> Answer:
        row = _inbox(by).filter(pk=_key(message)).first()
        if row is not None and is_pressed(purpose=row.purpose):
            raise OpenedByHand
        read_message(message_id=message, now=clock.now(), by=by)
        return _told(_inbox(by).get(pk=message)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _inbox(by: Actor) -> QuerySet[Message]:
    return inbox(by=by).filter(secret=False)


def _key(key: int) -> int:
    if not 0 < key < _LARGEST:
        raise NotFound
    return key


def _told(row: Message) -> MessageOut:
    return MessageOut(
        message=row.pk, purpose=row.purpose, zh=row.zh, en=row.en,
        link=row.link if row.link.startswith("/") else "",
        pressed=is_pressed(purpose=row.purpose), queued_at=row.queued_at, read_at=row.read_at,
    )  # fmt: skip
