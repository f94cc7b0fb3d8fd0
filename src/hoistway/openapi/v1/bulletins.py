"""`/v1/bulletins`: what the city, bureaus, firms and use units tell, written, checked and read."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.bulletins.actions import (
    Draft,
    publish_bulletin,
    return_bulletin,
    rewrite_bulletin,
    withdraw_bulletin,
    write_bulletin,
)
from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.queries import (
    BulletinSearch,
    bulletin_seen,
    found_bulletins,
    inbox,
    own_bulletins,
    public_bulletins,
    published_bulletins,
    to_check,
)
from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope, BulletinState
from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import Reach, jurisdictions, reach_of
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import elevator_numbered

router = Router(tags=["bulletins"])
public_router = Router(tags=["bulletins"], auth=None)


class BulletinsAsked(Turned):
    """Which bulletins: those in force that concern one, the own ones, or those to check."""

    box: Literal["concerning", "own", "to_check"] = "concerning"
    text: str = Field(default="", max_length=80, description="Number, title, author")
    kind: BulletinKind | None = None
    scope: BulletinScope | None = None


class PublicAsked(Turned):
    """Which public bulletins: of the city and its areas, or those at one elevator."""

    elevator: str = Field(default="", max_length=64, description="Register number")


class PublicBulletinOut(Out):
    """What is public of a bulletin; until is the first instant at which it no longer stands."""

    number: str
    kind: BulletinKind
    scope: BulletinScope
    jurisdiction: str | None
    register_number: str | None
    estate: str | None
    organisation_name: str
    title_zh: str
    text_zh: str
    title_en: str
    text_en: str
    since: datetime
    until: datetime


class BulletinOut(PublicBulletinOut):
    """One bulletin as its writer, its checker and those concerned read it."""

    organisation: str | None
    state: BulletinState
    written_at: datetime
    checked_at: datetime | None
    checked_reason: str


class BulletinIn(BaseModel):
    """A bulletin in two languages; the English title and text are given together or not at all.

    For an estate, `register_number` names any elevator of it.
    """

    kind: BulletinKind
    scope: BulletinScope
    jurisdiction: str = Field(default="", max_length=16, description="Of scope «jurisdiction»")
    register_number: str = Field(default="", max_length=64, description="Of «elevator», «place»")
    title_zh: str = Field(min_length=1, max_length=60)
    text_zh: str = Field(min_length=1, max_length=2000)
    title_en: str = Field(default="", max_length=120)
    text_en: str = Field(default="", max_length=4000)
    first_day: Day
    last_day: Day


class ReasonIn(BaseModel):
    """Why a bulletin goes back or comes down."""

    reason: str = Field(min_length=1, max_length=300)


@router.get("", response=Page[BulletinOut], url_name="bulletins", summary="List bulletins")
def list_bulletins(request: HttpRequest, asked: Query[BulletinsAsked]) -> HttpResponse:
    """Answer the bulletins of one box, those written last first."""
    by = acting(request=request, scope=Scope.BULLETINS)
    search = BulletinSearch(text=asked.text, kind=asked.kind, scope=asked.scope)
    rows = found_bulletins(rows=_box(asked.box, by), search=search)
    found, following = turn(
        rows=rows, order=("-written_at", "-pk"), after=asked.after, limit=asked.limit
    )
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=BulletinOut, following=following)


@router.get("/{number}", response=BulletinOut, url_name="bulletin", summary="Read a bulletin")
def read_bulletin(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one bulletin that concerns the program's person, or that it wrote or may check."""
    by = acting(request=request, scope=Scope.BULLETINS)
    return answer_one(request=request, row=_told(_seen(number, by)))


@router.post("", response={201: BulletinOut}, url_name="bulletins", summary="Write a bulletin")
def write(request: HttpRequest, body: BulletinIn) -> HttpResponse:
    """Keep a bulletin for its check by another person; that an elevator stands is public at once.

    Who writes for a wider area than the own one is refused.
    """
    by = acting(request=request, scope=Scope.BULLETINS_WRITE)

    def do() -> Answer:
        draft = _draft(body, form_id=form_of(request=request), by=by)
        row = write_bulletin(draft=draft, now=clock.now(), by=by)
        return _told(_seen(row.number, by)).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{number}/rewrite", response={201: BulletinOut}, url_name="bulletin-rewrite",
    summary="Mend a returned bulletin",
)  # fmt: skip
def rewrite(request: HttpRequest, number: str, body: BulletinIn) -> HttpResponse:
    """Submit a returned bulletin anew as it now reads."""

    def deed(row: Bulletin, by: Actor) -> object:
        draft = _draft(body, form_id=form_of(request=request), by=by)
        return rewrite_bulletin(bulletin_id=row.pk, draft=draft, now=clock.now(), by=by)

    return _done(request, number, deed)


