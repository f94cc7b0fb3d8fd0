"""`/v1/check-shares`, `/v1/key-units`, `/v1/draws`: the yearly shares, and lots anybody repeats."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.actions.samples import freeze_pilot_sample
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import Fields
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_of, organisation_ref
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import Reach, jurisdictions, reach_of, require
from hoistway.parties.vocabulary import Deed, JurisdictionKind
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.sampling.actions import draw_sample
from hoistway.sampling.models import SampleDraw
from hoistway.sampling.queries import draw_file, draw_seen, draws
from hoistway.sampling.vocabulary import DrawPurpose, DrawState
from hoistway.supervision.actions import draw_checks, end_key_unit, freeze_checks, keep_key_unit
from hoistway.supervision.models import KeyUnit
from hoistway.supervision.queries import key_units, shares
from hoistway.supervision.vocabulary import KeyGround

router = Router(tags=["supervision"])
key_router = Router(tags=["supervision"])
draw_router = Router(tags=["supervision"])

_LARGEST = 2**63


class ShareOut(BaseModel):
    """How far one area has come with one share this year."""

    jurisdiction: str
    purpose: DrawPurpose
    population: int
    wanted: int
    done: int
    pending: int


class SharesOut(Out):
    """The yearly shares of checks in the areas in sight."""

    year: int
    shares: list[ShareOut]


class KeyUnitIn(BaseModel):
    """A use unit to be looked at above all; a ground other than `crowds` needs words."""

    organisation: str = Field(min_length=1, max_length=20, description="Credit code")
    ground: KeyGround
    words: str = Field(default="", max_length=300)


class KeyUnitOut(Out):
    """One key unit of an area; `key_unit` names it in addresses."""

    key_unit: int
    organisation: str | None
    organisation_name: str
    jurisdiction: str
    ground: KeyGround
    words: str
    since: date
    until: date | None


class DrawIn(BaseModel):
    """For what is drawn; without a size, what the year still lacks."""

    purpose: DrawPurpose
    size: int | None = Field(default=None, ge=1, le=100_000)


class SeedIn(BaseModel):
    """A seed that was published after the frame was frozen, and where."""

    seed: str = Field(min_length=1, max_length=80)
    seed_source: str = Field(min_length=1, max_length=200)


class DrawOut(Out):
    """One draw: its frame frozen first, its seed published after, the rest follows."""

    number: str
    purpose: DrawPurpose
    state: DrawState
    jurisdiction: str
    year: int
    population: int
    size: int
    frame_sha256: str
    seed: str
    seed_source: str
    frozen_at: datetime
    drawn_at: datetime | None
    edition: str


class DrawWhole(DrawOut):
    """One draw with the file by which anybody repeats it."""

    file: dict[str, Any] = Field(description="For `./hoistway sample verify FILE`")


@router.get("", response=SharesOut, url_name="check-shares", summary="Read the shares of checks")
def read_shares(request: HttpRequest) -> HttpResponse:
    """Answer, to regulators, how far the yearly shares of drawn checks have come."""
    by, day = acting(request=request, scope=Scope.SUPERVISION), local_day(at=clock.now())
    require(by=by, deed=Deed.PLAN_CHECKS)
    areas = jurisdictions().exclude(kind=JurisdictionKind.CITY)
    if reach_of(by=by) is not Reach.ALL:
        areas = areas.filter(pk=by.jurisdiction_id)
    told = [
        ShareOut(
            jurisdiction=one.jurisdiction.code, purpose=one.purpose, population=one.population,
            wanted=one.wanted, done=one.done, pending=one.pending,
        )
        for one in shares(areas=list(areas), day=day)
    ]  # fmt: skip
    return answer_one(request=request, row=SharesOut(year=day.year, shares=told))


@key_router.get("", response=Page[KeyUnitOut], url_name="key-units", summary="List key units")
def list_key_units(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer, to regulators, the key units of their area."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    rows = key_units(by=by)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [_key_unit(row) for row in found]
    return answer_page(request=request, rows=told, schema=KeyUnitOut, following=following)


@key_router.post("", response={201: KeyUnitOut}, url_name="key-units", summary="Name a key unit")
def name_key_unit(request: HttpRequest, body: KeyUnitIn) -> HttpResponse:
    """Put a use unit on the key list of the own area; twice is once."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row = keep_key_unit(
            organisation_id=organisation_of(ref=body.organisation).pk, ground=body.ground,
            words=body.words, now=clock.now(), by=by,
        )  # fmt: skip
        return _key_unit(_held(by, row.pk)).model_dump(mode="json")

    return write_once(request=request, do=do)


