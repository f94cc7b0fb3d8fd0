"""故障统计: faults per elevator-year and hours out of service, with what they are divided by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.faults.queries import (
    FORMULA,
    FaultRate,
    RateGroup,
    RatePeriod,
    fault_rates,
    group_counts,
)
from hoistway.faults.vocabulary import FaultCause, FaultGroup
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import jurisdictions, names_of
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.web.desk.files import Sheet, handed_out
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import BarRow, Number, chosen, exports, fraction_bars, word
from hoistway.web.frame import spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

MOST_ROWS = 20
"""Lines drawn of each part. Chosen: the highest rates; the export holds all."""

_YEAR = timedelta(days=364)
"""What is shown unless days are named: today and the 364 days before."""


class RateFilter(Filter):
    """Which days."""

    from_day = forms.DateField(label=gettext_lazy("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=gettext_lazy("到"), required=False, widget=DayInput)


@dataclass(frozen=True, slots=True)
class Part:
    """The rates by one property, drawn."""

    caption: str
    group: RateGroup
    rows: tuple[BarRow, ...]
    all_rates: tuple[tuple[str, FaultRate], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class FaultFigures:
    """The figures of a period."""

    label: str
    numbers: tuple[Number, ...]
    parts: tuple[Part, ...]
    groups: tuple[BarRow, ...]
    least_years: float
    formula: str


def period_asked(form: RateFilter, *, now: datetime) -> RatePeriod:
    """Return the days that are asked for; the last year where none are named."""
    last = form.read("to_day") or local_day(at=now)
    first = form.read("from_day") or last - _YEAR
    return RatePeriod(first=min(first, last), last=last)


def figures_of(*, by: Actor, period: RatePeriod, now: datetime) -> FaultFigures:
    """Return the figures of what this actor may see; a constant number of queries."""
    whole = next(iter(fault_rates(by=by, group=RateGroup.ALL, period=period, now=now)), None)
    counted = group_counts(by=by, period=period)
    named = [(word(chosen(FaultGroup, code)), n) for code, n in counted.items()]
    parts = tuple(
        _part(caption, group, fault_rates(by=by, group=group, period=period, now=now))
        for caption, group in (
            (_("各辖区（故障 / 台年）"), RateGroup.DISTRICT),
            (_("各维保单位（故障 / 台年）"), RateGroup.FIRM),
            (_("各种电梯（故障 / 台年）"), RateGroup.KIND),
        )
    )  # fmt: skip
    return FaultFigures(
        label=f"{period.first:%Y-%m-%d} – {period.last:%Y-%m-%d}",
        numbers=_numbers(whole) if whole else (), parts=parts,
        groups=tuple(fraction_bars(named, total=sum(counted.values()))),
        least_years=whole.least_years if whole else 0, formula=FORMULA,
    )  # fmt: skip


def _numbers(whole: FaultRate) -> tuple[Number, ...]:
    years = _("%(years).1f 台年") % {"years": whole.years}
    return (
        Number(
            label=_("每台年故障"), value=_two(whole.rate), unit=_("次"),
            note=f"{whole.counted} / {years}",
        ),
        Number(
            label=_("停梯故障"), value=whole.stopped,
            note=_("共 %(n)s 起") % {"n": whole.counted},
        ),
        Number(
            label=_("每台年停用"), value=_two(whole.hours_per_year), unit=_("小时"),
            note=_("共 %(n).0f 小时") % {"n": whole.hours_out},
        ),
        Number(
            label=word(FaultCause.OUTSIDE), value=whole.outside, tone="quiet",
            note=_("已核实，不计入故障率"),
        ),
        Number(
            label=word(FaultCause.FALSE), value=whole.false, tone="quiet",
            note=_("不计入故障率"),
        ),
    )  # fmt: skip


def _two(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _part(caption: str, group: RateGroup, found: Sequence[FaultRate]) -> Part:
    names = _names(group, found)
    told = [(names.get(one.key) or _("未登记"), one) for one in found]
    top = max((one.rate or 0.0 for one in found), default=0.0) or 1.0
    rows = tuple(
        BarRow(label=name, fraction=(one.rate or 0.0) / top, text=_text(one), tone="active")
        for name, one in told[:MOST_ROWS]
    )
    return Part(caption, group, rows, tuple(told), max(len(told) - MOST_ROWS, 0))


def _text(one: FaultRate) -> str:
    share = f"{one.counted} / {one.years:.1f}"
    if one.rate is None:
        return _("样本不足 · %(share)s") % {"share": share}
    return f"{one.rate:.2f} · {share}"


def _names(group: RateGroup, found: Sequence[FaultRate]) -> Mapping[int | str, str]:
    keys = [one.key for one in found if isinstance(one.key, int)]
    if group is RateGroup.FIRM:
        return {key: spoken(pair) for key, pair in names_of(organisation_ids=keys).items()}
    if group is RateGroup.DISTRICT:
        rows = jurisdictions().filter(pk__in=keys)
        return {row.pk: spoken((row.name_zh, row.name_en)) for row in rows}
    return {str(kind): word(kind) for kind in ElevatorKind}


@require_safe
@signed_in(*REGULATORS)
def rates(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of a period, or give them as a file."""
    form, now = RateFilter(request.GET, by=by(request)), clock.now()
    found = figures_of(by=by(request), period=period_asked(form, now=now), now=now)
    head = [
        _("统计"), _("项目"), _("计入的故障"), _("停梯"), word(FaultCause.OUTSIDE),
        word(FaultCause.FALSE), _("在用台日"), _("台年"), _("每台年故障"), _("停用小时"), _("公式"),
    ]  # fmt: skip
    lines = [
        (
            part.caption, name, one.counted, one.stopped, one.outside, one.false, one.days,
            round(one.years, 3), None if one.rate is None else round(one.rate, 4),
            round(one.hours_out, 1), FORMULA,
        )
        for part in found.parts
        for name, one in part.all_rates
    ]  # fmt: skip
    file = handed_out(request, Sheet(name="fault-rates", head=head, rows=iter(lines)))
    if file is not None:
        return file
    facts = {"figures": found, "filter": form, "exports": exports(request)}
    return render(request, "faults/rates.html", facts)
