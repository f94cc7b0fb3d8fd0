"""The district's lists of firms' filings, firms without one, what runs out, and one filing."""

from collections.abc import Iterable, Iterator, Sequence

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.filings.actions import check_firm, return_firm
from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import (
    RunningOut,
    firm_filing_seen,
    firm_filings,
    firms_not_checked,
    found_firm_filings,
    policy_on,
    running_out,
)
from hoistway.filings.vocabulary import FilingState
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.actions import note_reading
from hoistway.parties.models import Organisation
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import PAGE_ROWS, Pages, exports, or_failed, paged
from hoistway.web.firm_filing.forms import EndingFilter, FirmFilingFilter, FirmFilter, ReturnForm
from hoistway.web.firm_filing.shown import (
    ending_rows,
    filing_page,
    filing_rows,
    named,
)
from hoistway.web.frame import language, spoken
from hoistway.web.navigation import NavItem
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


def _tabs(request: HttpRequest, current: str) -> tuple[NavItem, ...]:
    waiting = firm_filings(by=by(request)).filter(state=FilingState.FILED).count()
    whole = reverse("regulator-firm-filings")
    tabs = (
        ("waiting", f"{whole}?state=filed", _("待核对")), ("all", whole, _("全部单位备案")),
        ("lacking", reverse("regulator-firms-lacking"), _("未备案单位")),
        ("ending", reverse("regulator-running-out"), _("即将到期")),
    )  # fmt: skip
    return tuple(
        NavItem(label, url, current=name == current, count=waiting if name == "waiting" else None)
        for name, url, label in tabs
    )


@require_safe
@signed_in(*REGULATORS)
def filings(request: HttpRequest) -> HttpResponseBase:
    """Show the filings of firms that fit the filter, or give them as a file."""
    form = FirmFilingFilter(request.GET, by=by(request))
    search = form.search()
    wanted = found_firm_filings(by=by(request), search=search)
    if file := handed_out(request, _filing_sheet(wanted.iterator(chunk_size=500))):
        return file
    read = or_failed(lambda: paged(request, wanted))
    found, pages = read or ([], None)
    waiting = search.states == frozenset({FilingState.FILED})
    facts = {
        "title": _("维保单位备案"), "tabs": _tabs(request, "waiting" if waiting else "all"),
        "filter": form, "rows": filing_rows(filings=found), "pages": pages,
        "exports": exports(request), "failed": read is None, "list": "firm_filing/_rows.html",
    }  # fmt: skip
    return render(request, "firm_filing/list.html", facts)


def _filing_sheet(found: Iterable[FirmFiling]) -> Sheet:
    head = [
        _("备案编号"), _("状态"), _("维保单位"), _("辖区"), _("问题数"), _("不能通过的问题数"),
        _("提交时间"), _("核对时间"), _("退回理由"),
    ]  # fmt: skip
    return Sheet(name="firm-filings", head=head, rows=_filing_lines(found))


def _filing_lines(found: Iterable[FirmFiling]) -> Iterator[Sequence[Cell]]:
    for row in filing_rows(filings=found):
        yield (
            row.number, row.state, row.firm, row.jurisdiction, row.faults, row.blocking,
            row.filed_at, row.checked_at, row.checked_reason,
        )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def lacking(request: HttpRequest) -> HttpResponseBase:
    """Show the firms of which no checked filing holds, or give them as a file."""
    form = FirmFilter(request.GET, by=by(request))
    wanted = firms_not_checked(by=by(request))
    for word in (form.read("q") or "").split():
        wanted = wanted.filter(Q(name__icontains=word) | Q(credit_code__icontains=word))
    if area := form.read("district"):
        wanted = wanted.filter(jurisdiction__code=area)
    if file := handed_out(request, _firm_sheet(wanted.iterator(chunk_size=500))):
        return file
    read = or_failed(lambda: paged(request, wanted))
    found, pages = read or ([], None)
    facts = {
        "title": _("未备案单位"), "tabs": _tabs(request, "lacking"), "filter": form,
        "rows": [(named(firm), firm.credit_code, firm.phone, _area(firm)) for firm in found],
        "pages": pages, "exports": exports(request), "failed": read is None,
        "list": "firm_filing/_firms.html",
    }  # fmt: skip
    return render(request, "firm_filing/list.html", facts)