@router.post(
    "/{number}/publish", response={201: BulletinOut}, url_name="bulletin-publish",
    summary="Publish a bulletin",
)  # fmt: skip
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Make a submitted bulletin public; never in the name of the person who wrote it."""

    def deed(row: Bulletin, by: Actor) -> object:
        return publish_bulletin(bulletin_id=row.pk, now=clock.now(), by=by)

    return _done(request, number, deed)


@router.post(
    "/{number}/return", response={201: BulletinOut}, url_name="bulletin-return",
    summary="Give a bulletin back",
)  # fmt: skip
def give_back(request: HttpRequest, number: str, body: ReasonIn) -> HttpResponse:
    """Give a submitted bulletin back to its writer with the reason."""

    def deed(row: Bulletin, by: Actor) -> object:
        return return_bulletin(
            bulletin_id=row.pk, reason=body.reason, now=clock.now(), by=by
        )  # fmt: skip

    return _done(request, number, deed)


@router.post(
    "/{number}/withdraw", response={201: BulletinOut}, url_name="bulletin-withdraw",
    summary="Take a bulletin down",
)  # fmt: skip
def withdraw(request: HttpRequest, number: str, body: ReasonIn) -> HttpResponse:
    """Take a bulletin down; its writer's organisation may, and the bureau that checks it."""

    def deed(row: Bulletin, by: Actor) -> object:
        return withdraw_bulletin(
            bulletin_id=row.pk, reason=body.reason, now=clock.now(), by=by
        )  # fmt: skip

    return _done(request, number, deed)


@public_router.get(
    "", response=Page[PublicBulletinOut], url_name="public-bulletins",
    summary="List what is public",
)  # fmt: skip
def list_public(request: HttpRequest, asked: Query[PublicAsked]) -> HttpResponse:
    """Answer what is public now, to anybody: of the city and its areas, or at one elevator."""
    now = clock.now()
    if not asked.elevator:
        found, following = turn(
            rows=published_bulletins(now=now), order=("-written_at", "-pk"), after=asked.after,
            limit=asked.limit,
        )  # fmt: skip
    else:
        elevator = elevator_numbered(register_number=asked.elevator)
        if elevator is None:
            raise NotFound
        found, following = public_bulletins(elevator=elevator, now=now), None
    told = [PublicBulletinOut(**_public(row)) for row in found]
    return answer_page(
        request=request, rows=told, schema=PublicBulletinOut, following=following
    )  # fmt: skip


def _box(box: str, by: Actor) -> "QuerySet[Bulletin]":
    if box == "own":
        return own_bulletins(by=by)
    return to_check(by=by) if box == "to_check" else inbox(by=by, now=clock.now())


def _seen(number: str, by: Actor) -> Bulletin:
    return bulletin_seen(number=number, by=by, now=clock.now())


def _done(
    request: HttpRequest, number: str, deed: Callable[[Bulletin, Actor], object]
) -> HttpResponse:  # fmt: skip
    by = acting(request=request, scope=Scope.BULLETINS_WRITE)

    def do() -> Answer:
        deed(_seen(number, by), by)
        return _told(_seen(number, by)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _draft(body: BulletinIn, *, form_id: UUID, by: Actor) -> Draft:
    """Return the draft; nothing is shown in arrears, the last day is included."""
    needs = body.scope in {BulletinScope.PLACE, BulletinScope.ELEVATOR}
    found = elevator_seen(by=by, register_number=body.register_number) if needs else None
    begins = max(_midnight(body.first_day), _midnight(local_day(at=clock.now())))
    return Draft(
        kind=body.kind, scope=body.scope, title_zh=body.title_zh, text_zh=body.text_zh,
        title_en=body.title_en, text_en=body.text_en, begins=begins, form_id=form_id,
        ends=_midnight(body.last_day) + timedelta(days=1),
        jurisdiction_id=_area(body, by), place_id=found.place_id if found else None,
        elevator_id=found.pk if found else None,
    )  # fmt: skip


def _area(body: BulletinIn, by: Actor) -> int | None:
    if reach_of(by=by) is Reach.JURISDICTION:
        return by.jurisdiction_id
    return jurisdictions().filter(code=body.jurisdiction).values_list("pk", flat=True).first()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _public(row: Bulletin) -> dict[str, Any]:
    return {
        "number": row.number, "kind": row.kind, "scope": row.scope,
        "jurisdiction": row.jurisdiction.code if row.jurisdiction else None,
        "register_number": row.elevator.register_number if row.elevator else None,
        "estate": row.place.name if row.place else None,
        "organisation_name": row.organisation.name, "title_zh": row.title_zh,
        "text_zh": row.text_zh, "title_en": row.title_en, "text_en": row.text_en,
        "since": row.period.lower, "until": row.period.upper,
    }  # fmt: skip


def _told(row: Bulletin) -> BulletinOut:
    return BulletinOut(
        **_public(row), organisation=organisation_ref(row.organisation), state=row.state,
        written_at=row.written_at, checked_at=row.checked_at, checked_reason=row.checked_reason,
    )  # fmt: skip
