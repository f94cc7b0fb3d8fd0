"""What firms ask about their scores: the list, with the days for the decision."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.credit.models import Objection
from hoistway.credit.queries import found_objections
from hoistway.credit.vocabulary import ObjectionState
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.web.credit.forms import ObjectionFilter
from hoistway.web.credit.shown import READERS, objection_row
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import spoken
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*READERS)
def objections(request: HttpRequest) -> HttpResponseBase:
    """Show who asked what; those that wait first."""
    actor, today = by(request), local_day(at=clock.now())
    form = ObjectionFilter(request.GET, by=actor)
    wanted = found_objections(by=actor, search=form.search())
    everything = request.GET.get("tab") == "all"
    if not everything:
        wanted = wanted.filter(state=ObjectionState.OPEN)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    tabs = (
        NavItem(label=_("待决定"), url=request.path, current=not everything),
        NavItem(label=_("全部"), url="?tab=all", current=everything),
    )
    facts = {
        "rows": [objection_row(objection=row, today=today) for row in rows], "pages": pages,
        "failed": read is None, "filter": form, "tabs": tabs, "exports": exports(request),
    }  # fmt: skip
    return render(request, "credit/objections.html", facts)


def _sheet(wanted: QuerySet[Objection]) -> Sheet:
    head = [
        _("编号"), _("种类"), _("状态"), _("单位"), _("评价编号"), _("理由"), _("决定期限"),
        _("决定"), _("决定时间"),
    ]  # fmt: skip
    return Sheet(name="credit-objections", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Objection]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_cells, chunk))


def _cells(row: Objection) -> Sequence[Cell]:
    firm = row.score.organisation
    return (
        row.number, row.kind, row.state, spoken((firm.name, firm.name_en or firm.name)),
        row.score.round.number, row.words, row.decide_by, row.answer, row.decided_at,
    )  # fmt: skip
