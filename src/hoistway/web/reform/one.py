"""One district with its goals and courses; one figure of all districts, compared fairly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.reform.queries import (
    LIMITS,
    AreaFigures,
    EffortSearch,
    Fair,
    Kept,
    area_seen,
    effort_totals,
    efforts,
    fairness_of,
    kept_figures,
    policy_for,
)
from hoistway.reform.vocabulary import Fairness, Figure
from hoistway.web.desk.files import handed_out
from hoistway.web.desk.shapes import chosen, exports, word
from hoistway.web.parts.funnel import FunnelPoint, funnel
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.trend import DayPoint, trend
from hoistway.web.reform.shown import (
    FAIR_TONES,
    TONES,
    behind_url,
    courses,
    interval_of,
    name_of,
    sheet_of,
)
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent

NAMED = frozenset({Fairness.NOTABLE, Fairness.ABOVE, Fairness.BELOW})


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one area: counted, judged, and where its rows stand."""

    name: str
    kept: Kept
    share: str
    interval: str
    tone: Tone
    url: str
    course: SafeString | None = None
    verdict: Fairness = Fairness.UNKNOWN
    verdict_tone: Tone = "quiet"


def _course(told: Sequence[tuple[date, int, int]], figure: Figure) -> SafeString:
    points = [DayPoint(day, 100 * part / whole) for day, part, whole in told if whole]
    return trend(points=points, label=_("%(figure)s 近三个月（%%）") % {"figure": word(figure)})


@require_safe
@signed_in(*REGULATORS)
def district(request: HttpRequest, area_code: str) -> HttpResponseBase:
    """Show one district: every figure with its goal and its course, and what it did."""
    actor, day = by(request), local_day(at=clock.now())
    area, policy = area_seen(by=actor, code=area_code), policy_for(day=day)
    rows, _city = kept_figures(by=actor, day=day)
    own = next(row for row in rows if row.area == area)
    name = f"reform-{area.code}"
    file = handed_out(request, sheet_of(name=name, rows=[own], edition=policy.edition))
    if file is not None:
        return file
    past = courses(areas=[area], last=day, most=0)
    lines = [
        Line(
            word(figure), kept, percent(kept.share), interval_of(kept), TONES[kept.standing],
            behind_url(area, figure), _course(past.get((area.pk, figure), []), figure),
        )
        for figure, kept in own.figures.items()
    ]  # fmt: skip
    year = EffortSearch(jurisdiction_code=area.code, first=day.replace(month=1, day=1))
    facts = {
        "name": name_of(area), "lines": lines, "policy": policy, "exports": exports(request),
        "counted_at": own.counted_at, "code": area.code, "year": day.year,
        "totals": effort_totals(rows=efforts(by=actor, search=year)).items(),
    }  # fmt: skip
    return render(request, "reform/district.html", facts)


@require_safe
@signed_in(*REGULATORS)
def figure(request: HttpRequest, figure: str) -> HttpResponseBase:
    """Show one figure of all districts in sight, compared fairly by size."""
    wanted = chosen(Figure, figure)
    if not isinstance(wanted, Figure):
        raise Http404
    actor, day = by(request), local_day(at=clock.now())
    rows, city = kept_figures(by=actor, day=day)
    policy = policy_for(day=day)
    only = [
        AreaFigures(area=row.area, figures={wanted: row.figures[wanted]}, counted_at=row.counted_at)
        for row in [*rows, city]
    ]
    file = handed_out(request, sheet_of(name=f"reform-{wanted}", rows=only, edition=policy.edition))
    if file is not None:
        return file
    fair = fairness_of(kept=[row.figures[wanted] for row in rows], least=policy.least_compared)
    shown = [_line(row, wanted, fair.verdicts[n]) for n, row in enumerate(rows)]
    areas = [row.area for row in rows if row.area]
    whole = city.figures[wanted]
    facts = {
        "figure": wanted, "rows": shown, "city": whole, "city_share": percent(whole.share),
        "city_interval": interval_of(whole), "policy": policy, "exports": exports(request),
        "drawing": _drawing(shown, fair, wanted), "spread": fair.funnel and fair.funnel.spread,
        "counted_at": city.counted_at,
        "course": _course(courses(areas=areas, last=day, most=0).get((0, wanted), []), wanted),
    }  # fmt: skip
    return render(request, "reform/figure.html", facts)


def _line(row: AreaFigures, figure: Figure, verdict: Fairness) -> Line:
    kept, area = row.figures[figure], row.area
    return Line(
        name_of(area), kept, percent(kept.share), interval_of(kept), TONES[kept.standing],
        behind_url(area, figure) if area else "", verdict=verdict,
        verdict_tone=FAIR_TONES[verdict],
    )  # fmt: skip


def _drawing(rows: Sequence[Line], fair: Fair, figure: Figure) -> SafeString:
    if fair.funnel is None:
        return SafeString("")
    lines = fair.funnel
    points = [
        FunnelPoint(
            row.name, row.kept.whole, row.kept.share, row.verdict_tone, row.verdict in NAMED
        )
        for row in rows
        if row.kept.share is not None and row.verdict is not Fairness.UNKNOWN
    ]
    return funnel(
        points=points, middle=lines.share, zs=LIMITS, axis=_("数量（分母）"),
        limits=lambda size, z: lines.limits(whole=size, z=z),
        label=_("%(figure)s：各区比例与数量，阴影为偶然范围") % {"figure": word(figure)},
    )  # fmt: skip
