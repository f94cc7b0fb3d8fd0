"""One score: every point with the records behind it, what would raise it, what may be asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.credit.models import CreditScore
from hoistway.credit.queries import (
    objections_of,
    score_seen,
    scores,
    steps_of,
    totals_of,
    trend_of,
    versions_of,
)
from hoistway.credit.queries.behind import records_of
from hoistway.credit.vocabulary import Grade, ObjectionKind, ObjectionState, RoundState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import kept_rows
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.credit.forms import fresh_form
from hoistway.web.credit.raising import RaiseRow, raise_rows
from hoistway.web.credit.records import RecordLine, record_lines
from hoistway.web.credit.shown import (
    GRADE_TONES,
    READERS,
    ROUND_TONES,
    ObjectionRow,
    PointLine,
    ScoreRow,
    StepRow,
    edition_words,
    model_notes,
    objection_row,
    point_line,
    points_words,
    score_row,
    spread_drawn,
    step_rows,
)
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports
from hoistway.web.parts.attachment import served
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in

MOST_RECORDS = 200
"""Records that a page lists behind one point. Chosen: the export gives all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRow:
    """What a subject came to in one round."""

    number: str
    last_day: object
    total: str
    grade: Grade
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRecord:
    """One record that an objection names, and how the form names it."""

    value: str
    line: RecordLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePage:
    """What the page of one score shows."""

    row: ScoreRow
    lines: Sequence[PointLine]
    named: PointLine | None
    records: Sequence[RecordLine]
    more: bool
    asked: Sequence[AskedRecord]
    objections: Sequence[ObjectionRow]
    open: ObjectionRow | None
    formers: Sequence[FormerRow]
    versions: Sequence[CreditScore]
    steps: Sequence[StepRow]
    raises: Sequence[RaiseRow]
    may: frozenset[str]
    drawing: SafeString


@require_safe
@signed_in(RoleKind.FIRM_OFFICE)
def own(request: HttpRequest) -> HttpResponse:
    """Show a firm's own scores over the rounds; lead to the latest."""
    actor = by(request)
    mine = scores(by=actor).filter(organisation_id=actor.organisation_id)
    rows = [score_row(score=one) for one in mine.order_by("-round__last_day", "-round_id")]
    return render(request, "credit/own.html", {"rows": rows})


@require_safe
@signed_in(*READERS)
def score(request: HttpRequest, credit_round: str, rated_id: int) -> HttpResponseBase:
    """Show one score with the reason of every point."""
    found = score_seen(by=by(request), number=credit_round, organisation_id=rated_id)
    return score_page(request, found)


