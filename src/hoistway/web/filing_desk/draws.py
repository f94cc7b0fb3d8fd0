"""备案抽查: draw filings, call the duty telephone, keep the result; anybody may draw again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.filings.actions import DrawWish, draw_spot_checks, record_spot_check
from hoistway.filings.models import Draw, SpotCheck
from hoistway.filings.queries import (
    Outcome,
    checks_of,
    draw_seen,
    draws,
    listed,
    lots_today,
    outcomes_of,
    published_draw,
    stands,
    unfinished_draw,
)
from hoistway.filings.vocabulary import CheckResult
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged, word
from hoistway.web.filing_desk.forms import DrawForm, ResultForm
from hoistway.web.frame import english, spoken, telephone
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

MOST_SHOWN = 300
"""Drawn filings of a page. Chosen: with more the public page outgrows 40 KiB; the file has all."""

TONES: dict[CheckResult, Tone] = {
    CheckResult.PENDING: "active", CheckResult.TRUE: "safe", CheckResult.FALSE: "caution",
    CheckResult.NO_ANSWER: "caution",
}  # fmt: skip
_COLUMNS = (CheckResult.TRUE, CheckResult.FALSE, CheckResult.NO_ANSWER, CheckResult.PENDING)
_WORDS: dict[str, CheckResult] = {str(one): one for one in CheckResult}
_NOTHING = Outcome(0, 0, 0, 0, 0, None)


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One draw in the list."""

    draw: Draw
    area: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One drawn filing with what is needed to call and to judge."""

    check: SpotCheck
    elevator: ElevatorCard
    firm: str
    phone: str
    call_href: str
    tone: Tone
    form: ResultForm | None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def draw_list(request: HttpRequest) -> HttpResponseBase:
    """Show the draws in sight and draw anew; or give them as a file."""
    form, refusal = DrawForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        wish = DrawWish(jurisdiction_id=by(request).jurisdiction_id, size=form.cleaned_data["size"])
        try:
            drawn = draw_spot_checks(
                wish=wish, form_id=form.cleaned_data["form_id"], now=clock.now(), by=by(request)
            )
        except Refusal as no:
            refusal = no.sentence("en" if english() else "zh")
        else:
            return redirect("regulator-draw", drawn.pk)
    return _list(request, form, refusal)


def _list(request: HttpRequest, form: DrawForm, refusal: str) -> HttpResponseBase:
    found = draws(by=by(request))
    file = handed_out(request, _sheet(request))
    if file is not None:
        return file
    lots = lots_today(by=by(request), day=local_day(at=clock.now()))
    if not form.is_bound:
        form.fields["size"].initial = lots.size or None
    read = or_failed(lambda: paged(request, found))
    rows, pages = read or ([], None)
    facts = {
        "form": form, "refusal": refusal, "lots": lots, "rows": _draw_rows(rows), "pages": pages,
        "exports": exports(request), "failed": read is None, "words": _WORDS,
        "area": spoken((lots.jurisdiction.name_zh, lots.jurisdiction.name_en)),
        "waiting": unfinished_draw(jurisdiction_id=lots.jurisdiction.pk),
    }  # fmt: skip
    status = 422 if form.errors else 409 if refusal else 200
    return render(request, "filing_desk/draws.html", facts, status=status)


def _draw_rows(rows: Sequence[Draw]) -> list[DrawRow]:
    outcomes = outcomes_of(draw_ids=[row.pk for row in rows])
    return [
        DrawRow(
            row, spoken((row.jurisdiction.name_zh, row.jurisdiction.name_en)),
            outcomes.get(row.pk, _NOTHING),
        )
        for row in rows
    ]  # fmt: skip


def _sheet(request: HttpRequest) -> Sheet:
    head = [
        _("抽取时间"), _("辖区"), _("备案总数"), _("抽取数量"), *map(word, _COLUMNS),
        _("平均接通秒数"), _("抽取号"), _("清单 SHA-256"), _("规则版本"),
    ]  # fmt: skip
    return Sheet(name="filing-draws", head=head, rows=_draw_lines(by(request)))


def _draw_lines(actor: Actor) -> Iterator[Sequence[Cell]]:
    for row in _draw_rows(list(draws(by=actor))):
        draw, out = row.draw, row.outcome
        mean = None if out.mean_answer_s is None else round(out.mean_answer_s, 1)
        yield (
            draw.at, row.area, draw.population, draw.size, out.true, out.false, out.no_answer,
            out.pending, mean, draw.seed, draw.population_sha256, draw.edition,
        )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def draw(request: HttpRequest, draw_id: int) -> HttpResponseBase:
    """Show one draw with its spot-checks, or give them as a file."""
    return _page(request, draw_id)


def _page(
    request: HttpRequest, draw_id: int, *, bad: ResultForm | None = None, at: int = 0,
    refusal: str = "", status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    found = draw_seen(draw_id=draw_id, by=by(request))
    checks = list(checks_of(draw_id=found.pk))
    file = handed_out(request, _check_sheet(checks))
    if file is not None:
        return file
    mine = found.jurisdiction_id == by(request).jurisdiction_id
    rows = _check_rows(checks, mine=mine)
    facts = {
        "draw": found, "rows": rows, "outcome": outcomes_of(draw_ids=[found.pk]).get(found.pk),
        "area": spoken((found.jurisdiction.name_zh, found.jurisdiction.name_en)),
        "stands": stands(draw=found), "bad": bad, "at": at, "refusal": refusal,
        "exports": exports(request), "words": _WORDS,
    }  # fmt: skip
    return render(request, "filing_desk/draw.html", facts, status=status)


def _check_rows(checks: Sequence[SpotCheck], *, mine: bool) -> list[CheckRow]:
    cards = cards_of(elevators=[check.filing.elevator for check in checks])
    rows = []
    for check, card in zip(checks, cards, strict=True):
        firm, waits = check.filing.firm, check.result is CheckResult.PENDING
        phone = firm.phone if waits else check.phone
        rows.append(
            CheckRow(
                check=check, elevator=card, firm=spoken((firm.name, firm.name_en or firm.name)),
                phone=phone, call_href=telephone(phone) if phone else "",
                tone=TONES[check.result], form=_result_form(check) if waits and mine else None,
            )
        )  # fmt: skip
    return rows


def _result_form(check: SpotCheck) -> ResultForm:
    return ResultForm(prefix=f"check-{check.pk}")


def _check_sheet(checks: Sequence[SpotCheck]) -> Sheet:
    head = [
        _("次序"), _("备案编号"), _("注册代码"), _("地址"), _("维保单位"), _("值班电话"),
        _("结果"), _("接通秒数"), _("说明"), _("抽查时间"), _("抽查人"),
    ]  # fmt: skip
    lines = (
        (
            one.position, one.filing.number, one.filing.elevator.register_number,
            one.filing.elevator.address,
            spoken((one.filing.firm.name, one.filing.firm.name_en or one.filing.firm.name)),
            one.phone, one.result, one.answered_s, one.words, one.done_at,
            str((one.done_by or {}).get("name", "")),
        )
        for one in checks
    )  # fmt: skip
    return Sheet(name="spot-checks", head=head, rows=lines)


@require_POST
@signed_in(*REGULATORS)
def result(request: HttpRequest, draw_id: int, check_id: int) -> HttpResponseBase:
    """Keep the result of one spot-check."""
    found = draw_seen(draw_id=draw_id, by=by(request))
    form = ResultForm(request.POST, prefix=f"check-{check_id}")
    if not form.is_valid():
        return _page(request, found.pk, bad=form, at=check_id, status=422)
    told = form.cleaned_data
    try:
        record_spot_check(
            spot_check_id=check_id, result=CheckResult(told["result"]),
            answered_s=told["answered_s"], words=told["words"], now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        sentence = no.sentence("en" if english() else "zh")
        return _page(request, found.pk, bad=form, at=check_id, refusal=sentence, status=no.status)
    return redirect(f"{reverse('regulator-draw', args=[found.pk])}#check-{check_id}")


@require_safe
def published(request: HttpRequest, draw_id: int) -> HttpResponse:
    """Show anybody how a draw came about, so that it can be drawn again."""
    found = published_draw(draw_id=draw_id)
    chosen = [one.filing.number for one in checks_of(draw_id=found.pk)[:MOST_SHOWN]]
    area = found.jurisdiction
    facts = {
        "draw": found, "chosen": chosen, "more": found.size - len(chosen),
        "area": spoken((area.name_zh, area.name_en)), "stands": stands(draw=found),
    }  # fmt: skip
    return render(request, "filing_desk/published.html", facts)


@require_safe
def population(request: HttpRequest, draw_id: int) -> HttpResponse:
    """Give anybody the list from which was drawn, one number to a line, as it was hashed."""
    found = published_draw(draw_id=draw_id)
    answer = HttpResponse(listed(found.population_keys), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="draw-{found.pk}.txt"'
    return answer
