"""公开数字: the city's figures for everybody, in plain words and without names of persons."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.public_figures import KEPT_FOR, AreaRescues, CityFigures, city_figures
from hoistway.foundation import clock
from hoistway.web.desk.shapes import BarRow, Number, minutes_words
from hoistway.web.frame import spoken
from hoistway.web.reports.measures import area_lines, desk_lines, month_bars, response_numbers
from hoistway.web.reports.open_faults import fault_figures
from hoistway.web.templatetags.house import percent


@dataclass(frozen=True, slots=True)
class RescueFigures:
    """Rescues as everybody reads them."""

    numbers: tuple[Number, ...]
    areas: tuple[BarRow, ...]


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the city's figures; the same for everybody, reckoned some minutes ago at most."""
    found = city_figures(now=clock.now())
    response_rows = found.response
    areas = area_lines(rows=response_rows.by_district)
    facts = {
        "city": found, "figures": response_rows,
        "numbers": response_numbers(figures=response_rows, plain=True),
        "desks": desk_lines(rows=response_rows.by_desk),
        "areas": [line for line in areas if line.enough],
        "few": [line for line in areas if not line.enough],
        "months": month_bars(rows=response_rows.by_month), "rescues": _rescues(found),
        "faults": fault_figures(faults=found.faults),
    }  # fmt: skip
    response = render(request, "reports/open_figures.html", facts)
    response.headers["Cache-Control"] = f"public, max-age={int(KEPT_FOR.total_seconds())}"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _rescues(city: CityFigures) -> RescueFigures:
    summary, least = city.rescues, city.response.least_sample
    enough = summary.judged >= least
    few = _("少于 %(n)s 件，不计算") % {"n": least}
    minutes = summary.arrival_limit_s // 60
    rate = summary.rate if enough else None
    rated = 1000 * summary.total / city.elevators if city.elevators else 0.0
    numbers = (
        Number(
            label=_("救援次数"), value=summary.total,
            note=_("每千台电梯 %(rate).1f 起") % {"rate": rated},
        ),
        Number(
            label=_("%(n)s 分钟到场率") % {"n": minutes}, value=percent(rate),
            tone="quiet" if rate is None else "safe" if rate >= 1 else "caution",
            note=_("%(kept)s / %(judged)s 起应到场")
            % {"kept": summary.kept, "judged": summary.judged} if enough else few,
        ),
        Number(
            label=_("到场用时中位数"),
            value=minutes_words(summary.median_arrival_s if enough else None),
            note=_("自维保单位接到通知起") if enough else few,
        ),
    )  # fmt: skip
    rates = [one.per_thousand or 0.0 for one in city.areas if one.share.count >= least]
    top = max(rates, default=0.0) or 1.0
    return RescueFigures(numbers, tuple(_area(one, top, least) for one in city.areas))


def _area(one: AreaRescues, top: float, least: int) -> BarRow:
    rate = one.per_thousand if one.share.count >= least else None
    words = {"n": one.share.count, "stock": one.elevators, "rate": rate or 0.0}
    text = _("%(rate).1f ‰ · %(n)s 起 / %(stock)s 台") if rate else _("%(n)s 起 / %(stock)s 台")
    return BarRow(
        label=spoken(one.share.label), fraction=(rate or 0.0) / top, text=text % words
    )  # fmt: skip
