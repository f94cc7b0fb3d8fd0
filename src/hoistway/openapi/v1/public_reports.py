"""`/v1/public-reports`: what the public reports of elevators, and what the desks answer."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.doers import DoneBy, Fields, doers, note_people, reads_people
from hoistway.openapi.files import attachment_of
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.said import WordsIn
from hoistway.openapi.writes import form_of, write_once
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope
from hoistway.riders import actions
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import (
    ReportSearch,
    deeds_open,
    found_reports,
    passes_to,
    phones_of,
    report_seen,
    steps_of,
    voices_of,
)
from hoistway.riders.vocabulary import (
    Desk,
    ReportDeed,
    ReportKind,
    ReportState,
    ReportVerdict,
    Topic,
)

router = Router(tags=["public-reports"])

_FACTS = ("to", "verdict", "number", "status", "edition", "reason", "was")
"""What is answered of what a step rests on."""


class ReportsAsked(Asked):
    """Which reports."""

    state: ReportState | None = None
    kind: ReportKind | None = None
    topic: Topic | None = None
    desk: Desk | None = None
    overdue: bool = False
    since: date | None = Field(default=None, description="Made on this day or later")
    until: date | None = Field(default=None, description="Made on this day or before")


class ReportOut(Out):
    """One matter: the first report of it, whose turn it is, until when."""

    number: str
    register_number: str
    jurisdiction: str
    kind: ReportKind
    topic: Topic
    state: ReportState
    words: str
    desk: Desk
    holder: str | None
    firm: str | None
    use_unit: str | None
    level: int = Field(description="How often silence or a reopening moved it up")
    people: int = Field(description="How many have the same trouble")
    reopened: int
    made_at: datetime
    due_at: datetime | None
    promised_at: datetime
    answered_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    mended: bool | None = Field(description="What the reporter said of it")
    verdict: ReportVerdict | None
    fault: str | None
    hidden: bool
    erased: bool
    outside_number: str
    outside_status: str
    edition: str


class VoiceOut(Out):
    """What somebody else wrote of the same matter."""

    number: str
    made_at: datetime
    words: str


class ReportStepOut(DoneBy):
    """One step of a matter."""

    deed: ReportDeed
    at: datetime
    desk: Desk
    words: str
    public: bool
    file_sha256: str | None
    facts: dict[str, object]


class ReportWhole(ReportOut):
    """One matter with its course, and what the program's person may do now."""

    steps: list[ReportStepOut]
    voices: list[VoiceOut]
    phones: list[str] = Field(description="With scope `people`, for whose turn it is")
    deeds: list[str] = Field(description="What this person may do now")
    passes_to: list[Desk]


class AnswerIn(WordsIn):
    """An answer that the reporter and the public read."""

    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


class PassOnIn(WordsIn):
    """To which desk."""

    desk: Desk


class OutsideIn(WordsIn):
    """The number with the city's hotline."""

    number: str = Field(min_length=1, max_length=60)


class NewsIn(WordsIn):
    """Where it stands with the hotline."""

    status: str = Field(min_length=1, max_length=120)
    is_over: bool = False


@router.get("", response=Page[ReportOut], url_name="public-reports", summary="List public reports")
def list_reports(request: HttpRequest, wanted: Query[ReportsAsked]) -> HttpResponse:
    """Answer the matters that the program's person sees, the latest first."""
    by = acting(request=request, scope=Scope.REPORTS)
    search = ReportSearch(
        kind=wanted.kind, topic=wanted.topic, state=wanted.state, desk=wanted.desk,
        overdue=wanted.overdue, first=wanted.since, last=wanted.until,
    )  # fmt: skip
    rows = narrowed(rows=found_reports(by=by, search=search, now=clock.now()), asked=wanted)
    found, following = turn(
        rows=rows, order=("-made_at", "-pk"), after=wanted.after, limit=wanted.limit
    )
    told = [ReportOut(**_fields(row, by)) for row in found]
    return answer_page(request=request, rows=told, schema=ReportOut, following=following)


