"""The list of requests and one request, which the district confirms or returns."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.lifecycle.actions import confirm_request, return_request
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries import found_requests, request_seen
from hoistway.lifecycle.vocabulary import UseRequestState
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import language
from hoistway.web.lifecycle.forms import ConfirmForm, RequestFilter, ReturnForm
from hoistway.web.lifecycle.shown import RequestRow, request_page, request_rows
from hoistway.web.navigation import NavItem
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

_OPEN = UseRequestState.open_states()
_TABS: dict[str, frozenset[UseRequestState]] = {
    "": frozenset(), "open": _OPEN, "ended": frozenset(UseRequestState) - _OPEN,
}  # fmt: skip


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _TABS else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {"": _("全部"), "open": _("未办结"), "ended": _("已办结")}
    tabs = []
    for tab, label in labels.items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab:
            query["tab"] = tab
        current = tab == _tab(request)
        tabs.append(NavItem(label=label, url=f"?{query.urlencode()}", current=current))
    return tuple(tabs)


def _wanted(request: HttpRequest, form: RequestFilter) -> QuerySet[UseRequest]:
    found = found_requests(by=by(request), search=form.search())
    states = _TABS[_tab(request)]
    return found.filter(state__in=sorted(str(s) for s in states)) if states else found


@require_safe
@signed_in()
def use_requests(request: HttpRequest) -> HttpResponseBase:
    """Show the requests that fit the filter, or give them as a file."""
    form = RequestFilter(request.GET, by=by(request))
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    is_unit = by(request).role == str(RoleKind.USE_UNIT)
    facts = {
        "title": _("我的申请") if is_unit else _("使用登记申请"), "tabs": _tabs(request),
        "filter": form, "rows": request_rows(requests=rows), "pages": pages,
        "exports": exports(request), "failed": read is None, "is_unit": is_unit,
    }  # fmt: skip
    return render(request, "lifecycle/requests.html", facts)


def _sheet(wanted: QuerySet[UseRequest]) -> Sheet:
    head = [
        _("申请编号"), _("种类"), _("状态"), _("注册代码"), _("电梯"), _("地址"), _("辖区"),
        _("使用单位"), _("生效日期"), _("预计恢复日期"), _("理由"), _("提交时间"), _("核对时间"),
        _("退回理由"),
    ]  # fmt: skip
    return Sheet(name="requests", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[UseRequest]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, request_rows(requests=chunk)))


def _line(row: RequestRow) -> Sequence[Cell]:
    return (
        row.number, row.kind, row.state, row.elevator.register_number, row.elevator.name,
        row.elevator.address, row.elevator.jurisdiction, row.use_unit, row.effective_on,
        row.until, row.reason, row.filed_at, row.checked_at, row.checked_reason,
    )  # fmt: skip


@require_safe
@signed_in()
def use_request(request: HttpRequest, request_number: str) -> HttpResponse:
    """Show one request with its elevator's facts beside it."""
    return _page(request, request_number)


def _page(
    request: HttpRequest, number: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    found = request_seen(number=number, by=by(request))
    facts = {"request_page": request_page(request=found, by=by(request)), "refusal": refusal}
    return render(request, "lifecycle/request.html", facts, status=status)


@require_POST
@signed_in(*REGULATORS)
def confirm(request: HttpRequest, request_number: str) -> HttpResponse:
    """Confirm a request; where an inspection comes first, its report must have been seen."""
    found = request_seen(number=request_number, by=by(request))
    form = ConfirmForm(request.POST)
    inspected = form.is_valid() and form.cleaned_data["inspected"]
    try:
        confirm_request(request_id=found.pk, inspected=inspected, now=clock.now(), by=by(request))
    except Refusal as no:
        sentence = no.sentence(language())
        return _page(request, request_number, refusal=sentence, status=no.status)
    return redirect("request", request_number)


@require_POST
@signed_in(*REGULATORS)
def give_back(request: HttpRequest, request_number: str) -> HttpResponse:
    """Return a request with the reason."""
    found = request_seen(number=request_number, by=by(request))
    form = ReturnForm(request.POST)
    if not form.is_valid():
        refusal = str(form.errors["reason"][0])
        return _page(request, request_number, refusal=refusal, status=422)
    reason = form.cleaned_data["reason"]
    try:
        return_request(request_id=found.pk, reason=reason, now=clock.now(), by=by(request))
    except Refusal as no:
        sentence = no.sentence(language())
        return _page(request, request_number, refusal=sentence, status=no.status)
    return redirect("request", request_number)
