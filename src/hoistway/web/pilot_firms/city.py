"""The city's list of applications, one of them, and what the city does with it."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import uuid4

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.actions import list_firm, return_application
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.queries import (
    firm_pilot_seen,
    firm_pilots,
    firm_verdicts,
    kept_verdicts,
    period_on,
)
from hoistway.ondemand.vocabulary import FirmPilotState
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, listed, or_failed, paged, word
from hoistway.web.frame import language
from hoistway.web.pilot_firms.forms import FirmPilotFilter, WordsForm
from hoistway.web.pilot_firms.shown import pilot_page, pilot_rows
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*REGULATORS)
def firms(request: HttpRequest) -> HttpResponseBase:
    """Show the applications that fit the filter, or give them as a file."""
    form, today = FirmPilotFilter(request.GET, by=by(request)), local_day(at=clock.now())
    wanted = firm_pilots(by=by(request)).select_related("firm__jurisdiction", "period")
    for part in (form.read("q") or "").split():
        wanted = wanted.filter(
            Q(number__icontains=part) | Q(firm__name__icontains=part)
            | Q(firm__credit_code__icontains=part)
        )  # fmt: skip
    if state := form.state_asked():
        wanted = wanted.filter(state=state)
    if file := handed_out(request, _sheet(wanted.iterator(chunk_size=500))):
        return file
    read = or_failed(lambda: paged(request, wanted))
    found, pages = read or ([], None)
    facts = {
        "filter": form, "rows": pilot_rows(pilots=found, today=today), "pages": pages,
        "exports": exports(request), "failed": read is None, "period": period_on(day=today),
    }  # fmt: skip
    return render(request, "pilot_firm/list.html", facts)


def _sheet(found: Iterable[FirmPilot]) -> Sheet:
    head = [
        _("申请编号"), _("维保单位"), _("统一社会信用代码"), _("状态"), _("提交时间"),
        _("核对期限"), _("公布时间"), _("标准与承诺公布时间"), _("不成立的条件"), _("计算日期"),
    ]  # fmt: skip
    return Sheet(name="pilot-firms", head=head, rows=_lines(found))


def _lines(found: Iterable[FirmPilot]) -> Iterator[Sequence[Cell]]:
    for row in pilot_rows(pilots=found, today=local_day(at=clock.now())):
        yield (
            row.number, row.firm, row.credit_code, word(row.state), row.submitted_at,
            row.answer_by, row.listed_at, row.published_at, listed(row.lacking), row.checked_on,
        )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def firm(request: HttpRequest, firm_pilot: str) -> HttpResponse:
    """Show one application: what holds at this moment, the plan, the papers, the course."""
    return _page(request, firm_pilot)


def _page(
    request: HttpRequest, number: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    now, actor = clock.now(), by(request)
    pilot = firm_pilot_seen(by=actor, number=number)
    waits = pilot.state is FirmPilotState.SUBMITTED
    verdicts = firm_verdicts(pilot=pilot, now=now) if waits else kept_verdicts(pilot=pilot)
    checks = may(by=actor, deed=Deed.LIST_PILOT_FIRM)
    facts = {
        "pilot": pilot_page(pilot=pilot, today=local_day(at=now), verdicts=verdicts),
        "may_check": waits and checks, "may_read_papers": checks, "refusal": refusal,
        "list_id": uuid4(), "return_id": uuid4(), "fresh": waits,
    }  # fmt: skip
    return render(request, "pilot_firm/firm.html", facts, status=status)


@require_POST
@signed_in(*REGULATORS)
def put_on_list(request: HttpRequest, firm_pilot: str) -> HttpResponse:
    """Put the firm on the published list, if all conditions hold at this moment."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise NotFound
    try:
        list_firm(
            number=firm_pilot, form_id=form.cleaned_data["form_id"], now=clock.now(),
            by=by(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, firm_pilot, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-pilot-firm", firm_pilot)


@require_POST
@signed_in(*REGULATORS)
def give_back(request: HttpRequest, firm_pilot: str) -> HttpResponse:
    """Return the application with the reasons."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise NotFound
    try:
        return_application(
            number=firm_pilot, words=form.cleaned_data["words"],
            form_id=form.cleaned_data["form_id"], now=clock.now(), by=by(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, firm_pilot, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-pilot-firm", firm_pilot)
