"""What is kept of people, why, for how long, and what they may ask for; from the dated policy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.web.public.keeping import LIST_S, kept_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """How long what is kept, as the policy in force says."""

    edition: str
    in_force_from: date
    spans: Mapping[str, timedelta]


_told: list[Callable[[date], Spans]] = []

KEPT: dict[str, Promise] = {
    "caller_numbers": _("求助时留下的电话"),
    "unplaced_calls": _("按地址的求助（结束后）"),
    "report_words": _("反映的文字、照片和位置"),
    "reporter_phones": _("反映人的电话"),
    "messages": _("发出的短信和通知"),
    "positions": _("维保人员值班时的位置"),
    "sightings": _("扫码的时间和地点（不含身份）"),
    "hand_overs": _("从合作应用进入的凭证"),
}
"""Line of the retention policy → what it keeps of people, in plain words."""


def tell_spans(*, told: Callable[[date], Spans]) -> None:
    """Take from the roof, which alone knows what every room forgets, the policy of a day."""
    _told[:] = [told]


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show it; nobody has to sign in and nothing is asked of the database."""
    told = _told[0](local_day(at=clock.now())) if _told else None
    lines = [
        (words, _long(told.spans[name]))
        for name, words in KEPT.items()
        if told and name in told.spans
    ]
    response = render(request, "rider/privacy.html", {"told": told, "lines": lines})
    return kept_for(response=response, request=request, seconds=LIST_S)


def _long(span: timedelta) -> str:
    """Say a span in the largest unit that is exact, since nobody counts 730 days."""
    years, rest = divmod(span.days, 365)
    if years and not rest:
        return ngettext("%(n)s 年", "%(n)s 年", years) % {"n": years}
    months, rest = divmod(span.days, 30)
    if months > 1 and not rest:
        return gettext("%(n)s 个月（%(days)s 天）") % {"n": months, "days": span.days}
    return ngettext("%(n)s 天", "%(n)s 天", span.days) % {"n": span.days}
