"""监管概况: what is open now, this month's figures, and where."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.search import Period, within
from hoistway.dossier.statistics import Summary, daily_counts, shares_by_party, summary_of
from hoistway.emergency.models import Incident
from hoistway.emergency.queries import incidents, open_incidents_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import elevators_per
from hoistway.web.desk.ground import map_of
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.desk.shapes import BarRow, Number, minutes_words, or_failed
from hoistway.web.frame import spoken
from hoistway.web.inspections.shown import due_number as inspections_due
from hoistway.web.mismatches.shown import open_number
from hoistway.web.notices.shown import waiting_number
from hoistway.web.parts.tones import Tone
from hoistway.web.reports.shown import reports_number
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent

REGULATORS = (RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)
MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Overview:
    """What a regulator sees first."""

    numbers: tuple[Number, ...]
    rows: tuple[Row, ...]
    districts: tuple[BarRow, ...]
    trend: list[float]
    trend_label: str
    map_svg: SafeString
    failed: bool


def overview_of(*, by: Actor, now: datetime) -> Overview:
    """Return the overview of what this actor may see; a constant number of queries."""
    month = within(rows=incidents(by=by), period=this_month(now))
    found = or_failed(lambda: list(open_incidents_seen(by=by)[:MOST_ROWS]))
    rows = shown_rows(incidents=found or [], role=by.role, now=now)
    counts = daily_counts(rows=incidents(by=by), now=now)
    trend_label = _("近 30 天每日事件数（共 %(n)s 起，今天 %(today)s 起）") % {
        "n": sum(counts), "today": counts[-1],
    }  # fmt: skip
    return Overview(
        numbers=(
            *main_numbers(summary_of(rows=month, now=now), open_now=len(rows)),
            open_number(by=by),
            waiting_number(by=by),
            inspections_due(by=by, now=now),
            reports_number(by=by, now=now),
        ),
        rows=tuple(rows), trend=[float(n) for n in counts], trend_label=trend_label,
        districts=tuple(per_thousand(by=by, rows=month, now=now)), map_svg=map_of(rows=rows, by=by),
        failed=found is None,
    )  # fmt: skip


def this_month(now: datetime) -> Period:
    """Return the month of Shanghai's calendar up to today."""
    today = local_day(at=now)
    return Period(first=today.replace(day=1), last=today)


def main_numbers(
    summary: Summary, *, open_now: int | None = None, label: str = ""
) -> tuple[Number, ...]:
    """Return the main figures with their denominators."""
    minutes = summary.arrival_limit_s // 60
    first = [Number(
        label=_("进行中"), value=open_now, tone="active" if open_now else "quiet",
        url=reverse("regulator-incidents") + "?tab=open",
    )] if open_now is not None else []  # fmt: skip
    return (
        *first,
        Number(
            label=label or _("本月事件"), value=summary.total,
            note=_("另有误报 %(n)s 起，不计入") % {"n": summary.false_alarms},
        ),
        Number(
            label=_("%(n)s 分钟到场率") % {"n": minutes}, value=percent(summary.rate),
            note=_("%(kept)s / %(judged)s 起应到场")
            % {"kept": summary.kept, "judged": summary.judged},
            tone=_tone(summary.rate),
        ),
        Number(
            label=_("到场用时中位数"), value=minutes_words(summary.median_arrival_s),
            note=_("自维保单位接到通知起"),
        ),
    )  # fmt: skip


def _tone(rate: float | None) -> Tone:
    if rate is None:
        return "quiet"
    return "safe" if rate >= 1 else "caution"


def per_thousand(*, by: Actor, rows: QuerySet[Incident], now: datetime) -> list[BarRow]:
    """Return the rescues of each jurisdiction per thousand of its elevators, highest first."""
    stock = elevators_per(by=by, column="jurisdiction_id")
    shares = shares_by_party(rows=rows, party="jurisdiction", now=now)
    rated = [(share, share.count / max(1, stock.get(share.key, 0)) * 1000) for share in shares]
    top = max((rate for _share, rate in rated), default=1.0)
    return [
        BarRow(
            label=spoken(share.label), fraction=rate / top,
            text=_("%(rate).1f ‰ · %(n)s 起 / %(stock)s 台")
            % {"rate": rate, "n": share.count, "stock": stock.get(share.key, 0)},
        )
        for share, rate in sorted(rated, key=lambda pair: -pair[1])
    ]  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def home(request: HttpRequest) -> HttpResponse:
    """Show the overview."""
    facts = {"overview": overview_of(by=by(request), now=clock.now())}
    return render(request, "regulator/home.html", facts)
