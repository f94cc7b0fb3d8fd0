"""All visits in sight: firms, use units and regulators look for one and take them as a file."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.visits import crew_names, found_visits
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.schedule.forms import VisitFilter
from hoistway.web.schedule.shown import VisitRow, visit_rows
from hoistway.web.signing_in import by, signed_in

READERS = (RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, *REGULATORS)


@require_safe
@signed_in(*READERS)
def visits(request: HttpRequest) -> HttpResponseBase:
    """Show the visits that fit the filter, or give them as a file."""
    now, actor = clock.now(), by(request)
    form = VisitFilter(request.GET, by=actor)
    wanted = found_visits(by=actor, search=form.search(today=local_day(at=now)))
    file = handed_out(request, _sheet(wanted, now))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": _rows(rows, now), "pages": pages, "exports": exports(request),
        "failed": read is None,
    }  # fmt: skip
    return render(request, "schedule/visits.html", facts)


def _rows(visits: Sequence[Visit], now: datetime) -> list[VisitRow]:
    crews = crew_names(visit_ids=[visit.pk for visit in visits])
    return visit_rows(visits=visits, crews=crews, now=now)


def _sheet(wanted: QuerySet[Visit], now: datetime) -> Sheet:
    head = [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"), _("种类"),
        _("级别"), _("状态"), _("维保人员"), _("最迟日期"), _("逾期天数"), _("安排日期"),
        _("完成日期"), _("开始"), _("签字"),
    ]  # fmt: skip

    def draw(chunk: list[Visit]) -> Iterable[Sequence[Cell]]:
        for row in _rows(chunk, now):
            yield (
                row.register_number, row.name, row.address, row.district, row.use_unit, row.firm,
                row.kind, row.level, row.state, row.people, row.due_on, row.overdue,
                row.planned_on, row.done_on, row.begun_at, row.signed_at,
            )  # fmt: skip

    return Sheet(name="visits", head=head, rows=in_chunks(wanted, draw))
