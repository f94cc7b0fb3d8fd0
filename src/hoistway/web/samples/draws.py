"""Draws of pilot elevators: how far each district has come, freeze, draw, repeat."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.actions.samples import freeze_pilot_sample
from hoistway.ondemand.queries.samples import (
    SampleShare,
    districts,
    pilot_frame,
    purpose_of,
    sample_shares,
)
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import RoleKind
from hoistway.sampling.actions import draw_sample
from hoistway.sampling.models import SampleDraw
from hoistway.sampling.queries import checks, draw_file, draw_seen, draws, published_draw
from hoistway.sampling.vocabulary import DrawPurpose, DrawState
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import BarRow, exports, or_failed, paged
from hoistway.web.frame import language, spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.samples.forms import FreezeForm, SeedForm
from hoistway.web.samples.shown import CheckRow, check_rows
from hoistway.web.signing_in import by, signed_in

TONES: dict[DrawState, Tone] = {
    DrawState.FROZEN: "caution", DrawState.DRAWN: "active", DrawState.DONE: "safe",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One draw in the list."""

    draw: SampleDraw
    area: str
    tone: Tone


@require_safe
@signed_in(*REGULATORS)
def samples(request: HttpRequest) -> HttpResponseBase:
    """Show how far each district has come this year, and the draws."""
    return _list(request)


def _list(request: HttpRequest, refusal: str = "", status: int = 200) -> HttpResponseBase:
    actor, now = by(request), clock.now()
    day = local_day(at=now)
    shares = sample_shares(by=actor, areas=_areas(actor), day=day)
    file = handed_out(request, _sheet(shares, day.year))
    if file is not None:
        return file
    area = jurisdictions().get(pk=actor.jurisdiction_id)
    frame = pilot_frame(area=area, size=None, now=now, day=day)
    read = or_failed(lambda: paged(request, _pilot_draws(actor)))
    rows, pages = read or ([], None)
    waits = _pilot_draws(actor).filter(state=DrawState.FROZEN, jurisdiction_id=area.pk).first()
    facts = {
        "shares": [_bar(one) for one in shares], "frame": frame, "area": _name(area),
        "year": day.year, "form": FreezeForm(size=frame.size), "refusal": refusal,
        "city": purpose_of(area=area) is DrawPurpose.PILOT_CITY, "waits": waits,
        "rows": [DrawRow(row, _name(row.jurisdiction), TONES[row.state]) for row in rows],
        "pages": pages, "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "samples/list.html", facts, status=status)


def _pilot_draws(actor: Actor) -> QuerySet[SampleDraw]:
    return draws(by=actor).filter(purpose__in=sorted(map(str, DrawPurpose.of_the_pilot())))


def _areas(actor: Actor) -> list[Jurisdiction]:
    own = districts()
    if actor.role == RoleKind.CITY_REGULATOR:
        return own
    return [one for one in own if one.pk == actor.jurisdiction_id]


def _name(area: Jurisdiction) -> str:
    return spoken((area.name_zh, area.name_en))


def _bar(one: SampleShare) -> BarRow:
    drawn, wanted = one.done.drawn, one.wanted
    tone: Tone = "quiet" if not wanted else "safe" if drawn >= wanted else "caution"
    text = _("%(drawn)s / %(wanted)s 台（试点 %(all)s 台，已检查 %(checked)s）") % {
        "drawn": drawn, "wanted": wanted, "all": one.population, "checked": one.done.checked,
    }  # fmt: skip
    return BarRow(_name(one.jurisdiction), min(drawn / wanted, 1.0) if wanted else 0.0, text, tone)


def _sheet(shares: Sequence[SampleShare], year: int) -> Sheet:
    head = [
        _("年度"), _("辖区"), _("试点电梯"), _("应抽"), _("已抽"), _("已检查"), _("不符合"),
        _("待整改"), _("平均得分"),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (
            year, _name(one.jurisdiction), one.population, one.wanted, one.done.drawn,
            one.done.checked, one.done.bad, one.done.mending,
            None if one.done.score is None else round(one.done.score, 1),
        )
        for one in shares
    ]  # fmt: skip
    return Sheet(name="samples", head=head, rows=rows)


@require_POST
@signed_in(*REGULATORS)
def freeze(request: HttpRequest) -> HttpResponseBase:
    """Freeze the frame of the own area."""
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return _list(request, _("请填写抽取台数。"), 422)
    try:
        row = freeze_pilot_sample(
            form_id=form.cleaned_data["form_id"], size=form.cleaned_data["size"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _list(request, no.sentence(language()), no.status)
    return redirect("regulator-sample", row.number)


@require_safe
@signed_in(*REGULATORS)
def sample(request: HttpRequest, sample_number: str) -> HttpResponseBase:
    """Show one draw: its frame, its seed, what it drew and what was found."""
    found = draw_seen(by=by(request), number=sample_number)
    if found.purpose not in DrawPurpose.of_the_pilot():
        raise NotFound
    return _page(request, found)


def _page(
    request: HttpRequest, draw: SampleDraw, form: SeedForm | None = None, refusal: str = "",
    status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    rows = check_rows(checks=checks(by=by(request)).filter(draw=draw), names=True)
    file = handed_out(request, _drawn(draw, rows))
    if file is not None:
        return file
    facts = {
        "draw": draw, "area": _name(draw.jurisdiction), "rows": rows, "tone": TONES[draw.state],
        "form": form or SeedForm(), "refusal": refusal, "frozen": draw.state is DrawState.FROZEN,
        "own": draw.jurisdiction_id == by(request).jurisdiction_id,
        "done": sum(row.check.checked_at is not None for row in rows), "exports": exports(request),
    }  # fmt: skip
    return render(request, "samples/draw.html", facts, status=status)


def _drawn(draw: SampleDraw, rows: Sequence[CheckRow]) -> Sheet:
    head = [
        _("次序"), _("注册代码"), _("电梯"), _("地址"), _("维保单位"), _("检查人员"), _("结果"),
        _("得分"), _("情况说明"), _("整改期限"), _("整改确认"),
    ]  # fmt: skip
    told: list[Sequence[Cell]] = [
        (
            row.check.place, row.check.unit, row.elevator.name, row.elevator.address,
            row.elevator.firm, "、".join(row.people), row.result, row.check.score,
            row.check.words, row.check.mend_by, row.check.confirmed_at,
        )
        for row in rows
    ]  # fmt: skip
    return Sheet(name=draw.number, head=head, rows=told)


@require_POST
@signed_in(*REGULATORS)
def seed(request: HttpRequest, sample_number: str) -> HttpResponseBase:
    """Draw by a published seed."""
    draw = draw_seen(by=by(request), number=sample_number)
    if draw.purpose not in DrawPurpose.of_the_pilot():
        raise NotFound
    form = SeedForm(request.POST)
    if not form.is_valid():
        return _page(request, draw, form, status=422)
    try:
        draw_sample(
            draw_id=draw.pk, seed=form.cleaned_data["seed"],
            seed_source=form.cleaned_data["seed_source"], now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _page(request, draw, form, no.sentence(language()), no.status)
    return redirect("regulator-sample", sample_number)


@require_safe
def published(request: HttpRequest, sample_number: str) -> HttpResponse:
    """Give a draw to anybody who wants to repeat it."""
    said = draw_file(draw=published_draw(number=sample_number))
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{sample_number}.json"'
    return answer
