"""One record beside telemetry, photos and the ways of its firm."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.dossier.visit import VisitPortrait
from hoistway.foundation.geo import Point, distance_m
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.maintenance.queries.oversight import STEP_MIN, STEPS
from hoistway.supervision.queries.habits import Pattern, pattern_of
from hoistway.telemetry.queries import Silence, hours_of_use, silences
from hoistway.web.oversight.drawn import DayDrawn, DayLane, Span, day_strip, lengths
from hoistway.web.visits.lines import PhotoRow, photo_rows

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoBeside:
    """A photo with its hour and how far from the elevator it was taken."""

    photo: PhotoRow
    metres: int | None
    during: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a record; `heard` says that the elevator was heard on that day."""

    drawing: SafeString
    heard: bool
    gaps: tuple[Silence, ...]
    photos: tuple[PhotoBeside, ...]
    pattern: Pattern
    lengths: SafeString


def beside(*, portrait: VisitPortrait, now: datetime) -> Beside:
    """Return what stands beside the record of a visit; a constant number of queries."""
    visit = portrait.visit
    day = local_day(at=visit.begun_at) if visit.begun_at else visit.due_on or local_day(at=now)
    midnight = datetime.combine(day, time(), SHANGHAI)
    lanes, heard = _lanes(portrait, midnight)
    gaps = [
        one for one in silences(elevator_id=visit.elevator_id, since=midnight, now=now)
        if one.began_at < midnight + 24 * _HOUR
    ]  # fmt: skip
    span: Span | None = None
    if visit.begun_at:
        span = (visit.begun_at, visit.signed_at or visit.begun_at + _HOUR)
    photos = [row.taken_at for row in portrait.photos]
    drawing = day_strip(of=DayDrawn(
        midnight=midnight, lanes=lanes, visit=span,
        gaps=[(one.began_at, one.ended_at or now) for one in gaps], photos=photos,
        visit_word=_("维保"), gap_word=_("无数据"), photo_word=_("照片"),
        label=_("%(day)s 每小时的运行、开门和照片") % {"day": day},
    ))  # fmt: skip
    pattern = pattern_of(firm_id=visit.firm_id, day=day)
    return Beside(
        drawing=drawing, heard=heard, pattern=pattern, photos=tuple(_photos(portrait, span)),
        gaps=tuple(gaps),
        lengths=lengths(
            own=pattern.minutes, fleet=pattern.fleet_minutes, step=STEP_MIN, at=_minutes(span),
            label=_("维保用时分布：柱为该单位，虚线为全部单位，竖线为本次"),
        ),
    )  # fmt: skip


def _minutes(span: Span | None) -> float | None:
    if span is None:
        return None
    return min((span[1] - span[0]).total_seconds() / 60, float(STEP_MIN * STEPS))


def _lanes(portrait: VisitPortrait, midnight: datetime) -> tuple[list[DayLane], bool]:
    """Return runs and door cycles by the hour of the local day; None where nothing was heard."""
    day = midnight.date()
    rows = hours_of_use(elevator_ids=[portrait.visit.elevator_id], first=day, last=day)
    first = int(midnight.timestamp() // 3600)
    runs: list[float | None] = [None] * 24
    doors: list[float | None] = [None] * 24
    for row in rows:
        hour = int(row["hour"]) - first
        if 0 <= hour < 24 and float(row["heard_minutes"]) > 0:
            runs[hour], doors[hour] = float(row["runs"]), float(row["door_cycles"])
    return [DayLane(name=_("运行"), hours=runs), DayLane(name=_("开门"), hours=doors)], len(
        rows
    ) > 0


def _photos(portrait: VisitPortrait, span: Span | None) -> list[PhotoBeside]:
    lift = portrait.visit.elevator
    places = {row.attachment.sha256: row for row in portrait.photos}
    found = []
    for one in photo_rows(portrait=portrait).values():
        row, far = places.get(one.sha256), None
        if row and None not in (row.longitude, row.latitude, lift.longitude, lift.latitude):
            here = Point(float(row.longitude or 0), float(row.latitude or 0))
            far = int(
                distance_m(here, Point(float(lift.longitude or 0), float(lift.latitude or 0)))
            )
        inside = bool(span and one.taken_at and span[0] <= one.taken_at <= span[1])
        found.append(PhotoBeside(photo=one, metres=far, during=inside))
    return found
