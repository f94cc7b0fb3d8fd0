"""The list of reports, of stops of use and of requests: for whoever sees the elevators."""

from collections.abc import Iterator, Sequence

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.inspection.models import Inspection, InspectionRequest, StopUse
from hoistway.inspection.queries import (
    InspectionSearch,
    found_inspections,
    open_requests,
    stopped,
)
from hoistway.inspection.vocabulary import InspectionKind, Verdict
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen, exports, or_failed, paged
from hoistway.web.inspections.shown import READERS, REQUESTS, VERDICTS
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

_TABS = ("", "stopped", "asked")


class InspectionFilter(Filter):
    """What is asked of the reports."""

    choices = {"kind": InspectionKind, "verdict": Verdict}

    q = forms.CharField(
        label=gettext_lazy("报告编号、注册代码、地址、单位"), required=False, max_length=80
    )
    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("结论"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)
    from_day = forms.DateField(label=gettext_lazy("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=gettext_lazy("到"), required=False, widget=DayInput)

    def search(self) -> InspectionSearch:
        """Return what the form asks."""
        kind = chosen(InspectionKind, self.read("kind") or "")
        verdict = chosen(Verdict, self.read("verdict") or "")
        return InspectionSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, InspectionKind) else None,
            verdict=verdict if isinstance(verdict, Verdict) else None,
            jurisdiction_code=self.read("district") or "",
            first=self.read("from_day"), last=self.read("to_day"),
        )  # fmt: skip


@require_safe
@signed_in(*READERS)
def inspections(request: HttpRequest) -> HttpResponseBase:
    """Show the reports that fit the filter, the stops or the requests; or give them as a file."""
    actor, tab = by(request), _tab(request)
    form = InspectionFilter(request.GET, by=actor)
    wanted: QuerySet[Inspection] | QuerySet[StopUse] | QuerySet[InspectionRequest]
    if tab == "stopped":
        wanted, sheet = stopped(by=actor), _stop_sheet(stopped(by=actor))
    elif tab == "asked":
        wanted, sheet = open_requests(by=actor), _asked_sheet(open_requests(by=actor))
    else:
        wanted = found_inspections(by=actor, search=form.search())
        sheet = _sheet(wanted)
    file = handed_out(request, sheet)
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tab": tab, "tabs": _tabs(request), "filter": None if tab else form, "rows": rows,
        "pages": pages, "exports": exports(request), "failed": read is None,
        "verdicts": VERDICTS, "requests": REQUESTS, "today": local_day(at=clock.now()),
        "may_record": may(by=actor, deed=Deed.RECORD_INSPECTION),
        "may_drop": may(by=actor, deed=Deed.ASK_INSPECTION),
    }  # fmt: skip
    return render(request, "inspections/list.html", facts)


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _TABS else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {"": _("检验检测报告"), "stopped": _("停止使用"), "asked": _("检验申请")}
    tabs = []
    for tab, label in labels.items():
        query = QueryDict(mutable=True)
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request)))
    return tuple(tabs)


def _place(elevator: Elevator) -> tuple[Cell, ...]:
    return (
        elevator.register_number, elevator.name, elevator.address, elevator.jurisdiction.name_zh,
        organisation_name(elevator.use_unit), organisation_name(elevator.firm),
    )  # fmt: skip


def _place_head() -> list[str]:
    return [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"),
    ]  # fmt: skip


def _sheet(wanted: QuerySet[Inspection]) -> Sheet:
    head = [
        *_place_head(), _("编号"), _("种类"), _("结论"), _("检验检测日期"), _("检验检测机构"),
        _("报告编号"), _("报告所载下次日期"), _("说明"), _("录入方式"), _("录入时间"),
    ]  # fmt: skip
    return Sheet(name="inspections", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Inspection]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: [_line(row) for row in chunk])


def _line(row: Inspection) -> Sequence[Cell]:
    return (
        *_place(row.elevator), row.number, row.kind, row.verdict, row.held_on,
        organisation_name(row.body), row.report_number, row.stated_next_on, row.words,
        row.source, row.recorded_at,
    )  # fmt: skip


def _stop_sheet(wanted: QuerySet[StopUse]) -> Sheet:
    head = [*_place_head(), _("原因"), _("依据条款"), _("停用时间"), _("使用单位收悉")]
    return Sheet(name="stops", head=head, rows=in_chunks(wanted, lambda chunk: [
        (*_place(row.elevator), row.reason, row.clause, row.ordered_at, row.received_at)
        for row in chunk
    ]))  # fmt: skip


def _asked_sheet(wanted: QuerySet[InspectionRequest]) -> Sheet:
    head = [
        *_place_head(), _("种类"), _("状态"), _("检验检测机构"), _("希望日期"), _("约定日期"),
    ]  # fmt: skip
    return Sheet(name="requests", head=head, rows=in_chunks(wanted, lambda chunk: [
        (*_place(row.elevator), row.kind, row.state, organisation_name(row.body),
         row.wished_on, row.agreed_on)
        for row in chunk
    ]))  # fmt: skip
