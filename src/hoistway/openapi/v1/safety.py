"""`/v1/safety-rounds`: the daily, weekly and monthly rounds that use units keep."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import note_people, reads_people
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_of, organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.models import Organisation
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.safety.actions import Said, keep_round
from hoistway.safety.models import KeptRound
from hoistway.safety.queries import (
    KEEPERS,
    Line,
    Span,
    begins_with,
    behind,
    first_of,
    holders,
    is_open,
    kept_round,
    kept_rounds,
    last_of,
    lay_out,
    policy_named,
    policy_on,
    span_of,
    unit_seen,
)
from hoistway.safety.vocabulary import (
    RoundAnswer,
    RoundFact,
    RoundStanding,
    SafetyPost,
    SafetyRound,
)

router = Router(tags=["safety"])


class RoundNotThere(Refusal):
    """Raised when a day begins no period of this kind of round."""

    code = "safety_round_no_period"
    zh = "{day} 不是“{zh_kind}”的起始日：周排查从周一起，月调度从 1 日起。"
    en = "{day} begins no {en_kind}: a week begins on Monday, a month on the 1st."
    status = 422


class RoundsAsked(Turned):
    """Whose rounds, and which page of them."""

    use_unit: str = Field(default="", max_length=24, description="Credit code or O…; else own")
    kind: SafetyRound | None = None
    since: Day | None = Field(default=None, description="Periods that begin on this day or later")
    until: Day | None = None


class UnitAsked(BaseModel):
    """Of which use unit."""

    use_unit: str = Field(default="", max_length=24, description="Credit code or O…; else own")


class RoundLineOut(BaseModel):
    """One line of a round; `figures` are those that the platform lays out for it."""

    line: str
    words_zh: str
    words_en: str
    figures: dict[RoundFact, int]
    begins_with: RoundAnswer | None = Field(description="What the figures say; null: seen on site")
    answer: RoundAnswer | None


class RoundThingOut(BaseModel):
    """One thing behind a figure: its number, visit or register number, and where."""

    fact: RoundFact
    key: str
    where: str


class SafetyRoundOut(Out):
    """The round of one period as it was kept; it never changes."""

    use_unit: str
    kind: SafetyRound
    first_day: date
    last_day: date
    kept_at: datetime
    late: bool
    holder: str = Field(description="Who kept it; with scope `people`")
    answers: dict[str, RoundAnswer] = Field(description="Line → answer")
    figures: dict[RoundFact, int] = Field(description="As the platform laid them out then")
    words: str
    sha256: str | None = Field(description="Of the signed text")
    edition: str


class SafetyRoundWhole(Out):
    """One period: kept, or laid out as it is to be answered."""

    use_unit: str
    kind: SafetyRound
    first_day: date
    last_day: date
    standing: RoundStanding
    open: bool = Field(description="Whether it may be kept today")
    keeper: SafetyPost = Field(description="The post that keeps this round")
    holders: list[int] = Field(description="Numbers of /v1/safety-posts who hold it today")
    lines: list[RoundLineOut]
    things: list[RoundThingOut] = Field(description="What stands behind figures that weigh")
    kept_at: datetime | None
    words: str
    edition: str


class SafetyRoundIn(BaseModel):
    """What the use unit says of one period."""

    kind: SafetyRound
    first_day: Day = Field(description="The day, its Monday, or the 1st of its month")
    answers: dict[Annotated[str, Field(max_length=40)], RoundAnswer] = Field(
        max_length=60, description="Each line of the draft → sound, wrong or none"
    )
    words: str = Field(
        default="", max_length=2000, description="Needed where something is wrong or still open"
    )
    holder: int = Field(default=0, ge=0, description="Number of the post's holder who kept it")


@router.get("", response=Page[SafetyRoundOut], url_name="safety-rounds", summary="List kept rounds")
def list_rounds(request: HttpRequest, asked: Query[RoundsAsked]) -> HttpResponse:
    """Answer the rounds that a use unit kept, the latest period first."""
    by = acting(request=request, scope=Scope.SAFETY)
    unit = unit_of(by=by, ref=asked.use_unit)
    rows = kept_rounds(unit_id=unit.pk)
    wanted = {
        "kind": asked.kind, "first_day__gte": asked.since, "first_day__lte": asked.until,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    found, following = turn(
        rows=rows, order=("-first_day", "-pk"), after=asked.after, limit=asked.limit
    )
    named = reads_people(request=request)
    if named and found:
        note_people(request=request, by=by, subject=f"safety rounds of {unit.pk}")
    told = [_kept(row, unit, named=named) for row in found]
    return answer_page(request=request, rows=told, schema=SafetyRoundOut, following=following)


@router.get(
    "/{kind}/{first_day}", response=SafetyRoundWhole, url_name="safety-round",
    summary="Read the round of a period",
)  # fmt: skip
def read_round(
    request: HttpRequest, kind: SafetyRound, first_day: Day, asked: Query[UnitAsked]
) -> HttpResponse:
    """Answer the round of a day, week or month: what was kept, or what there is to answer.

    A line that the platform knows about begins with an answer; words are needed where that is
    `wrong`, whatever is answered.
    """
    by = acting(request=request, scope=Scope.SAFETY)
    unit = unit_of(by=by, ref=asked.use_unit)
    if first_day != first_of(kind=kind, day=first_day):
        raise RoundNotThere(day=first_day, zh_kind=kind.zh, en_kind=kind.en.lower())
    return answer_one(request=request, row=_whole(unit, kind, first_day))


@router.post("", response={201: SafetyRoundOut}, url_name="safety-rounds", summary="Keep a round")
def keep(request: HttpRequest, body: SafetyRoundIn) -> HttpResponse:
    """Keep the round of a period, for the use unit, with the platform's figures as they stand.

    Every line is answered. A kept round never changes.
    """
    by = acting(request=request, scope=Scope.SAFETY_WRITE)
    form = form_of(request=request)

    def do() -> Answer:
        said = Said(
            kind=body.kind, first=body.first_day, answers=body.answers, words=body.words,
            holder_id=body.holder,
        )  # fmt: skip
        row = keep_round(said=said, form_id=form, now=clock.now(), by=by)
        unit = unit_seen(by=by, unit_id=by.organisation_id)
        return _kept(row, unit, named=reads_people(request=request)).model_dump(mode="json")

    return write_once(request=request, do=do)


def unit_of(*, by: Actor, ref: str) -> Organisation:
    """Return the use unit that is meant, the actor's own where none is named.

    Raises: NotAllowed, NotFound, OrganisationUnknown.
    """
    require(by=by, deed=Deed.SEE_SAFETY)
    meant = organisation_of(ref=ref).pk if ref else by.organisation_id
    if not meant:
        raise NotFound
    return unit_seen(by=by, unit_id=meant)


def _kept(row: KeptRound, unit: Organisation, *, named: bool) -> SafetyRoundOut:
    last = last_of(kind=row.kind, first=row.first_day)
    return SafetyRoundOut(
        use_unit=str(organisation_ref(unit)), kind=row.kind, first_day=row.first_day,
        last_day=last, kept_at=row.at, late=local_day(at=row.at) > last,
        holder=str(row.facts.get("holder", "")) if named else "",
        answers={line: RoundAnswer(said) for line, said in row.answers.items()},
        figures=_figures(row.facts["counts"]), words=row.words,
        sha256=(row.signed_text or {}).get("sha256"), edition=row.edition,
    )  # fmt: skip


def _figures(counts: dict[str, int], among: tuple[RoundFact, ...] = ()) -> dict[RoundFact, int]:
    wanted = among or tuple(one for one in RoundFact if str(one) in counts)
    return {one: counts.get(str(one), 0) for one in wanted}


def _whole(unit: Organisation, kind: SafetyRound, first: date) -> SafetyRoundWhole:
    today = local_day(at=clock.now())
    row = kept_round(unit_id=unit.pk, kind=kind, first=first)
    policy = policy_named(edition=row.edition) if row else policy_on(day=first)
    span = span_of(kind=kind, first=first, today=today)
    if row is not None:
        counts, things = row.facts["counts"], row.facts.get("behind", [])
    else:
        counts, things = _laid(unit.pk, span)
    post = KEEPERS[kind]
    people = holders(organisation_ids=[unit.pk], on=today).get(unit.pk, {}).get(post, [])
    late = policy.late_days[str(kind)]
    last = last_of(kind=kind, first=first)
    return SafetyRoundWhole(
        use_unit=str(organisation_ref(unit)), kind=kind, first_day=first, last_day=last,
        standing=_standing(row, last, today),
        open=row is None and is_open(kind=kind, first=first, today=today, late_days=late),
        keeper=post, holders=[one.pk for one in people],
        lines=[_line(line, counts, row) for line in policy.lines_of(kind)],
        things=[
            RoundThingOut(fact=RoundFact(of), key=key, where=where) for of, key, where in things
        ],
        kept_at=row.at if row else None, words=row.words if row else "", edition=policy.edition,
    )  # fmt: skip


def _standing(row: KeptRound | None, last: date, today: date) -> RoundStanding:
    if row is not None:
        return RoundStanding.LATE if local_day(at=row.at) > last else RoundStanding.KEPT
    return RoundStanding.DUE if today <= last else RoundStanding.MISSING


def _laid(unit_id: int, span: Span) -> tuple[dict[str, int], list[tuple[str, str, str]]]:
    if span.last < span.first:
        return {}, []
    policy = policy_on(day=span.first)
    counts = lay_out(organisation_ids=[unit_id], span=span, policy=policy)[unit_id].counts
    weighing = [one for one in RoundFact if one in RoundFact.weighing() and counts.get(str(one))]
    things = behind(organisation_id=unit_id, span=span, policy=policy, facts=weighing)
    return counts, [(str(one.fact), one.key, one.where) for one in things]


def _line(line: Line, counts: dict[str, int], row: KeptRound | None) -> RoundLineOut:
    said = row.answers.get(line.code) if row else None
    return RoundLineOut(
        line=line.code, words_zh=line.zh, words_en=line.en,
        figures=_figures(counts, line.facts) if line.facts else {},
        begins_with=begins_with(line=line, facts=counts),
        answer=RoundAnswer(said) if said else None,
    )  # fmt: skip
