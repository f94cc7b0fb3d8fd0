"""质量看板: how good the register is, where it is worst, and what to mend first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.quality import MendLine, QualityBoard, Rating, board_of
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, reach_of
from hoistway.quality.vocabulary import FindingKind
from hoistway.web.desk.files import Sheet, handed_out
from hoistway.web.desk.shapes import BarRow, Number, exports, or_failed, word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.trend import DayPoint, trend
from hoistway.web.quality.queue import READERS
from hoistway.web.signing_in import by, signed_in

GOOD, FAIR = 90.0, 75.0
"""From these scores on a bar is green or blue, else amber. Chosen: nine of ten, three of four."""


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows."""

    title: str
    numbers: tuple[Number, ...]
    trend: SafeString
    trend_label: str
    districts: tuple[BarRow, ...]
    organisations: tuple[BarRow, ...]
    sources: tuple[BarRow, ...]
    kinds: tuple[BarRow, ...]
    ways: tuple[BarRow, ...]
    ages: tuple[BarRow, ...]
    mend_first: tuple[MendLine, ...]
    scored_at: datetime | None


@require_safe
@signed_in(*READERS)
def board(request: HttpRequest) -> HttpResponseBase:
    """Show the quality of what the reader answers for, or give it as a file."""
    read = or_failed(lambda: board_of(by=by(request), now=clock.now()))
    shown = _shown(read, by(request)) if read is not None else None
    if shown is not None:
        file = handed_out(request, _sheet(shown))
        if file is not None:
            return file
    facts = {"board": shown, "exports": exports(request), "failed": shown is None}
    return render(request, "quality/board.html", facts)


def _shown(read: QualityBoard, actor: Actor) -> Board:
    label = _("近 30 天得分")
    if read.trend:
        label = _("近 30 天得分：从 %(first).1f 到 %(last).1f") % {
            "first": read.trend[0].points, "last": read.trend[-1].points,
        }  # fmt: skip
    points = [DayPoint(one.day, one.points) for one in read.trend]
    return Board(
        title=_title(actor), numbers=_numbers(read), trend=trend(points=points, label=label),
        trend_label=label, districts=_ratings(read.districts),
        organisations=_ratings(read.organisations), sources=_ratings(read.sources, unit=_("条")),
        kinds=_kinds(read.by_kind), ways=_ways(read), ages=_ages(read.ages),
        mend_first=read.mend_first, scored_at=read.scored_at,
    )  # fmt: skip


def _title(actor: Actor) -> str:
    reach = reach_of(by=actor)
    if reach is Reach.ALL:
        return _("全市数据质量")
    return _("本辖区数据质量") if reach is Reach.JURISDICTION else _("本单位电梯数据质量")


def _numbers(read: QualityBoard) -> tuple[Number, ...]:
    points = "—" if read.points is None else f"{read.points:.1f}"
    gain = "" if read.change is None else _("30 天 %+.1f") % read.change
    return (
        Number(
            label=_("质量得分"), value=points, unit=_("分"), note=gain, tone=_tone(read.points)
        ),
        Number(label=_("电梯"), value=f"{read.elevators:,}", unit=_("台")),
        Number(
            label=_("待核对"), value=f"{read.open_findings:,}", unit=_("条"),
            tone="caution" if read.open_findings else "safe", url=reverse("quality-findings"),
            note=_("最早等了 %s 天") % read.oldest_days if read.oldest_days else "",
        ),
        Number(
            label=_("30 天自动更正"), value=f"{read.corrected:,}", unit=_("处"), tone="active",
            url=reverse("quality-corrections") + "?way=rule",
            note=_("其中撤销 %s 处") % read.undone,
        ),
    )  # fmt: skip


def _tone(points: float | None) -> Tone:
    if points is None:
        return "quiet"
    return "safe" if points >= GOOD else "active" if points >= FAIR else "caution"


def _ratings(rows: Sequence[Rating], *, unit: str = "") -> tuple[BarRow, ...]:
    return tuple(
        BarRow(
            label=spoken(row.name), fraction=row.points / 100, tone=_tone(row.points),
            text=f"{row.points:.1f} · {row.elevators:,} {unit or _('台')}",
        )
        for row in rows
    )  # fmt: skip


def _kinds(counts: Mapping[FindingKind, int]) -> tuple[BarRow, ...]:
    top = max(counts.values(), default=1)
    return tuple(BarRow(word(kind), n / top, f"{n:,}") for kind, n in counts.items())


def _ways(read: QualityBoard) -> tuple[BarRow, ...]:
    total = read.corrected + read.asked
    if not total:
        return ()
    return (
        BarRow(_("自动更正"), read.corrected / total, f"{read.corrected:,}", "active"),
        BarRow(_("提请核对"), read.asked / total, f"{read.asked:,}", "caution"),
    )


def _ages(counts: Sequence[int]) -> tuple[BarRow, ...]:
    names = (_("7 天内"), _("8–30 天"), _("31–90 天"), _("90 天以上"))
    tones: tuple[Tone, ...] = ("active", "active", "caution", "caution")
    total = sum(counts)
    if not total:
        return ()
    return tuple(
        BarRow(name, n / total, f"{n:,}", tone)
        for name, n, tone in zip(names, counts, tones, strict=True)
    )


def _sheet(shown: Board) -> Sheet:
    blocks = (
        (_("按辖区"), shown.districts), (_("按单位"), shown.organisations),
        (_("按来源"), shown.sources), (_("待核对按种类"), shown.kinds), (_("等待时间"), shown.ages),
    )  # fmt: skip
    rows = [[_("总体"), str(n.label), f"{n.value}"] for n in shown.numbers]
    rows += [[name, row.label, row.text] for name, block in blocks for row in block]
    return Sheet(name="quality", head=[_("统计"), _("项目"), _("数值")], rows=rows)
