"""The list of plans: the firm adopts many at once, others read."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import chosen, exports, or_failed, paged
from hoistway.web.frame import language
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.signing_in import by, signed_in
from hoistway.web.yearplans.shown import READERS, STATES
from hoistway.yearplans.actions import adopt_plans
from hoistway.yearplans.models import YearPlan
from hoistway.yearplans.queries import PlanSearch, found_plans, plan_runs
from hoistway.yearplans.vocabulary import YearPlanState

_THIN = {"yes": True, "no": False}
_RUNS = 5
"""Runs named on the list. Chosen: those of the last days."""


class PlanFilter(Filter):
    """What is asked of the plans."""

    choices = {"state": YearPlanState}

    q = forms.CharField(
        label=gettext_lazy("注册代码、地址、小区、单位"), required=False, max_length=80
    )
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    thin = forms.ChoiceField(
        label=gettext_lazy("建议依据"), required=False,
        choices=(
            ("", gettext_lazy("全部")), ("no", gettext_lazy("依据充分")),
            ("yes", gettext_lazy("依据不足")),
        ),
    )  # fmt: skip
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)
    run = forms.CharField(label=gettext_lazy("编制批次"), required=False, max_length=20)

    def search(self) -> PlanSearch:
        """Return what the form asks."""
        state = chosen(YearPlanState, self.read("state") or "")
        return PlanSearch(
            text=self.read("q") or "", state=state if isinstance(state, YearPlanState) else None,
            thin=_THIN.get(self.read("thin") or ""), run=self.read("run") or "",
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip


@require_safe
@signed_in(*READERS)
def plans(request: HttpRequest) -> HttpResponseBase:
    """Show the plans that fit the filter, or give them as a file."""
    actor = by(request)
    form = PlanFilter(request.GET, by=actor)
    wanted = found_plans(by=actor, search=form.search())
    file = handed_out(request, Sheet(name="year-plans", head=_head(), rows=_lines(wanted)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    may_plan = may(by=actor, deed=Deed.PLAN_YEAR)
    facts = {
        "filter": form, "rows": rows, "pages": pages, "exports": exports(request),
        "failed": read is None, "states": STATES, "may_plan": may_plan,
        "runs": list(plan_runs(by=actor)[:_RUNS]) if may_plan else [],
        "adopted": request.GET.get("adopted", ""), "left": request.GET.get("left", ""),
        "waits": may_plan and any(row.state is YearPlanState.PROPOSED for row in rows),
        "all_picked": request.GET.get("pick") == "all",
        "hint": _("换一个词，或清除筛选。") if request.GET else "",
    }  # fmt: skip
    return render(request, "yearplans/list.html", facts)


@require_POST
@signed_in(RoleKind.FIRM_OFFICE)
def adopt(request: HttpRequest) -> HttpResponse:
    """Adopt the chosen plans; those that may not be are told one by one."""
    uids = [uid for text in request.POST.getlist("plan") if (uid := _uid(text)) is not None]
    try:
        adoption = adopt_plans(uids=uids, now=clock.now(), by=by(request))
    except NotAllowed:
        raise
    except Refusal as no:
        facts: dict[str, object] = {"refusal": no.sentence(language()), "refused": []}
        return render(request, "yearplans/refused.html", facts, status=no.status)
    if adoption.refused:
        told = [(one.plan, one.why.sentence(language())) for one in adoption.refused]
        facts = {"refusal": "", "refused": told, "adopted": len(adoption.adopted)}
        return render(request, "yearplans/refused.html", facts, status=422)
    if len(uids) == 1:
        return redirect("yearplan", adoption.adopted[0].uid)
    return redirect(f"/yearplans?state=adopted&adopted={len(adoption.adopted)}")


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _head() -> list[str]:
    return [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"), _("版本"),
        _("状态"), _("开始"), _("结束"), _("全年现场维保"), _("依据不足"), _("编制时间"),
        _("采用时间"), _("规则版本"),
    ]  # fmt: skip


def _lines(wanted: QuerySet[YearPlan]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: [_line(row) for row in chunk])


def _line(row: YearPlan) -> Sequence[Cell]:
    place = row.elevator
    return (
        place.register_number, place.name, place.address, place.jurisdiction.name_zh,
        organisation_name(place.use_unit), organisation_name(row.firm), row.version, row.state,
        row.first_day, row.last_day, row.visits, _("是") if row.thin else _("否"), row.made_at,
        row.adopted_at, row.edition,
    )  # fmt: skip
