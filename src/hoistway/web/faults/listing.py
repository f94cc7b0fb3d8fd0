"""The list of faults, for everybody who has to do with the elevators."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.faults.models import Fault
from hoistway.faults.queries import appealed_faults, found_faults, open_faults, unjudged_faults
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.faults.forms import FaultFilter
from hoistway.web.faults.shown import READERS, FaultRow, base_of, fault_rows
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

_KEPT = {"": open_faults, "mended": unjudged_faults, "appealed": appealed_faults}


def _labels() -> dict[str, str]:
    return {
        "": _("未修复"), "stopped": _("停梯"), "mended": _("已修复、原因待认定"),
        "appealed": _("异议中"), "all": _("全部"),
    }  # fmt: skip


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _labels() else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    tabs = []
    for tab, label in _labels().items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request)))
    return tuple(tabs)


def _wanted(request: HttpRequest, form: FaultFilter) -> QuerySet[Fault]:
    actor, tab = by(request), _tab(request)
    found = found_faults(by=actor, search=form.search())
    if tab == "all":
        return found
    kept = _KEPT.get(tab, open_faults)(by=actor)
    if tab == "stopped":
        kept = kept.filter(stopped=True)
    return found.filter(pk__in=kept.order_by().values("pk"))


@require_safe
@signed_in(*READERS)
def faults(request: HttpRequest) -> HttpResponseBase:
    """Show the faults that fit the filter, or give them as a file."""
    form = FaultFilter(request.GET, by=by(request))
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "base": base_of(by(request)), "tabs": _tabs(request), "filter": form,
        "rows": fault_rows(faults=rows), "pages": pages, "exports": exports(request),
        "failed": read is None, "may_report": may(by=by(request), deed=Deed.REPORT_FAULT),
    }  # fmt: skip
    return render(request, "faults/list.html", facts)


def _sheet(wanted: QuerySet[Fault]) -> Sheet:
    head = [
        _("编号"), _("故障"), _("部位"), _("状态"), _("停梯"), _("注册代码"), _("电梯"), _("地址"),
        _("辖区"), _("维保单位"), _("使用单位"), _("开始时间"), _("修复时间"), _("历时（小时）"),
        _("发现次数"), _("修理单"), _("原因"), _("已核实"),
    ]  # fmt: skip
    return Sheet(name="faults", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Fault]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, fault_rows(faults=chunk)))


def _line(row: FaultRow) -> Sequence[Cell]:
    place, is_said = row.elevator, row.cause is not None
    return (
        row.number, row.kind, row.group, row.state, _("是") if row.stopped else "",
        place.register_number, place.name, place.address, place.jurisdiction, row.firm,
        row.use_unit, row.began_at, row.mended_at,
        None if row.lasted is None else round(row.lasted / 3600, 1), row.sightings, row.repair,
        row.cause, (_("是") if row.verified else _("否")) if is_said else "",
    )  # fmt: skip