def score_page(
    request: HttpRequest, found: CreditScore, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    """Return the page of a score, or its points as a file; a refusal stands above it."""
    shown = _page(request, found, by(request))
    file = handed_out(request, _sheet(found, shown.lines))
    if file is not None:
        return file
    row = found.round
    facts = {
        "round": row, "score": found, "shown": shown, "edition": edition_words(row.edition),
        "tone": ROUND_TONES[row.state], "notes": model_notes(edition=row.edition),
        "exports": exports(request), "refusal": refusal, "key": fresh_form(),
        "day": local_day(at=clock.now()), "extra": found.extra,
    }  # fmt: skip
    return render(request, "credit/score.html", facts, status=status)


def _page(request: HttpRequest, found: CreditScore, actor: Actor) -> ScorePage:
    today = local_day(at=clock.now())
    lines = [point_line(said=one) for one in found.points]
    asked = [objection_row(objection=one, today=today) for one in objections_of(score=found)]
    wanted = request.GET.get("point", "")
    named = next((one for one in lines if one.key == wanted), None)
    most = MOST_RECORDS + 1
    records = records_of(score=found, indicator=wanted, most=most) if named else []
    open_ = next((one for one in asked if one.state is ObjectionState.OPEN), None)
    return ScorePage(
        row=score_row(score=found), lines=lines, named=named,
        records=record_lines(records=records[:MOST_RECORDS], by=actor),
        more=len(records) > MOST_RECORDS, asked=_asked(found, actor), objections=asked, open=open_,
        formers=_formers(found), versions=versions_of(score=found),
        steps=step_rows(steps=steps_of(round_=found.round, organisation_id=found.organisation_id)),
        raises=raise_rows(score=found), may=_deeds(found, open_, actor),
        drawing=_drawing(found, actor),
    )  # fmt: skip


def _asked(found: CreditScore, actor: Actor) -> list[AskedRecord]:
    """Return the records that the open objection names, for whoever decides it."""
    if not may(by=actor, deed=Deed.RUN_CREDIT):
        return []
    rows = objections_of(score=found)
    open_ = next((one for one in rows if one.state is ObjectionState.OPEN), None)
    named: dict[str, set[str]] = {}
    for one in open_.records if open_ is not None else ():
        named.setdefault(str(one["indicator"]), set()).add(str(one["key"]))
    return [
        AskedRecord(value=f"{indicator}:{line.key}", line=line)
        for indicator, keys in named.items()
        for line in record_lines(
            records=[
                one for one in records_of(score=found, indicator=indicator) if one.key in keys
            ],
            by=actor,
        )
    ]


def _drawing(found: CreditScore, actor: Actor) -> SafeString:
    """Draw the spread with this one marked; a firm sees others only once they are published."""
    if actor.role == RoleKind.FIRM_OFFICE and found.round.state is not RoundState.PUBLISHED:
        return SafeString("")
    totals = totals_of(round_=found.round)
    return spread_drawn(round_=found.round, totals=totals, mine=found.total)


def _formers(found: CreditScore) -> list[FormerRow]:
    trend = trend_of(organisation_ids=[found.organisation_id], published_only=False)
    return [
        FormerRow(
            number=one.round_number, last_day=one.last_day, total=points_words(one.total),
            grade=one.grade, tone=GRADE_TONES[one.grade],
        )
        for one in trend.get(found.organisation_id, [])
    ]  # fmt: skip


def _deeds(found: CreditScore, open_: ObjectionRow | None, actor: Actor) -> frozenset[str]:
    row, today = found.round, local_day(at=clock.now())
    runs = may(by=actor, deed=Deed.RUN_CREDIT)
    objects = may(by=actor, deed=Deed.OBJECT_CREDIT)
    previewed = row.state is RoundState.PREVIEW
    published = row.state is RoundState.PUBLISHED and found.hidden_at is None
    in_time = previewed and row.preview_until is not None and today <= row.preview_until
    confirms = row.state in {RoundState.SCORED, RoundState.PREVIEW}
    deeds = {
        str(ObjectionKind.OBJECTION): objects and in_time and open_ is None,
        str(ObjectionKind.REPAIR): objects and published and open_ is None,
        str(ObjectionKind.REMOVAL): objects and published and open_ is None,
        "withdraw": objects and open_ is not None, "decide": runs and open_ is not None,
        "confirm": runs and confirms and score_row(score=found).waits,
        "strike": runs and (confirms or published),
    }  # fmt: skip
    return frozenset(name for name, stands in deeds.items() if stands)


def _sheet(found: CreditScore, lines: Sequence[PointLine]) -> Sheet:
    head = [
        _("指标"), _("类别"), _("指标值"), _("分子 / 分母"), _("得分"), _("满分"), _("结果"),
        _("说明"), _("依据"),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (
            one.name, one.family, one.value, one.counts, one.points, one.most, one.reason,
            "；".join(one.notes), one.source,
        )
        for one in lines
    ]  # fmt: skip
    return Sheet(name=f"{found.round.number}-{found.organisation_id}", head=head, rows=rows)


@require_safe
@signed_in(*READERS)
def file(
    request: HttpRequest, credit_round: str, rated_id: int, credit_file: str
) -> HttpResponseBase:
    """Give the evidence of an objection to whoever reads the score. Raises: NotFound."""
    found = score_seen(by=by(request), number=credit_round, organisation_id=rated_id)
    named = {sha for one in objections_of(score=found) for sha in one.files}
    kept = kept_rows(sha256s=[credit_file]) if credit_file in named else {}
    if credit_file not in kept:
        raise NotFound
    return served(attachment=kept[credit_file], name=f"{credit_round}-{credit_file[:8]}")