@key_router.post(
    "/{key_unit}/end", response=KeyUnitOut, url_name="key-unit-end", summary="Take a key unit off"
)
def end(request: HttpRequest, key_unit: int) -> HttpResponse:
    """Take a use unit off the key list of the own area."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row, now = _held(by, key_unit), clock.now()
        end_key_unit(key_unit_id=row.pk, now=now, by=by)
        row.until = local_day(at=now)
        return _key_unit(row).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


@draw_router.get("", response=Page[DrawOut], url_name="draws", summary="List draws")
def list_draws(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer, to regulators, the draws of their area for whatever purpose, the latest first."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    order = ("-frozen_at", "-pk")
    found, following = turn(rows=draws(by=by), order=order, after=asked.after, limit=asked.limit)
    told = [DrawOut(**_draw(row)) for row in found]
    return answer_page(request=request, rows=told, schema=DrawOut, following=following)


@draw_router.get("/{number}", response=DrawWhole, url_name="draw", summary="Read a draw")
def read_draw(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one draw with the file by which anybody repeats it."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    row = draw_seen(by=by, number=number)
    return answer_one(request=request, row=DrawWhole(**_draw(row), file=draw_file(draw=row)))


@draw_router.post("", response={201: DrawOut}, url_name="draws", summary="Freeze a frame")
def freeze(request: HttpRequest, body: DrawIn) -> HttpResponse:
    """Freeze from whom the own area draws; only a seed that is published later may draw it."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        said: dict[str, Any] = {
            "size": body.size,
            "form_id": form_of(request=request),
            "now": clock.now(),
            "by": by,
        }
        if body.purpose in DrawPurpose.of_the_pilot():
            row = freeze_pilot_sample(**said)
        else:
            row = freeze_checks(purpose=body.purpose, **said)
        return DrawOut(**_draw(draw_seen(by=by, number=row.number))).model_dump(mode="json")

    return write_once(request=request, do=do)


@draw_router.post(
    "/{number}/seed", response=DrawOut, url_name="draw-seed", summary="Draw by a seed"
)
def draw(request: HttpRequest, number: str, body: SeedIn) -> HttpResponse:
    """Draw what the frame and the seed give; of organisations the checks are planned with it."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row = draw_seen(by=by, number=number)
        said: dict[str, Any] = {
            "draw_id": row.pk, "seed": body.seed, "seed_source": body.seed_source,
            "now": clock.now(), "by": by,
        }  # fmt: skip
        (draw_sample if row.purpose in DrawPurpose.of_the_pilot() else draw_checks)(**said)
        return DrawOut(**_draw(draw_seen(by=by, number=number))).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _held(by: Actor, key: int) -> KeyUnit:
    found = key_units(by=by).filter(pk=key).first() if 0 < key < _LARGEST else None
    if found is None:
        raise NotFound
    return found


def _key_unit(row: KeyUnit) -> KeyUnitOut:
    return KeyUnitOut(
        key_unit=row.pk, organisation=organisation_ref(row.organisation),
        organisation_name=row.organisation.name, jurisdiction=row.jurisdiction.code,
        ground=row.ground, words=row.words, since=row.since, until=row.until,
    )  # fmt: skip


def _draw(row: SampleDraw) -> Fields:
    return {
        "number": row.number, "purpose": row.purpose, "state": row.state,
        "jurisdiction": row.jurisdiction.code, "year": row.year, "population": row.population,
        "size": row.size, "frame_sha256": row.frame_sha256, "seed": row.seed,
        "seed_source": row.seed_source, "frozen_at": row.frozen_at, "drawn_at": row.drawn_at,
        "edition": row.edition,
    }  # fmt: skip