def _area(firm: Organisation) -> str:
    return spoken((firm.jurisdiction.name_zh, firm.jurisdiction.name_en))


def _firm_sheet(found: Iterable[Organisation]) -> Sheet:
    head = [_("维保单位"), _("统一社会信用代码"), _("电话"), _("辖区")]
    rows = ((named(firm), firm.credit_code, firm.phone, _area(firm)) for firm in found)
    return Sheet(name="firms-not-filed", head=head, rows=rows)


@require_safe
@signed_in(*REGULATORS)
def ending(request: HttpRequest) -> HttpResponseBase:
    """Show which licences and certificates have run out or soon will, or give them as a file."""
    form, now = EndingFilter(request.GET, by=by(request)), clock.now()
    ends = running_out(by=by(request), day=local_day(at=now), now=now)
    for word in (form.read("q") or "").split():
        ends = [one for one in ends if word in f"{one.firm[0]} {one.firm[1]} {one.person}"]
    if file := handed_out(request, _ending_sheet(ends)):
        return file
    page = Paginator(ends, PAGE_ROWS).get_page(request.GET.get("page"))
    pages = Pages(
        number=page.number, total=page.paginator.num_pages, count=len(ends),
        previous=page.number - 1 if page.has_previous() else None,
        next=page.number + 1 if page.has_next() else None,
    )  # fmt: skip
    facts = {
        "title": _("即将到期"), "tabs": _tabs(request, "ending"), "filter": form, "pages": pages,
        "rows": ending_rows(ends=page.object_list), "exports": exports(request), "failed": False,
        "list": "firm_filing/_ending.html", "policy": policy_on(day=local_day(at=now)),
    }  # fmt: skip
    return render(request, "firm_filing/list.html", facts)


def _ending_sheet(ends: Sequence[RunningOut]) -> Sheet:
    head = [_("维保单位"), _("内容"), _("姓名"), _("有效期至"), _("剩余天数")]
    rows = ((row.firm, row.what, row.person, row.last, row.days) for row in ending_rows(ends=ends))
    return Sheet(name="running-out", head=head, rows=rows)


@require_safe
@signed_in(*REGULATORS)
def filing(request: HttpRequest, firm_filing: str) -> HttpResponse:
    """Show one filing: what is wrong, what would change, what was filed."""
    return _page(request, firm_filing)


def _page(
    request: HttpRequest, number: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    now = clock.now()
    found = firm_filing_seen(number=number, by=by(request))
    note_reading(by=by(request), page=request.path, subject=f"firm filing {number} staff", now=now)
    facts = {
        "filing": filing_page(filing=found, by=by(request), day=local_day(at=now)),
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "firm_filing/filing.html", facts, status=status)


@require_POST
@signed_in(*REGULATORS)
def check(request: HttpRequest, firm_filing: str) -> HttpResponse:
    """Hold a filing true."""
    found = firm_filing_seen(number=firm_filing, by=by(request))
    try:
        check_firm(filing_id=found.pk, now=clock.now(), by=by(request))
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, firm_filing, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-firm-filing", firm_filing)


@require_POST
@signed_in(*REGULATORS)
def give_back(request: HttpRequest, firm_filing: str) -> HttpResponse:
    """Return a filing with the reason."""
    found = firm_filing_seen(number=firm_filing, by=by(request))
    form = ReturnForm(request.POST)
    if not form.is_valid():
        refusal = str(form.errors["reason"][0])
        return _page(request, firm_filing, refusal=refusal, status=422)
    reason = form.cleaned_data["reason"]
    try:
        return_firm(filing_id=found.pk, reason=reason, now=clock.now(), by=by(request))
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, firm_filing, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-firm-filing", firm_filing)
