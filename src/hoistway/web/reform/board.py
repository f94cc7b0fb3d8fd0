"""改革推进: every district × every figure on one page."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.reform.actions import recount as count_again
from hoistway.reform.queries import AreaFigures, Kept, kept_figures, policy_for
from hoistway.reform.vocabulary import Figure
from hoistway.web.desk.files import handed_out
from hoistway.web.desk.shapes import chosen, exports, or_failed
from hoistway.web.reform.shown import area_row, courses, legend, sheet_of
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*REGULATORS)
def board(request: HttpRequest) -> HttpResponseBase:
    """Show every district in sight, or give the table as a file."""
    actor, day = by(request), local_day(at=clock.now())
    read = or_failed(lambda: kept_figures(by=actor, day=day))
    rows, city = read or ([], None)
    policy = policy_for(day=day)
    told = [*rows, city] if city else rows
    file = handed_out(request, sheet_of(name="reform", rows=told, edition=policy.edition))
    if file is not None:
        return file
    past = courses(areas=[row.area for row in rows if row.area], last=day)
    sort = chosen(Figure, request.GET.get("sort", ""))
    facts = {
        "rows": [area_row(found=row, past=past) for row in _sorted(rows, sort)],
        "city": area_row(found=city, past=past) if city and len(rows) > 1 else None,
        "figures": list(Figure), "sort": sort, "policy": policy, "failed": read is None,
        "legend": legend(),
        "counted_at": city.counted_at if city else None, "exports": exports(request),
    }  # fmt: skip
    return render(request, "reform/board.html", facts)


def _sorted(rows: Sequence[AreaFigures], sort: object) -> list[AreaFigures]:
    """Return the rows by code, or by one share, the lowest first; what has none stands last."""
    if not isinstance(sort, Figure):
        return list(rows)
    return sorted(rows, key=lambda row: _key(row.figures[sort]))


def _key(kept: Kept) -> tuple[bool, float]:
    return kept.share is None, kept.share or 0.0


@require_POST
@signed_in(*REGULATORS)
def recount(request: HttpRequest) -> HttpResponse:
    """Count the present day anew."""
    count_again(now=clock.now(), by=by(request))
    return redirect("reform-board")
