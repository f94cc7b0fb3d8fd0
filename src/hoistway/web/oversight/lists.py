"""The lists that meetings ask for, one page with tabs."""

from collections.abc import Iterator, Sequence

from django import forms
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.dossier.meetings import LISTS, MeetingList
from hoistway.foundation import clock
from hoistway.foundation.terms import Term
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import exports, or_failed, paged, word
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.navigation import NavItem
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

_FIRST = next(iter(LISTS))


class ListFilter(Filter):
    """What is asked of a list."""

    q = forms.CharField(label=gettext_lazy("注册代码、地址、单位"), required=False, max_length=80)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)


def _labels() -> dict[str, tuple[str, str, str]]:
    """Return by list its name, what its day means, and what a row says besides."""
    return {
        "old": (_("使用超过 15 年"), _("开始使用"), _("制造单位")),
        "unanswered": (_("无维保或使用单位"), _("登记日期"), ""),
        "uninspected": (_("超期未检"), _("应检日期"), ""),
        "unmaintained": (_("超期未维保"), _("最迟日期"), _("应由谁维保")),
        "bikes": (_("电动自行车进轿厢"), _("反映日期"), _("反映内容")),
        "unconnected": (_("试点电梯未接入"), _("最后数据"), _("原因")),
    }


@require_safe
@signed_in(*REGULATORS)
def lists(request: HttpRequest) -> HttpResponseBase:
    """Show one of the lists, or give it as a file."""
    tab, actor = _tab(request), by(request)
    form = ListFilter(request.GET, by=actor)
    label, since, said = _labels()[tab]
    one = LISTS[tab](by=actor, now=clock.now()).narrowed(
        text=form.read("q") or "", jurisdiction_code=form.read("district") or ""
    )
    file = handed_out(request, _sheet(one, tab, since, said))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, one.rows))
    rows, pages = read or ([], None)
    facts = {
        "tab": tab, "tabs": _tabs(request), "rows": [one.row(row) for row in rows],
        "pages": pages, "failed": read is None, "filter": form, "exports": exports(request),
        "label": label, "since": since, "said": said,
    }  # fmt: skip
    return render(request, "oversight/lists.html", facts)


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in LISTS else _FIRST


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    tabs = []
    for tab, (label, _since, _said) in _labels().items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k in {"q", "district"}})
        query["tab"] = tab
        tabs.append(NavItem(label=label, url=f"?{query.urlencode()}", current=tab == _tab(request)))
    return tuple(tabs)


def _sheet(one: MeetingList, tab: str, since: str, said: str) -> Sheet:
    head = [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"), since,
    ]  # fmt: skip
    return Sheet(name=f"list-{tab}", head=[*head, said] if said else head, rows=_lines(one, said))


def _lines(one: MeetingList, said: str) -> Iterator[Sequence[Cell]]:
    return in_chunks(one.rows, lambda chunk: [_line(one, row, said) for row in chunk])


def _line(one: MeetingList, row: object, said: str) -> Sequence[Cell]:
    told = one.row(row)
    lift = told.elevator
    words = word(told.said) if isinstance(told.said, Term) else told.said
    cells: list[Cell] = [
        lift.register_number, lift.name, lift.address, lift.jurisdiction.name_zh,
        organisation_name(lift.use_unit), organisation_name(lift.firm), told.since,
    ]  # fmt: skip
    return [*cells, words] if said else cells
