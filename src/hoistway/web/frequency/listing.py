"""先查谁: firms by how early officers go there, and what the policy brought."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.supervision.actions.weighing import plan_by_frequency
from hoistway.supervision.queries.effect import effects
from hoistway.supervision.queries.frequency import (
    FrequencySearch,
    found_frequencies,
    frequency_policy_on,
)
from hoistway.supervision.vocabulary import FrequencyBand
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import chosen, exports, listed, or_failed, paged
from hoistway.web.frame import language
from hoistway.web.frequency.forms import FrequencyFilter, PlanForm
from hoistway.web.frequency.shown import FirmRow, effect_rows, firm_rows
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*REGULATORS)
def firms(request: HttpRequest) -> HttpResponseBase:
    """Show whom to look at first and why, or give the list as a file."""
    return _page(request)


def _page(request: HttpRequest, refusal: str = "", status: int = 200) -> HttpResponseBase:
    actor, day = by(request), local_day(at=clock.now())
    asked = FrequencyFilter(request.GET, by=actor)
    wanted = found_frequencies(by=actor, search=_search(asked), day=day)
    if request.GET.get("export"):
        file = handed_out(request, _sheet(firm_rows(rows=wanted, by=actor, day=day)))
        if file is not None:
            return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    policy = frequency_policy_on(day=day)
    facts = {
        "rows": firm_rows(rows=rows, by=actor, day=day), "pages": pages, "failed": read is None,
        "filter": asked, "exports": exports(request), "form": PlanForm(), "refusal": refusal,
        "effects": effect_rows(told=effects(by=actor, day=day)), "policy": policy,
    }  # fmt: skip
    return render(request, "frequency/list.html", facts, status=status)


def _search(asked: FrequencyFilter) -> FrequencySearch:
    band = chosen(FrequencyBand, asked.read("band") or "")
    return FrequencySearch(
        text=asked.read("q") or "", jurisdiction_code=asked.read("district") or "",
        band=band if isinstance(band, FrequencyBand) else None,
    )  # fmt: skip


def _sheet(rows: Iterable[FirmRow]) -> Sheet:
    head = [
        _("维保单位"), _("辖区"), _("检查频次"), _("人工改定的理由"), _("原因"), _("在用电梯"),
        _("今年应查"), _("今年已查"), _("起始日"), _("计算日期"), _("规则版本"),
    ]  # fmt: skip
    told: list[Sequence[Cell]] = [
        (
            one.name, one.area, one.band, one.row.chosen_words if one.by_person else "",
            listed(one.reasons), one.row.elevators, one.target, one.looked, one.row.since,
            one.row.worked_out_on, one.row.edition,
        )
        for one in rows
    ]  # fmt: skip
    return Sheet(name="frequency", head=head, rows=told)


@require_POST
@signed_in(*REGULATORS)
def plan(request: HttpRequest) -> HttpResponseBase:
    """Plan a check of each firm that was ticked."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, _("请勾选要检查的维保单位。"), 422)
    try:
        plan_by_frequency(
            frequency_ids=form.keys(), form_id=form.cleaned_data["form_id"], now=clock.now(),
            by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _page(request, no.sentence(language()), no.status)
    return redirect("regulator-frequency")
