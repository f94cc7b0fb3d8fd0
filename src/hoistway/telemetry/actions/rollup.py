"""Roll the history up, day by day: each day once, also after a night that was missed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import structlog
from django.db import transaction
from numpy.typing import NDArray

from hoistway.detection.batch import SAMPLE
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.telemetry.actions.use import keep_days
from hoistway.telemetry.adapters.history_days import day_samples
from hoistway.telemetry.adapters.history_scan import days_kept, kept_until
from hoistway.telemetry.models import Position, Presence
from hoistway.telemetry.queries.continuity import own_outages, rests_of
from hoistway.telemetry.rules.rollup import Whole, rolled_up
from hoistway.telemetry.rules.silence import overlap

POSITION = "use"
"""The name of the position up to which days of use were written."""

MOST_DAYS = 60
"""Chosen: what was missed for longer is given up; the history itself is kept for 400 days."""

GRACE = timedelta(hours=6)
"""How long a day that is over waits for a history that lags. Chosen: the log itself holds a day."""

_USUAL_S = 60
_log = structlog.get_logger()


def roll_up(*, folder: Path, now: datetime) -> int:
    """Write the days of use that are over and not written yet; return how many days were written.

    Each day is one transaction together with the position, so that a worker that is killed
    writes nothing twice and leaves nothing out.
    """
    written = 0
    while _one_day(folder, now):
        written += 1
    return written


@transaction.atomic
def skip_to(*, day: date, now: datetime) -> None:
    """Say that the days up to and with this one are written already, by a seed or the demo."""
    Position.objects.get_or_create(name=POSITION, defaults={"updated_at": now})
    place = Position.objects.select_for_update().get(name=POSITION)
    said = str(place.metrics.get("day", ""))
    place.metrics, place.updated_at = {"day": max(said, day.isoformat())}, now
    place.save(update_fields=["metrics", "updated_at"])


@transaction.atomic
def _one_day(folder: Path, now: datetime) -> bool:
    Position.objects.get_or_create(name=POSITION, defaults={"updated_at": now})
    place = Position.objects.select_for_update().get(name=POSITION)
    day = _next_day(folder, place, now)
    if day is None:
        return False
    began = datetime.combine(day, datetime.min.time(), SHANGHAI).astimezone(UTC)
    ended = began + timedelta(days=1)
    if ended > now or (now < ended + GRACE and kept_until(folder=folder) < _ms(ended)):
        return False
    count = 0
    for whole, samples in _parts(folder, day, began, ended):
        rolled = rolled_up(samples=samples, whole=whole)
        keep_days(days=rolled.days, doors=rolled.doors, hours=rolled.hours, now=now)
        count += len(samples)
    place.metrics, place.updated_at = {"day": day.isoformat()}, now
    place.save(update_fields=["metrics", "updated_at"])
    _log.info("day_of_use_written", day=day.isoformat(), samples=count)
    return True


def _next_day(folder: Path, place: Position, now: datetime) -> date | None:
    yesterday = local_day(at=now) - timedelta(days=1)
    said = place.metrics.get("day")
    if said:
        following = date.fromisoformat(str(said)) + timedelta(days=1)
    else:
        kept = days_kept(folder=folder)
        if not kept:
            return None
        following = kept[0]
    following = max(following, yesterday - timedelta(days=MOST_DAYS - 1))
    return following if following <= yesterday else None


def _parts(
    folder: Path, day: date, began: datetime, ended: datetime
) -> Iterator[tuple[Whole, NDArray[np.void]]]:
    """Return all elevators that should be heard on a day, in parts, with what was received."""
    known = Presence.objects.filter(first_seen__lt=ended).order_by("pk")
    told = np.array(list(known.values_list("pk", "cadence_s")), object).reshape(-1, 2)
    slots = told[:, 0].astype(np.int64)
    cadence = np.array([row or _USUAL_S for row in told[:, 1]], np.int64)
    excused = _excused(slots, began, ended)
    heard = day_samples(folder=folder, since_ms=_ms(began), until_ms=_ms(ended))
    done = np.zeros(len(slots), bool)
    for first, after, samples in heard:
        mine = (slots >= first) & (slots < after)
        if not mine.any():
            continue
        done |= mine
        yield _whole(day, began, slots[mine], cadence[mine], excused[mine]), samples
    if not done.all() and len(slots):
        rest = ~done
        whole = _whole(day, began, slots[rest], cadence[rest], excused[rest])
        yield whole, np.zeros(0, SAMPLE)


def _whole(
    day: date, began: datetime, slots: NDArray[np.int64], cadence: NDArray[np.int64],
    excused: NDArray[np.float64],
) -> Whole:  # fmt: skip
    return Whole(
        day=(day - date(1970, 1, 1)).days, begins_ms=_ms(began), slots=slots, cadence_s=cadence,
        excused_s=excused,
    )  # fmt: skip


def _excused(slots: NDArray[np.int64], began: datetime, ended: datetime) -> NDArray[np.float64]:
    """Return for each elevator the seconds of a day in which silence is not its own."""
    ours = own_outages(now=ended)
    every = overlap(spans=ours, since=began, until=ended).total_seconds()
    seconds = np.full(len(slots), every)
    rests = rests_of(elevator_ids=None, since=began)
    at = {int(slot): row for row, slot in enumerate(slots)}
    for key, spans in rests.items():
        if key in at:
            whole = overlap(spans=[*ours, *spans], since=began, until=ended)
            seconds[at[key]] = whole.total_seconds()
    return seconds


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
