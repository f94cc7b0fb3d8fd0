"""Results of drawn checks for everybody: 双随机、一公开."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.supervision.models import Check
from hoistway.supervision.queries import published_checks
from hoistway.web.checks.shown import check_rows, measures_words
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, paged


@require_safe
def published(request: HttpRequest) -> HttpResponseBase:
    """Show what drawn checks found, without any person's name."""
    wanted = published_checks()
    area = request.GET.get("district", "")
    if area.isalnum():
        wanted = wanted.filter(jurisdiction__code=area)
    sheet = Sheet(
        name="check-results",
        head=[_("签字日期"), _("单位"), _("辖区"), _("抽取编号"), _("发现问题"), _("处理措施")],
        rows=in_chunks(wanted, _drawn),
    )
    file = handed_out(request, sheet)
    if file is not None:
        return file
    rows, pages = paged(request, wanted)
    told = [(one, measures_words(check=one.check)) for one in check_rows(checks=rows, names=False)]
    facts = {"rows": told, "pages": pages, "exports": exports(request)}
    return render(request, "checks/published.html", facts)


def _drawn(rows: Sequence[Check]) -> Iterator[Sequence[Cell]]:
    for one in check_rows(checks=rows, names=False):
        row = one.check
        day = row.signed_at.date() if row.signed_at else None
        yield (
            day, one.name, one.area, row.draw.number if row.draw else "", one.found,
            measures_words(check=row),
        )  # fmt: skip
