"""Response times as lines that pages draw: a number is said only with what it is a part of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoistway.riders.queries import (
    AreaFigures,
    DeskFigures,
    Figures,
    MonthFigures,
    ResponseFigures,
)
from hoistway.riders.vocabulary import Desk
from hoistway.web.desk.shapes import BarRow, Number, word
from hoistway.web.frame import spoken
from hoistway.web.parts.spread import spread
from hoistway.web.parts.tones import Tone
from hoistway.web.templatetags.house import percent

_WAY_UP = (Desk.FIRM, Desk.USE_UNIT, Desk.DISTRICT, Desk.CITY)
_GOOD = 0.9
"""Share in time from which the figure is green. Chosen: nine of ten."""
_DAY_H = 48
"""Hours from which a span is said in days. Chosen: «50 hours» must be reckoned, «2.1 days» not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLine:
    """One line of a table; the figures are empty where there are too few answers."""

    label: str
    drawing: SafeString
    median: str
    ninety: str
    in_time: str
    answered: int
    filed: int
    enough: bool


def hours_words(hours: float | None) -> str:
    """Say a span of hours in the unit that is read at once."""
    if hours is None:
        return "—"
    if hours >= _DAY_H:
        return _("%(n).1f 天") % {"n": hours / 24}
    if hours >= 1:
        return _("%(n).1f 小时") % {"n": hours}
    return _("%(n)d 分钟") % {"n": round(hours * 60)}


def response_numbers(*, figures: ResponseFigures, plain: bool = False) -> tuple[Number, ...]:
    """Return the main figures with their denominators; `plain` for who never heard of a median."""
    whole, few = figures.all, _("少于 %(n)s 件，不计算") % {"n": figures.least_sample}
    return (
        Number(
            label=_("收到反映"), value=whole.filed, unit=_("件"),
            note=ngettext("%(n)s 人反映", "%(n)s 人反映", whole.people) % {"n": whole.people},
        ),
        Number(
            label=_("一半的反映多久得到答复") if plain else _("首次答复用时中位数"),
            value=hours_words(whole.median_h),
            note=few if whole.median_h is None
            else _("九成不超过 %(span)s；%(n)s 件已答复")
            % {"span": hours_words(whole.ninety_h), "n": whole.answered},
        ),
        Number(
            label=_("按期答复率"), value=percent(whole.in_time), tone=_tone(whole.in_time),
            note=few if whole.in_time is None
            else _("分母：已答复或期限已到的 %(n)s 件") % {"n": whole.judged},
        ),
        Number(
            label=_("没解决，重新办理") if plain else _("重开率"), value=percent(whole.reopened),
            note=few if whole.reopened is None
            else _("分母：已答复的 %(n)s 件") % {"n": whole.answered},
        ),
        Number(
            label=_("逾期未答复"), value=whole.overdue_open, unit=_("件"),
            tone="caution" if whole.overdue_open else "safe",
        ),
    )  # fmt: skip


def _tone(share: float | None) -> Tone:
    if share is None:
        return "quiet"
    return "safe" if share >= _GOOD else "caution"


def desk_lines(*, rows: Sequence[DeskFigures]) -> tuple[ResponseLine, ...]:
    """Return the response times of each desk, in the order of the way up."""
    ordered = sorted(rows, key=lambda row: _WAY_UP.index(row.desk))
    return _lines([(word(row.desk), row.figures) for row in ordered])


def area_lines(*, rows: Sequence[AreaFigures]) -> tuple[ResponseLine, ...]:
    """Return the response times of each jurisdiction."""
    return _lines([(spoken((row.name, row.name_en)), row.figures) for row in rows])


def _lines(pairs: Sequence[tuple[str, Figures]]) -> tuple[ResponseLine, ...]:
    top = max((figures.ninety_h or 0.0 for _label, figures in pairs), default=0.0) * 1.05 or 1.0
    return tuple(_line(label, figures, top) for label, figures in pairs)


def _line(label: str, row: Figures, top: float) -> ResponseLine:
    drawing = SafeString("")
    if row.median_h is not None and row.ninety_h is not None:
        drawing = spread(median=row.median_h, ninth=row.ninety_h, top=top)
    return ResponseLine(
        label=label, drawing=drawing, median=hours_words(row.median_h),
        ninety=hours_words(row.ninety_h), in_time=percent(row.in_time), answered=row.answered,
        filed=row.filed, enough=drawing != "",
    )  # fmt: skip


def month_bars(*, rows: Sequence[MonthFigures]) -> tuple[BarRow, ...]:
    """Return how many reports came in each month, and how they were answered."""
    top = max((row.figures.filed for row in rows), default=0) or 1
    return tuple(_month(row, top) for row in rows)


def _month(row: MonthFigures, top: int) -> BarRow:
    filed, rate = row.figures.filed, row.figures.in_time
    text = _("%(filed)s 件") if rate is None else _("%(filed)s 件 · 按期 %(rate)s")
    return BarRow(
        label=f"{row.month:%Y-%m}", fraction=filed / top,
        text=text % {"filed": filed, "rate": percent(rate)},
    )  # fmt: skip
