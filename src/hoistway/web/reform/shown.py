"""Figures as a page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.parties.models import Jurisdiction
from hoistway.reform.queries import AreaFigures, Kept, kept_since
from hoistway.reform.vocabulary import Fairness, Figure, Standing
from hoistway.web.desk.files import Cell, Sheet
from hoistway.web.desk.shapes import listed, word
from hoistway.web.frame import spoken
from hoistway.web.parts.bars import sparkline
from hoistway.web.parts.tones import Tone
from hoistway.web.templatetags.house import percent

TREND_DAYS = 90
POINTS = 16
"""Points of a small trend. Chosen: one each six days of three months."""

TONES: Mapping[Standing, Tone] = {
    Standing.REACHED: "safe", Standing.ON_COURSE: "active", Standing.BEHIND: "caution",
    Standing.LATE: "caution", Standing.SHORT: "caution", Standing.NO_GOAL: "quiet",
    Standing.NOTHING: "quiet",
}  # fmt: skip
FAIR_TONES: Mapping[Fairness, Tone] = {
    Fairness.USUAL: "quiet", Fairness.NOTABLE: "active", Fairness.ABOVE: "safe",
    Fairness.BELOW: "caution", Fairness.UNKNOWN: "quiet",
}  # fmt: skip


def legend() -> list[tuple[Tone, str]]:
    """Return what each light of the table means."""
    told: dict[Tone, list[str]] = {}
    for standing, tone in TONES.items():
        told.setdefault(tone, []).append(word(standing))
    return [(tone, listed(words)) for tone, words in told.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cellular:
    """One figure of one area in a table."""

    kept: Kept
    share: str
    interval: str
    tone: Tone
    trend: SafeString
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One area with its figures in the order of the table."""

    code: str
    name: str
    url: str
    cells: tuple[Cellular, ...]


Courses = Mapping[tuple[int, Figure], list[tuple[date, int, int]]]


def courses(*, areas: Sequence[Jurisdiction], last: date, most: int = POINTS) -> Courses:
    """Return the last three months of these areas; two queries."""
    first = last - timedelta(days=TREND_DAYS)
    return kept_since(areas=areas, first=first, last=last, most=most)


def name_of(area: Jurisdiction | None) -> str:
    """Return what an area is called; the whole city without one."""
    return spoken((area.name_zh, area.name_en)) if area else _("全市")


def area_row(*, found: AreaFigures, past: Courses) -> AreaRow:
    """Return an area as a row."""
    area = found.area
    cells = tuple(_cell(found, figure, past) for figure in Figure)
    url = reverse("reform-district", args=[area.code]) if area else ""
    return AreaRow(code=area.code if area else "", name=name_of(area), url=url, cells=cells)


def _cell(found: AreaFigures, figure: Figure, past: Courses) -> Cellular:
    kept, area = found.figures[figure], found.area
    course = past.get((area.pk if area else 0, figure), [])
    values = [part / whole for _day, part, whole in course if whole]
    label = _("%(area)s %(figure)s 近三个月") % {"area": name_of(area), "figure": word(figure)}
    return Cellular(
        kept=kept, share=percent(kept.share), interval=interval_of(kept),
        tone=TONES[kept.standing],
        trend=sparkline(values=values, label=label) if len(values) > 1 else SafeString(""),
        url=behind_url(area, figure) if area else reverse("reform-figure", args=[str(figure)]),
    )  # fmt: skip


def behind_url(area: Jurisdiction, figure: Figure) -> str:
    """Return where the rows behind a figure stand."""
    return reverse("reform-behind", args=[area.code, str(figure)])


def interval_of(kept: Kept) -> str:
    """Return the interval of a share as per cents, empty without anything to count."""
    span = kept.interval
    return f"{span[0] * 100:.1f}–{span[1] * 100:.1f}" if span else ""


def sheet_of(*, name: str, rows: Sequence[AreaFigures], edition: str) -> Sheet:
    """Return the figures as a table for the yearly assessment: one line an area and figure."""
    head = [
        _("辖区"), _("指标"), _("分子"), _("分母"), _("比例"), _("95%区间下限"), _("95%区间上限"),
        _("目标"), _("期限"), _("进度"), _("依据"), _("版本"), _("统计时间"),
    ]  # fmt: skip
    lines = (_line(row, kept, edition) for row in rows for kept in row.figures.values())
    return Sheet(name=name, head=head, rows=lines)


def _line(row: AreaFigures, kept: Kept, edition: str) -> Sequence[Cell]:
    low, high = kept.interval or (None, None)
    return (
        name_of(row.area), kept.figure, kept.part, kept.whole, _rounded(kept.share),
        _rounded(low), _rounded(high), kept.goal.share, kept.due, kept.standing,
        kept.goal.clause, edition, row.counted_at,
    )  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
