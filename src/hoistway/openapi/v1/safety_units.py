"""`/v1/safety-posts` and `/v1/safety-units`: who answers for safety, and how units keep rounds."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import note_people, reads_people
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.v1.safety import UnitAsked, unit_of
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.safety.actions import Holder, appoint_holder, release_holder
from hoistway.safety.queries import fleets, holders, policy_on, standings, units
from hoistway.safety.vocabulary import SafetyPost, SafetyRound

if TYPE_CHECKING:
    from hoistway.safety.models import Appointment

router = Router(tags=["safety"])
post_router = Router(tags=["safety"])


class UnitsAsked(Turned):
    """Which use units, and which page of them."""

    text: str = Field(default="", max_length=80, description="Words of the name")
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")


class RoundsKeptOut(BaseModel):
    """How many of the periods looked at were kept, and how many are missing in a row at the end."""

    kept: int
    asked: int
    missing_in_a_row: int


class SafetyUnitOut(Out):
    """How one use unit keeps its rounds."""

    use_unit: str
    name: str
    elevators: int = Field(description="In use, in the person's sight")
    rounds: dict[SafetyRound, RoundsKeptOut]
    last_daily: date | None
    vacant: list[SafetyPost] = Field(description="Posts that nobody holds")


class SafetyPostOut(Out):
    """That somebody holds a post; name, telephone and certificate with scope `people`."""

    number: int
    post: SafetyPost
    name: str
    telephone: str
    certificate: str
    since: date
    until: date | None


class SafetyPostIn(BaseModel):
    """Who holds a post of the unit, from which day on."""

    post: SafetyPost
    name: str = Field(min_length=1, max_length=60)
    since: Day
    telephone: str = Field(default="", max_length=20)
    certificate: str = Field(default="", max_length=40)


class ReleaseIn(BaseModel):
    """Until which day somebody held the post."""

    until: Day


@router.get(
    "",
    response=Page[SafetyUnitOut],
    url_name="safety-units",
    summary="List how units keep their rounds",
)
def list_units(request: HttpRequest, asked: Query[UnitsAsked]) -> HttpResponse:
    """Answer the use units in sight: what they kept, what is missing, which posts are vacant."""
    by = acting(request=request, scope=Scope.SAFETY)
    fleet = fleets(by=by, jurisdiction_code=asked.jurisdiction)
    rows = units(by=by).filter(pk__in=fleet)
    for word in asked.text.split():
        rows = rows.filter(name__icontains=word)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    today = local_day(at=clock.now())
    how = standings(
        organisation_ids=[row.pk for row in found], today=today, policy=policy_on(day=today)
    )
    told = [
        SafetyUnitOut(
            use_unit=str(organisation_ref(row)), name=row.name, elevators=fleet[row.pk],
            rounds={
                kind: RoundsKeptOut(kept=one.kept, asked=one.asked, missing_in_a_row=one.streak)
                for kind, one in how[row.pk].rounds.items()
            },
            last_daily=how[row.pk].last_daily, vacant=list(how[row.pk].vacant),
        )
        for row in found
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=SafetyUnitOut, following=following)


@post_router.get(
    "", response=Page[SafetyPostOut], url_name="safety-posts", summary="List who holds which post"
)
def list_posts(request: HttpRequest, asked: Query[UnitAsked]) -> HttpResponse:
    """Answer who holds which post of a use unit today; all come in one answer."""
    by = acting(request=request, scope=Scope.SAFETY)
    unit = unit_of(by=by, ref=asked.use_unit)
    posts = holders(organisation_ids=[unit.pk], on=local_day(at=clock.now())).get(unit.pk, {})
    rows = [row for post in SafetyPost for row in posts.get(post, [])]
    named = reads_people(request=request)
    if named and rows:
        note_people(request=request, by=by, subject=f"safety posts of {unit.pk}")
    told = [_told(row, named=named) for row in rows]
    return answer_page(request=request, rows=told, schema=SafetyPostOut, following=None)


@post_router.post(
    "", response={201: SafetyPostOut}, url_name="safety-posts", summary="Say who holds a post"
)
def appoint(request: HttpRequest, body: SafetyPostIn) -> HttpResponse:
    """Keep who holds a post of the own unit; several people may be officers."""
    by = acting(request=request, scope=Scope.SAFETY_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        holder = Holder(**body.model_dump())
        row = appoint_holder(holder=holder, form_id=form, now=clock.now(), by=by)
        return _told(row, named=reads_people(request=request)).model_dump(mode="json")

    return write_once(request=request, do=do)


@post_router.post(
    "/{number}/release", response=SafetyPostOut, url_name="safety-post-release",
    summary="Say that somebody left a post",
)  # fmt: skip
def release(request: HttpRequest, number: int, body: ReleaseIn) -> HttpResponse:
    """Keep until which day somebody held a post; the telephone is kept no longer."""
    by = acting(request=request, scope=Scope.SAFETY_WRITE)

    def do() -> Answer:
        today = local_day(at=clock.now())
        row = release_holder(appointment_id=number, until=body.until, today=today, by=by)
        return _told(row, named=reads_people(request=request)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _told(row: "Appointment", *, named: bool) -> SafetyPostOut:
    return SafetyPostOut(
        number=row.pk, post=row.post, name=row.name if named else "",
        telephone=row.telephone if named else "", certificate=row.certificate if named else "",
        since=row.since, until=row.until,
    )  # fmt: skip
