"""The wall: what a whole room reads from four metres, without touching anything."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hoistway.dossier.search import Period, within
from hoistway.dossier.statistics import Summary, summary_of
from hoistway.emergency.queries import incidents, open_incidents_seen
from hoistway.faults.queries import open_faults
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.reform.queries import AreaFigures, kept_figures, kept_since
from hoistway.reform.vocabulary import Figure, Standing
from hoistway.web.desk.ground import map_of
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.desk.shapes import Number, minutes_words, or_failed, word
from hoistway.web.parts.tones import Tone
from hoistway.web.reform.shown import TONES, name_of
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent

MOST_ROWS = 200
"""Open rescues on the map. Chosen: a power cut in a district; the count names the rest."""

LISTED = 4
"""Open rescues written out. Chosen: what fits beside the map in letters read from four metres."""

SHOWN = (
    Figure.FILED, Figure.POSTED, Figure.CONNECTED, Figure.PAPERLESS, Figure.ON_TIME, Figure.PILOT,
)  # fmt: skip
FALLEN = frozenset({Standing.LATE, Standing.BEHIND, Standing.SHORT})
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Share:
    """One figure of the whole area in sight, and how it moved in four weeks."""

    label: str
    text: str
    moved: str
    tone: Tone
    fraction: float


@dataclass(frozen=True, slots=True)
class Tile:
    """One district: rescues under way, and how many of its figures are not where they should be."""

    name: str
    open: int
    fallen: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Wall:
    """What the wall shows at an instant."""

    title: str
    numbers: tuple[Number, ...]
    rows: tuple[Row, ...]
    more: int
    shares: tuple[Share, ...]
    tiles: tuple[Tile, ...]
    map_svg: SafeString
    counted_at: datetime | None
    failed: bool
    say: str


def wall_of(*, by: Actor, now: datetime) -> Wall:
    """Return the wall of what this actor sees; a constant number of queries."""
    today = local_day(at=now)
    found = or_failed(lambda: list(open_incidents_seen(by=by)[: MOST_ROWS + 1]))
    rows = shown_rows(incidents=(found or [])[:MOST_ROWS], role=by.role, now=now)
    total = len(rows)
    if len(found or []) > MOST_ROWS:
        total = open_incidents_seen(by=by).count()
    areas, city = kept_figures(by=by, day=today)
    whole = areas[0] if len(areas) == 1 else city
    summary = summary_of(
        rows=within(rows=incidents(by=by), period=Period(first=today, last=today)), now=now
    )
    held = Counter(row.elevator.jurisdiction_id for row in found or [])
    return Wall(
        title=name_of(whole.area), numbers=_numbers(total, rows, summary, _stopped(by)),
        rows=tuple(rows[:LISTED]), more=max(0, total - LISTED),
        shares=_shares(whole, today, areas), tiles=_tiles(areas, held),
        map_svg=map_of(rows=rows, by=by), counted_at=whole.counted_at, failed=found is None,
        say=ngettext("%(n)s 起事件进行中", "%(n)s 起事件进行中", total) % {"n": total},
    )  # fmt: skip


def _stopped(by: Actor) -> int:
    return open_faults(by=by).filter(stopped=True).order_by().count()


def _numbers(total: int, rows: Sequence[Row], summary: Summary, stopped: int) -> tuple[Number, ...]:
    late = sum(row.late for row in rows)
    minutes = summary.arrival_limit_s // 60
    return (
        Number(
            label=_("正在救援"), value=total, tone="help" if total else "safe",
            note=_("超时 %(n)s 起") % {"n": late} if late else "",
        ),
        Number(label=_("今日救援"), value=summary.total),
        Number(
            label=_("今日%(n)s分钟到场") % {"n": minutes}, value=percent(summary.rate),
            note=f"{summary.kept} / {summary.judged}",
            tone="quiet" if summary.rate is None else "safe" if summary.rate >= 1 else "caution",
        ),
        Number(label=_("今日到场中位数"), value=minutes_words(summary.median_arrival_s)),
        Number(label=_("故障停梯"), value=stopped, tone="caution" if stopped else "safe"),
    )  # fmt: skip


def _shares(whole: AreaFigures, today: date, areas: Sequence[AreaFigures]) -> tuple[Share, ...]:
    """Return the figures that are shown, each beside what it was four weeks ago."""
    then = today - timedelta(weeks=WEEKS)
    before = then - timedelta(weeks=1)
    seen = [row.area for row in areas if row.area]
    past = kept_since(areas=seen, first=before, last=then)
    shares = []
    for figure in SHOWN:
        kept, course = whole.figures[figure], past.get((0, figure), [])
        share = kept.share
        shares.append(Share(
            label=word(figure), text=percent(share), tone=TONES[kept.standing],
            moved=_moved(share, course), fraction=share or 0.0,
        ))  # fmt: skip
    return tuple(shares)


def _moved(share: float | None, before: Sequence[tuple[date, int, int]]) -> str:
    if share is None or not before or not before[-1][2]:
        return ""
    points = 100 * (share - before[-1][1] / before[-1][2])
    return _("四周 %(points)s 个百分点") % {"points": f"{points:+.1f}"}


def _tiles(areas: Sequence[AreaFigures], held: Counter[int]) -> tuple[Tile, ...]:
    if len(areas) == 1:
        return ()
    tiles = []
    for row in areas:
        fallen = sum(kept.standing in FALLEN for kept in row.figures.values())
        count = held[row.area.pk] if row.area else 0
        tone: Tone = "help" if count else "caution" if fallen else "safe"
        tiles.append(Tile(name_of(row.area), count, fallen, tone))
    return tuple(tiles)


@require_safe
@signed_in(*REGULATORS)
def wall(request: HttpRequest) -> HttpResponse:
    """Show the wall."""
    facts = {"wall": wall_of(by=by(request), now=clock.now())}
    return render(request, "reform/wall.html", facts)


@require_safe
@signed_in(*REGULATORS)
def wall_live(request: HttpRequest) -> HttpResponse:
    """Give the living part of the wall alone; the page asks for it every five seconds."""
    facts = {"wall": wall_of(by=by(request), now=clock.now())}
    return render(request, "reform/_wall_live.html", facts)
