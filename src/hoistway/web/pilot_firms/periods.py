"""Pilot periods: which there were, which is in force, and the city opens or cuts one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.actions import cut_period, open_period
from hoistway.ondemand.queries import period_on, period_rows
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.frame import language
from hoistway.web.pilot_firms.forms import CutForm, PeriodForm
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def periods(request: HttpRequest) -> HttpResponse:
    """Show the periods; the city opens one by its document."""
    if request.method != "POST":
        return _page(request, PeriodForm())
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        open_period(draft=form.draft(), now=clock.now(), by=by(request))
    except Refusal as no:
        return _page(request, form, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-pilot-periods")


@require_POST
@signed_in(*REGULATORS)
def cut(request: HttpRequest, period_id: int) -> HttpResponse:
    """Let a period end earlier."""
    form = CutForm(request.POST)
    if not form.is_valid():
        refusal = str(next(iter(form.errors.values()))[0])
        return _page(request, PeriodForm(), refusal=refusal, status=422)
    try:
        cut_period(period_id=period_id, now=clock.now(), by=by(request), **form.cleaned_data)
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, PeriodForm(), refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-pilot-periods")


def _page(
    request: HttpRequest, form: PeriodForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    today = local_day(at=clock.now())
    facts = {
        "form": form, "refusal": refusal, "rows": period_rows(), "today": today,
        "now_open": period_on(day=today), "may_open": may(by=by(request), deed=Deed.OPEN_PILOT),
    }  # fmt: skip
    return render(request, "pilot_firm/periods.html", facts, status=status)
