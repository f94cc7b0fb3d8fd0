"""The list of written notices: for firms, use units and regulators."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.duties.models import Notice
from hoistway.duties.queries import found_notices, open_notices, overdue_notices, waiting_for
from hoistway.duties.vocabulary import NoticeState
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, listed, or_failed, paged, word
from hoistway.web.navigation import NavItem
from hoistway.web.notices.forms import NoticeFilter
from hoistway.web.notices.shown import NoticeRow, notice_rows
from hoistway.web.signing_in import by, signed_in

READERS = (
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
)  # fmt: skip


def _labels(request: HttpRequest) -> dict[str, str]:
    mine = {
        str(RoleKind.FIRM_OFFICE): _("待本单位办理"), str(RoleKind.USE_UNIT): _("待本单位签收"),
    }.get(by(request).role, _("待收悉或复核"))  # fmt: skip
    return {
        "": _("未办结"), "mine": mine, "overdue": _("已升级"), "ended": _("已办结"),
        "all": _("全部"),
    }  # fmt: skip


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _labels(request) else ""


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


def _wanted(request: HttpRequest, form: NoticeFilter) -> QuerySet[Notice]:
    actor, tab = by(request), _tab(request)
    found = found_notices(by=actor, search=form.search())
    if tab == "all":
        return found
    if tab == "ended":
        return found.filter(state=NoticeState.ENDED)
    kept = {"mine": waiting_for, "overdue": overdue_notices}.get(tab, open_notices)
    return found.filter(pk__in=kept(by=actor).values("pk"))


@require_safe
@signed_in(*READERS)
def notices(request: HttpRequest) -> HttpResponseBase:
    """Show the notices that fit the filter, or give them as a file."""
    form = NoticeFilter(request.GET, by=by(request))
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tabs": _tabs(request), "filter": form, "rows": notice_rows(notices=rows),
        "pages": pages, "exports": exports(request), "failed": read is None,
        "may_issue": may(by=by(request), deed=Deed.KEEP_DUTIES),
    }  # fmt: skip
    return render(request, "notices/list.html", facts)


def _sheet(wanted: QuerySet[Notice]) -> Sheet:
    head = [
        _("编号"), _("种类"), _("隐患分级"), _("状态"), _("内容"), _("注册代码"), _("电梯"),
        _("地址"), _("辖区"), _("维保单位"), _("使用单位"), _("告知时间"), _("签收时间"),
        _("收悉时间"), _("办结时间"), _("还在等"), _("升级次数"), _("下次升级"),
    ]  # fmt: skip
    return Sheet(name="notices", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Notice]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, notice_rows(notices=chunk)))


def _line(row: NoticeRow) -> Sequence[Cell]:
    place = row.elevator
    return (
        row.number, row.kind, row.called if row.called is not row.kind else "", row.state,
        row.words, place.register_number, place.name, place.address, place.jurisdiction,
        row.firm, row.use_unit, row.issued_at, row.received_at, row.acknowledged_at,
        row.ended_at, listed(word(need) for need in row.needs), row.level, row.due_at,
    )  # fmt: skip
