"""答复统计: how fast the desks answer, in the own area or the whole city."""

from collections.abc import Iterator, Sequence

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, jurisdictions, reach_of
from hoistway.riders.queries import Figures, ResponseFigures, response_figures
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import exports
from hoistway.web.frame import spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.reports.measures import (
    area_lines,
    desk_lines,
    month_bars,
    response_numbers,
)
from hoistway.web.signing_in import by, signed_in

SPANS = (("12", gettext_lazy("近 12 个月")), ("6", gettext_lazy("近 6 个月")),
         ("3", gettext_lazy("近 3 个月")), ("1", gettext_lazy("近 1 个月")))  # fmt: skip


class SpanFilter(Filter):
    """How many months back, and which jurisdiction."""

    months = forms.ChoiceField(label=gettext_lazy("时间"), required=False, choices=SPANS)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)

    def months_back(self) -> int:
        """Return the months that are asked for, twelve where none are."""
        return int(self.read("months") or SPANS[0][0])


def _area(form: SpanFilter, actor: Actor) -> str | None:
    """Return the code of the area: the own one, or the one that the city asks for."""
    if reach_of(by=actor) is Reach.ALL:
        return form.read("district") or None
    return jurisdictions().filter(pk=actor.jurisdiction_id).values_list("code", flat=True).first()


@require_safe
@signed_in(*REGULATORS)
def figures(request: HttpRequest) -> HttpResponseBase:
    """Show the response times of a period, or give them as a file."""
    form, actor = SpanFilter(request.GET, by=by(request)), by(request)
    found = response_figures(
        jurisdiction_code=_area(form, actor), months=form.months_back(), now=clock.now()
    )
    file = handed_out(request, _sheet(found))
    if file is not None:
        return file
    areas = area_lines(rows=found.by_district)
    facts = {
        "numbers": response_numbers(figures=found), "figures": found, "filter": form,
        "desks": desk_lines(rows=found.by_desk),
        "areas": [line for line in areas if line.enough] if len(areas) > 1 else [],
        "few": [line for line in areas if not line.enough] if len(areas) > 1 else [],
        "months": month_bars(rows=found.by_month), "exports": exports(request),
    }  # fmt: skip
    return render(request, "reports/figures.html", facts)


def _sheet(found: ResponseFigures) -> Sheet:
    head = [
        _("承办或辖区"), _("收到"), _("已答复"), _("中位数（小时）"), _("九成以内（小时）"),
        _("按期答复率"), _("按期答复率的分母"),
    ]  # fmt: skip
    return Sheet(name="response-times", head=head, rows=_lines(found))


def _lines(found: ResponseFigures) -> Iterator[Sequence[Cell]]:
    yield _cells(_("合计"), found.all)
    for desk in found.by_desk:
        yield _cells(desk.desk, desk.figures)
    for area in found.by_district:
        yield _cells(spoken((area.name, area.name_en)), area.figures)


def _cells(called: Cell, row: Figures) -> Sequence[Cell]:
    return [called, row.filed, row.answered, row.median_h, row.ninety_h, row.in_time, row.judged]