@router.get(
    "/{number}", response=ReportWhole, url_name="public-report", summary="Read a public report"
)
def read_report(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one matter with every step; the number of a joined report answers its matter."""
    by = acting(request=request, scope=Scope.REPORTS)
    return answer_one(request=request, row=_whole(request, report_seen(number=number, by=by), by))


@router.post(
    "/{number}/take-up", response=ReportOut, url_name="public-report-take-up",
    summary="Begin with a report",
)  # fmt: skip
def take_up(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Say that the desk has begun with it."""
    return _done(request, number, actions.take_up_report, words=body.words)


@router.post(
    "/{number}/answer", response=ReportOut, url_name="public-report-answer",
    summary="Answer a report",
)  # fmt: skip
def answer(request: HttpRequest, number: str, body: AnswerIn) -> HttpResponse:
    """Answer it; it closes by itself if the reporter does not object."""
    return _done(request, number, actions.answer_report, words=body.words, file=body.file_sha256)


@router.post(
    "/{number}/pass-on", response=ReportOut, url_name="public-report-pass-on",
    summary="Pass a report on",
)  # fmt: skip
def pass_on(request: HttpRequest, number: str, body: PassOnIn) -> HttpResponse:
    """Pass it on to another desk; sideways that buys no time."""
    return _done(request, number, actions.pass_on_report, words=body.words, desk=body.desk)


@router.post(
    "/{number}/close", response=ReportOut, url_name="public-report-close", summary="Close a report"
)
def close(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Close it as its regulator; one that nobody has answered needs words."""
    return _done(request, number, actions.close_report, words=body.words)


@router.post(
    "/{number}/outside", response=ReportOut, url_name="public-report-outside",
    summary="Hand a report to the hotline",
)  # fmt: skip
def hand_outside(request: HttpRequest, number: str, body: OutsideIn) -> HttpResponse:
    """Hand it over to the city's hotline under the number it has there."""
    return _done(request, number, actions.hand_outside, words=body.words, number=body.number)


@router.post(
    "/{number}/outside-news", response=ReportOut, url_name="public-report-outside-news",
    summary="Bring news of the hotline",
)  # fmt: skip
def outside_news(request: HttpRequest, number: str, body: NewsIn) -> HttpResponse:
    """Keep where it stands with the hotline; when it is over there it is answered here."""
    return _done(
        request, number, actions.outside_news, words=body.words, status=body.status,
        is_over=body.is_over,
    )  # fmt: skip


@router.post(
    "/{number}/note", response=ReportOut, url_name="public-report-note", summary="Add a note"
)
def add_note(request: HttpRequest, number: str, body: WordsIn) -> HttpResponse:
    """Add what the desks should know and the public does not read."""
    return _done(request, number, actions.note_report, words=body.words)


def _done(
    request: HttpRequest, number: str, act: Callable[..., PublicReport], /, **said: object
) -> HttpResponse:
    by = acting(request=request, scope=Scope.REPORTS_WRITE)

    def do() -> dict[str, object]:
        row, more = report_seen(number=number, by=by), dict(said)
        if name := str(more.pop("file", "")):
            more["file"] = attachment_of(sha256=name, by=by)
        act(report_id=row.pk, form_id=form_of(request=request), now=clock.now(), by=by, **more)
        return ReportOut(**_fields(report_seen(number=number, by=by), by)).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _words(row: PublicReport, by: Actor) -> str:
    hidden = row.hidden_at is not None and not may(by=by, deed=Deed.MODERATE_REPORT)
    return "" if hidden else row.words


def _fields(row: PublicReport, by: Actor) -> Fields:
    return {
        "number": row.number, "register_number": row.elevator.register_number,
        "jurisdiction": row.jurisdiction.code, "kind": row.kind, "topic": row.topic,
        "state": row.state, "words": _words(row, by), "desk": row.desk,
        "holder": organisation_ref(row.holder), "firm": organisation_ref(row.firm),
        "use_unit": organisation_ref(row.use_unit), "level": row.level, "people": 1 + row.also,
        "reopened": row.reopened, "made_at": row.made_at, "due_at": row.due_at,
        "promised_at": row.promised_at, "answered_at": row.answered_at,
        "closes_at": row.closes_at, "closed_at": row.closed_at, "mended": row.is_mended,
        "verdict": row.verdict or None, "fault": row.fault.number if row.fault else None,
        "hidden": row.hidden_at is not None, "erased": row.erased_at is not None,
        "outside_number": row.outside_number, "outside_status": row.outside_status,
        "edition": row.edition,
    }  # fmt: skip


def _whole(request: HttpRequest, row: PublicReport, by: Actor) -> ReportWhole:
    steps, subject = steps_of(report_id=row.pk), f"report {row.number}"
    done = doers(request=request, by=by, kept=[step.by for step in steps], subject=subject)
    phones = phones_of(report_id=row.pk, by=by) if reads_people(request=request) else []
    if phones:
        note_people(request=request, by=by, subject=f"{subject} phones")
    return ReportWhole(
        **_fields(row, by), phones=phones,
        deeds=sorted(map(str, deeds_open(report=row, by=by))),
        passes_to=list(passes_to(report=row, by=by)),
        voices=[
            VoiceOut(number=one.number, made_at=one.made_at, words=_words(one, by))
            for one in voices_of(report_id=row.pk)
        ],
        steps=[
            ReportStepOut(
                deed=step.deed, at=step.at, desk=step.desk, words=step.words, public=step.public,
                file_sha256=step.file.sha256 if step.file else None,
                facts={name: step.facts[name] for name in _FACTS if name in step.facts}, **who,
            )
            for step, who in zip(steps, done, strict=True)
        ],
    )  # fmt: skip
