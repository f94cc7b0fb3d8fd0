"""统计: rescues of a period by jurisdiction, firm, cause, level, source and hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.search import Period, within
from hoistway.dossier.statistics import Share, counts_by, shares_by_party, summary_of
from hoistway.emergency.models import Incident
from hoistway.emergency.queries import incidents
from hoistway.emergency.vocabulary import Cause, IncidentSource, RescueLevel
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.terms import Term
from hoistway.web.desk.files import Sheet, handed_out
from hoistway.web.desk.filters import PeriodFilter
from hoistway.web.desk.shapes import BarRow, Number, chosen, exports, fraction_bars, word
from hoistway.web.frame import spoken
from hoistway.web.regulator.home import REGULATORS, main_numbers, per_thousand, this_month
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent

MOST_FIRMS = 20
"""Firms drawn. Chosen: the longest bars; the export of the rescues holds all."""


@dataclass(frozen=True, slots=True)
class Block:
    """One breakdown."""

    caption: str
    clause: str
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a period."""

    period_label: str
    numbers: tuple[Number, ...]
    blocks: tuple[Block, ...]


def period_asked(form: PeriodFilter, *, now: datetime) -> Period:
    """Return the days that are asked for; this month where none are named."""
    first, last = form.read("from_day"), form.read("to_day")
    return Period(first=first, last=last) if first or last else this_month(now)


def statistics_of(*, by: Actor, period: Period, area: str, now: datetime) -> Statistics:
    """Return the figures of what this actor may see; a constant number of queries."""
    rows = within(rows=incidents(by=by), period=period)
    if area:
        rows = rows.filter(elevator__jurisdiction__code=area)
    summary = summary_of(rows=rows, now=now)
    total = summary.total
    if not total and not summary.false_alarms:
        return Statistics(_label(period, now), main_numbers(summary, label=_("事件")), ())
    areas = shares_by_party(rows=rows, party="jurisdiction", now=now)
    firms = shares_by_party(rows=rows, party="firm", now=now)[:MOST_FIRMS]
    rate = _("%(n)s 分钟到场率") % {"n": summary.arrival_limit_s // 60}
    blocks = (
        Block(_("各辖区每千台事件数"), "", tuple(per_thousand(by=by, rows=rows, now=now))),
        Block(_("各辖区%(rate)s") % {"rate": rate}, summary.clause, _rates(areas)),
        Block(_("各维保单位%(rate)s") % {"rate": rate}, summary.clause, _rates(firms)),
        Block(_("各维保单位事件数"), "", _counts(firms, total)),
        Block(_("原因"), "CPASE M 001-2015", _terms(rows, "cause", Cause, total)),
        Block(_("救援级别"), "DB32/T 4130-2021", _terms(rows, "level", RescueLevel, total)),
        Block(_("发现途径"), "", _terms(rows, "source", IncidentSource, total)),
        Block(_("发生时段（时）"), "", _hours(rows, total)),
    )
    return Statistics(_label(period, now), main_numbers(summary, label=_("事件")), blocks)


def _label(period: Period, now: datetime) -> str:
    first = f"{period.first:%Y-%m-%d}" if period.first else "…"
    last = period.last or local_day(at=now)
    return f"{first} – {last:%Y-%m-%d}"


def _rates(shares: Sequence[Share]) -> tuple[BarRow, ...]:
    return tuple(
        BarRow(
            label=spoken(share.label),
            fraction=share.kept / share.judged if share.judged else 0.0,
            text=f"{percent(share.kept / share.judged)} · {share.kept} / {share.judged}"
            if share.judged
            else _("无应到场事件"),
            tone="safe" if share.kept == share.judged else "caution",
        )
        for share in shares
    )  # fmt: skip


def _counts(shares: Sequence[Share], total: int) -> tuple[BarRow, ...]:
    return tuple(fraction_bars([(spoken(s.label), s.count) for s in shares], total=total))


def _terms(rows: QuerySet[Incident], what: str, term: type[Term], total: int) -> tuple[BarRow, ...]:
    counted = counts_by(rows=rows, what=what)
    ordered = sorted(counted.items(), key=lambda pair: -pair[1])
    named = [(word(chosen(term, code)) or _("尚未填写"), n) for code, n in ordered]
    return tuple(fraction_bars(named, total=total))


def _hours(rows: QuerySet[Incident], total: int) -> tuple[BarRow, ...]:
    counted = counts_by(rows=rows, what="hour")
    top = max(counted.values(), default=1)
    return tuple(
        BarRow(
            label=f"{hour:02}", fraction=counted.get(str(hour), 0) / top,
            text=f"{counted.get(str(hour), 0)} / {total}",
        )
        for hour in range(24)
    )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def statistics(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of a period, or give them as a file."""
    form, now = PeriodFilter(request.GET, by=by(request)), clock.now()
    period = period_asked(form, now=now)
    found = statistics_of(by=by(request), period=period, area=form.read("district") or "", now=now)
    lines = ([b.caption, row.label, row.text, b.clause] for b in found.blocks for row in b.rows)
    sheet = Sheet(name="statistics", head=[_("统计"), _("项目"), _("数值"), _("依据")], rows=lines)
    file = handed_out(request, sheet)
    if file is not None:
        return file
    return _shown(request, form, found)


def _shown(request: HttpRequest, form: PeriodFilter, found: Statistics) -> HttpResponse:
    facts = {"statistics": found, "filter": form, "exports": exports(request)}
    return render(request, "regulator/statistics.html", facts)
