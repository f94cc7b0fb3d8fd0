"""The list of mismatches: for those who found them, who mend them and who watch."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.filings.models import Mismatch
from hoistway.filings.queries.mismatches import (
    found_mismatches,
    open_mismatches,
    overdue_mismatches,
    unanswered_by,
)
from hoistway.filings.vocabulary import MismatchState
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.mismatches.forms import MismatchFilter
from hoistway.web.mismatches.shown import MismatchRow, mismatch_rows
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

READERS = (
    RoleKind.INSPECTOR, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT,
)  # fmt: skip
_ASKED = {str(RoleKind.FIRM_OFFICE), str(RoleKind.USE_UNIT)}
_ENDED = sorted(str(one) for one in set(MismatchState) - MismatchState.open_states())


def _labels(actor: Actor) -> dict[str, str]:
    labels = {"": _("未办结"), "overdue": _("已升级"), "ended": _("已办结"), "all": _("全部")}
    if actor.role in _ASKED:
        return {"mine": _("待本单位答复"), **labels}
    if actor.role == str(RoleKind.INSPECTOR):
        return {"": labels.pop(""), "mine": _("本机构记录"), **labels}
    return labels


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _labels(by(request)) else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    tabs = []
    for tab, label in _labels(by(request)).items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab:
            query["tab"] = tab
        current = tab == _tab(request)
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=current))
    return tuple(tabs)


def _wanted(request: HttpRequest, form: MismatchFilter) -> QuerySet[Mismatch]:
    actor, tab = by(request), _tab(request)
    found = found_mismatches(by=actor, search=form.search())
    if tab == "mine" and actor.role in _ASKED:
        return found.filter(pk__in=unanswered_by(by=actor).values("pk"))
    if tab == "mine":
        return found.filter(reporter_id=actor.organisation_id)
    if tab == "overdue":
        return found.filter(pk__in=overdue_mismatches(by=actor).values("pk"))
    if tab == "ended":
        return found.filter(state__in=_ENDED)
    if tab == "all":
        return found
    return found.filter(pk__in=open_mismatches(by=actor).values("pk"))


@require_safe
@signed_in(*READERS)
def mismatches(request: HttpRequest) -> HttpResponseBase:
    """Show the mismatches that fit the filter, or give them as a file."""
    form = MismatchFilter(request.GET, by=by(request))
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tabs": _tabs(request), "filter": form, "rows": mismatch_rows(mismatches=rows),
        "pages": pages, "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "mismatch/list.html", facts)


def _sheet(wanted: QuerySet[Mismatch]) -> Sheet:
    head = [
        _("编号"), _("状态"), _("核对项目"), _("备案或登记"), _("现场"), _("备注"), _("注册代码"),
        _("电梯"), _("地址"), _("辖区"), _("维保单位"), _("使用单位"), _("记录机构"),
        _("核对日期"), _("记录时间"), _("升级次数"), _("下次升级前"), _("办结时间"),
    ]  # fmt: skip
    return Sheet(name="mismatches", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Mismatch]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, mismatch_rows(mismatches=chunk)))


def _line(row: MismatchRow) -> Sequence[Cell]:
    place = row.elevator
    return (
        row.number, row.state, row.field, row.filed, row.found, row.words, place.register_number,
        place.name, place.address, place.jurisdiction, row.firm, row.use_unit, row.reporter,
        row.found_on, row.opened_at, row.level, row.until, row.closed_at,
    )  # fmt: skip
