"""The list of public reports: for firms, use units and bureaus."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import Waiting, found_reports, waiting_counts
from hoistway.riders.vocabulary import ReportState
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.navigation import NavItem
from hoistway.web.reports.forms import ReportFilter
from hoistway.web.reports.shown import ReportRow, report_rows
from hoistway.web.signing_in import by, signed_in

READERS = (
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
)  # fmt: skip

_OPEN = sorted(str(state) for state in ReportState.open_states())
_DONE = [str(ReportState.ANSWERED), str(ReportState.CLOSED)]


def _moderates(actor: Actor) -> bool:
    return may(by=actor, deed=Deed.MODERATE_REPORT)


def _labels(actor: Actor) -> dict[str, str]:
    labels = {
        "": _("未办结"), "mine": _("待本单位办理"), "overdue": _("已逾期"), "done": _("已答复"),
    }  # fmt: skip
    if _moderates(actor):
        labels |= {"photos": _("待审照片"), "hidden": _("已屏蔽")}
    return {**labels, "all": _("全部")}


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _labels(by(request)) else ""


def _tabs(request: HttpRequest, waiting: Waiting) -> tuple[NavItem, ...]:
    counts = {
        "mine": waiting.waiting, "overdue": waiting.overdue, "photos": waiting.held_photos,
        "hidden": waiting.hidden_appeals,
    }  # fmt: skip
    tabs = []
    for tab, label in _labels(by(request)).items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        count = counts.get(tab) or None
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request), count=count))
    return tuple(tabs)


def _wanted(request: HttpRequest, form: ReportFilter, now: datetime) -> QuerySet[PublicReport]:
    actor, tab = by(request), _tab(request)
    found = found_reports(by=actor, search=form.search(tab=tab), now=now)
    if tab == "done":
        return found.filter(state__in=_DONE).order_by("-answered_at", "-pk")
    if tab == "mine":
        return found.filter(holder_id=actor.organisation_id, state__in=_OPEN)
    return found if tab or form.read("state") else found.filter(state__in=_OPEN)


@require_safe
@signed_in(*READERS)
def reports(request: HttpRequest) -> HttpResponseBase:
    """Show the reports that fit the filter, what is overdue first, or give them as a file."""
    actor, now = by(request), clock.now()
    form = ReportFilter(request.GET, by=actor)
    wanted = _wanted(request, form, now)
    file = handed_out(request, _sheet(wanted, actor, now))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tabs": _tabs(request, waiting_counts(by=actor, now=now)), "filter": form,
        "rows": report_rows(reports=rows, by=actor, now=now), "pages": pages,
        "exports": exports(request), "failed": read is None, "regulates": _moderates(actor),
    }  # fmt: skip
    return render(request, "reports/list.html", facts)


def _sheet(wanted: QuerySet[PublicReport], actor: Actor, now: datetime) -> Sheet:
    head = [
        _("编号"), _("种类"), _("反映事项"), _("状态"), _("反映内容"), _("注册代码"), _("电梯"),
        _("地址"), _("辖区"), _("维保单位"), _("使用单位"), _("承办"), _("承办单位"),
        _("提交时间"), _("答复期限"), _("首次答复"), _("办结时间"), _("升级次数"),
        _("反映人数"), _("热线编号"),
    ]  # fmt: skip
    return Sheet(name="public-reports", head=head, rows=_lines(wanted, actor, now))


def _lines(
    wanted: QuerySet[PublicReport], actor: Actor, now: datetime
) -> Iterator[Sequence[Cell]]:  # fmt: skip
    def draw(chunk: list[PublicReport]) -> Iterator[Sequence[Cell]]:
        return map(_line, report_rows(reports=chunk, by=actor, now=now))

    return in_chunks(wanted, draw)


def _line(row: ReportRow) -> Sequence[Cell]:
    place = row.elevator
    return [
        row.number, row.kind, row.topic, row.state, row.words, place.register_number, place.name,
        place.address, row.jurisdiction, row.firm, row.use_unit, row.desk, row.holder,
        row.made_at, row.due_at, row.answered_at, row.closed_at, row.level, row.people,
        row.outside_number,
    ]  # fmt: skip
