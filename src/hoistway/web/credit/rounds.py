"""The desk of rounds: all of them, and one with its spread, its scores and what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.credit.actions import ask_round
from hoistway.credit.models import CreditRound, CreditScore
from hoistway.credit.queries import (
    found_scores,
    objections,
    round_seen,
    scores,
    steps_of,
)
from hoistway.credit.queries import (
    rounds as rounds_of,
)
from hoistway.credit.vocabulary import Grade, ObjectionState, RoundState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.credit.forms import RoundForm, ScoreFilter, fresh_form
from hoistway.web.credit.shown import (
    GRADE_TONES,
    ROUND_TONES,
    ScoreRow,
    StepRow,
    edition_words,
    score_row,
    spread_drawn,
    step_rows,
)
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import BarRow, Number, exports, or_failed, paged, word
from hoistway.web.frame import language
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round in the list."""

    round: CreditRound
    edition: str
    tone: Tone


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def rounds(request: HttpRequest) -> HttpResponseBase:
    """Show the rounds; the city begins a new one."""
    form, refusal = RoundForm(request.POST or None), ""
    if request.method == "POST":
        if form.is_valid():
            try:
                row = ask_round(draft=form.draft(), now=clock.now(), by=by(request))
            except Refusal as no:
                return _rounds(request, form, no.sentence(language()), no.status)
            return redirect("regulator-credit-round", row.number)
        return _rounds(request, form, refusal, 422)
    return _rounds(request, form)


def _rounds(
    request: HttpRequest, form: RoundForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    read = or_failed(lambda: paged(request, rounds_of(by=by(request))))
    rows, pages = read or ([], None)
    waiting = objections(by=by(request)).filter(state=ObjectionState.OPEN)
    facts = {
        "rows": [RoundRow(row, edition_words(row.edition), ROUND_TONES[row.state]) for row in rows],
        "pages": pages, "failed": read is None, "form": form, "refusal": refusal,
        "runs": may(by=by(request), deed=Deed.RUN_CREDIT), "waiting": waiting.count(),
    }  # fmt: skip
    return render(request, "credit/rounds.html", facts, status=status)


@dataclass(frozen=True, slots=True)
class RoundPage:
    """What the page of a round shows beside its list."""

    numbers: Sequence[Number]
    grades: Sequence[BarRow]
    steps: Sequence[StepRow]
    may: frozenset[str]


@require_safe
@signed_in(*REGULATORS)
def one(request: HttpRequest, credit_round: str) -> HttpResponseBase:
    """Show one round."""
    return round_page(request, round_seen(by=by(request), number=credit_round))


def round_page(
    request: HttpRequest, row: CreditRound, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    """Return the page of a round; a refusal stands above it."""
    actor = by(request)
    form = ScoreFilter(request.GET, by=actor)
    wanted = found_scores(by=actor, round_=row, search=form.search())
    file = handed_out(request, _sheet(row, wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    found, pages = read or ([], None)
    seen = list(scores(by=actor).filter(round=row).order_by().values_list("grade", "total"))
    facts = {
        "round": row, "edition": edition_words(row.edition), "tone": ROUND_TONES[row.state],
        "computing": row.state in RoundState.computing(),
        "shown": _shown(row, actor, [Grade(grade) for grade, _t in seen]),
        "drawing": spread_drawn(
            round_=row, totals=[total for _g, total in seen if total is not None]
        ),
        "rows": [score_row(score=one) for one in found], "pages": pages, "failed": read is None,
        "filter": form, "exports": exports(request), "refusal": refusal, "key": fresh_form(),
    }  # fmt: skip
    return render(request, "credit/round.html", facts, status=status)


def _shown(row: CreditRound, actor: Actor, grades: list[Grade]) -> RoundPage:
    waiting = objections(by=actor).filter(score__round=row, state=ObjectionState.OPEN).count()
    harsh = scores(by=actor).filter(round=row, confirmed_at=None).order_by()
    unconfirmed = sum(
        grade in {Grade.C, Grade.D} or bool(vetoes)
        for grade, vetoes in harsh.values_list("grade", "vetoes")
    )
    numbers = [
        Number(label=_("评价单位"), value=len(grades)),
        Number(label=_("未决异议"), value=waiting, tone="caution" if waiting else "quiet"),
        Number(
            label=_("待人工确认"), value=unconfirmed, tone="caution" if unconfirmed else "quiet",
            url="?open=waits" if unconfirmed else "",
        ),
    ]  # fmt: skip
    total = len(grades) or 1
    bars = [
        BarRow(word(one), grades.count(one) / total, str(grades.count(one)), GRADE_TONES[one])
        for one in Grade
    ]
    steps = step_rows(steps=steps_of(round_=row))
    return RoundPage(numbers, bars, steps, _deeds(row, actor))


def _deeds(row: CreditRound, actor: Actor) -> frozenset[str]:
    if not may(by=actor, deed=Deed.RUN_CREDIT):
        return frozenset()
    today = local_day(at=clock.now())
    over = row.preview_until is not None and today > row.preview_until
    living = row.state not in {RoundState.PUBLISHED, RoundState.DROPPED}
    deeds = {
        "preview": row.state is RoundState.SCORED,
        "publish": row.state is RoundState.PREVIEW and over, "drop": living,
    }  # fmt: skip
    return frozenset(name for name, stands in deeds.items() if stands)


def _sheet(row: CreditRound, wanted: QuerySet[CreditScore]) -> Sheet:
    head = [
        _("评价编号"), _("单位"), _("统一社会信用代码"), _("评价对象"), _("在用电梯台数"),
        _("得分"), _("等级"), _("一票否决"), _("版本"), _("确认时间"), _("状态"),
    ]  # fmt: skip
    return Sheet(name=row.number, head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[CreditScore]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_cells, chunk))


def _cells(score: CreditScore) -> Sequence[Cell]:
    row: ScoreRow = score_row(score=score)
    return (
        score.round.number, row.name, score.organisation.credit_code, score.subject, score.fleet,
        row.total, score.grade, "、".join(row.vetoes), score.version, score.confirmed_at,
        score.round.state,
    )  # fmt: skip
