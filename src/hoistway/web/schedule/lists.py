"""All visits in sight: firms, use units and regulators look for one and take them as a file."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.thin import thin_scores
from hoistway.maintenance.queries.visits import crew_names, found_visits
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.navigation import NavItem
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.schedule.forms import EVERY, LOOK, OVERDUE, THIN, VisitFilter
from hoistway.web.schedule.shown import VisitRow, visit_rows
from hoistway.web.signing_in import by, signed_in
from hoistway.web.visits.evidence import READERS as EVIDENCE_READERS

READERS = (RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, *REGULATORS)


@require_safe
@signed_in(*READERS)
def visits(request: HttpRequest) -> HttpResponseBase:
    """Show the visits that fit the filter, or give them as a file."""
    now, actor = clock.now(), by(request)
    tab = _tab(request)
    data = request.GET.copy()
    data["tab"] = tab
    form = VisitFilter(data, by=actor)
    wanted = found_visits(by=actor, search=form.search(tab=tab, now=now))
    file = handed_out(request, _sheet(request, wanted, now))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tabs": _tabs(request, tab), "tab": tab, "filter": form, "rows": _rows(request, rows, now),
        "pages": pages, "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "schedule/visits.html", facts)


def _labels(request: HttpRequest) -> dict[str, str]:
    """Return the views that a reader has, in order; a regulator comes to what asks for a look."""
    labels = {EVERY: _("全部"), OVERDUE: _("已逾期"), THIN: _("证据薄弱"), LOOK: _("需要查看")}
    role = by(request).role
    order = [EVERY, OVERDUE, THIN] if role in EVIDENCE_READERS else [EVERY, OVERDUE]
    order = [LOOK, THIN, OVERDUE, EVERY] if role in REGULATORS else order
    return {tab: labels[tab] for tab in order}


def _tab(request: HttpRequest) -> str:
    """Return the view asked for; who searches without naming one searches in all."""
    known = _labels(request)
    asked = request.GET.get("tab", "")
    if asked in known:
        return asked
    searched = any(request.GET.get(name) for name in VisitFilter.base_fields)
    return EVERY if searched else next(iter(known))


def _tabs(request: HttpRequest, here: str) -> tuple[NavItem, ...]:
    tabs = []
    for tab, label in _labels(request).items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k != "page"} | {"tab": tab})
        tabs.append(NavItem(label=label, url=f"?{query.urlencode()}", current=tab == here))
    return tuple(tabs)


def _rows(request: HttpRequest, visits: Sequence[Visit], now: datetime) -> list[VisitRow]:
    keys = [visit.pk for visit in visits]
    thin = thin_scores(visit_ids=keys) if by(request).role in EVIDENCE_READERS else {}
    return visit_rows(visits=visits, crews=crew_names(visit_ids=keys), now=now, thin=thin)


def _sheet(request: HttpRequest, wanted: QuerySet[Visit], now: datetime) -> Sheet:
    judged = by(request).role in EVIDENCE_READERS
    head = [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"), _("种类"),
        _("级别"), _("状态"), _("维保人员"), _("最迟日期"), _("逾期天数"), _("安排日期"),
        _("完成日期"), _("开始"), _("签字"), *([_("证据薄弱")] if judged else []),
    ]  # fmt: skip

    def draw(chunk: list[Visit]) -> Iterable[Sequence[Cell]]:
        for row in _rows(request, chunk, now):
            yield (
                row.register_number, row.name, row.address, row.district, row.use_unit, row.firm,
                row.kind, row.level, row.state, row.people, row.due_on, row.overdue,
                row.planned_on, row.done_on, row.begun_at, row.signed_at,
                *([row.thin] if judged else []),
            )  # fmt: skip

    return Sheet(name="visits", head=head, rows=in_chunks(wanted, draw))
