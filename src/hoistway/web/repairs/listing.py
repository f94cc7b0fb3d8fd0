"""The list of repairs: for who repairs, who waits for it and who watches."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.maintenance.models import Repair
from hoistway.maintenance.queries.repairs import found_repairs
from hoistway.maintenance.vocabulary.repairs import RepairState
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.navigation import NavItem
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.repairs.forms import RepairFilter
from hoistway.web.repairs.shown import RepairRow, repair_rows
from hoistway.web.signing_in import by, signed_in

READERS = (RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, *REGULATORS)
_OPEN = sorted(str(state) for state in RepairState.open_states())
_KEPT: dict[str, dict[str, object]] = {
    "": {"state__in": _OPEN},
    "stopped": {"stopped_at__isnull": False, "returned_at": None},
    "waiting": {"state": RepairState.REPAIRED},
    "all": {},
}


def _labels(request: HttpRequest) -> dict[str, str]:
    waits = by(request).role == str(RoleKind.USE_UNIT)
    return {
        "": _("未完成"), "waiting": _("待我确认恢复") if waits else _("待使用单位确认"),
        "stopped": _("停用中"), "all": _("全部"),
    }  # fmt: skip


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _KEPT else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    tabs = []
    for tab, label in _labels(request).items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request)))
    return tuple(tabs)


@require_safe
@signed_in(*READERS)
def repair_list(request: HttpRequest) -> HttpResponseBase:
    """Show the repairs that fit the filter, or give them as a file."""
    form, now = RepairFilter(request.GET, by=by(request)), clock.now()
    found = found_repairs(by=by(request), search=form.search())
    wanted = found.filter(**_KEPT[_tab(request)])
    if _tab(request) in {"", "stopped"}:
        wanted = wanted.order_by("due_at", "pk")
    file = handed_out(request, _sheet(wanted, now))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tabs": _tabs(request), "filter": form, "rows": repair_rows(repairs=rows, now=now),
        "pages": pages, "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "repairs/list.html", facts)


def _sheet(wanted: QuerySet[Repair], now: datetime) -> Sheet:
    head = [
        _("编号"), _("状态"), _("紧急程度"), _("来源"), _("项目"), _("故障情况"), _("注册代码"),
        _("电梯"), _("地址"), _("辖区"), _("维保单位"), _("使用单位"), _("报修时间"),
        _("应完成"), _("停用时间"), _("恢复使用时间"), _("处理方案"),
    ]  # fmt: skip
    return Sheet(name="repairs", head=head, rows=_lines(wanted, now))


def _lines(wanted: QuerySet[Repair], now: datetime) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, repair_rows(repairs=chunk, now=now)))


def _line(row: RepairRow) -> Sequence[Cell]:
    place = row.elevator
    return (
        row.number, row.state, row.urgency, row.source, row.item, row.words,
        place.register_number, place.name, place.address, place.jurisdiction, row.firm,
        place.use_unit, row.opened_at, row.due_at, row.stopped_at, row.returned_at, row.solution,
    )  # fmt: skip
