"""Invented days of use: how the demo's elevators were used and heard before the demo began.

Most are steady; three have holes, one has been silent for thirteen days, one has a door that
closes more slowly from day to day on its third floor, and one platform was out for an afternoon.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind, UseState
from hoistway.telemetry.actions.continuity import refresh_continuity
from hoistway.telemetry.actions.presence import Sign, keep_presence
from hoistway.telemetry.actions.rollup import skip_to
from hoistway.telemetry.actions.silence import note_silence
from hoistway.telemetry.actions.use import keep_days
from hoistway.telemetry.models import Feed, Gap, Presence, Uptime
from hoistway.telemetry.queries import days_of_use
from hoistway.telemetry.rules.silence import INTAKE
from hoistway.telemetry.rules.use import DOOR_DAY, day_number
from hoistway.telemetry.seed.course import Parts, Stretch, days_of, doors_of, hours_of, mute, punch
from hoistway.telemetry.vocabulary import SilenceCause

DAYS = 60
_SHOWN = 6
"""Lifts of the firm that visitors play, from which the silent, the drifting and one with holes are
theirs. Chosen: half of them stay steady."""

SILENT_DAYS = 13
"""Chosen: past the warning of the twelfth day and before the fifteenth."""


def parts_of(*, elevators: Sequence[Elevator]) -> Parts:
    """Return who plays which part, the same for the same register."""
    lifts = [
        e for e in elevators
        if e.kind is ElevatorKind.TRACTION_PASSENGER and e.use_state is UseState.IN_USE
        and e.firm_id
    ]  # fmt: skip
    if len(lifts) < 12:
        return Parts()
    at = [lifts[len(lifts) * share // 12] for share in (3, 5, 7, 8, 10)]
    first = min(e.firm_id for e in lifts if e.firm_id)
    shown = [e for e in lifts if e.firm_id == first]
    if len(shown) >= _SHOWN:
        at[:3] = shown[-1], shown[-2], shown[-3]
    others = {e.firm_id for e in lifts} - {first}
    firm = max(others, key=lambda f: (sum(e.firm_id == f for e in lifts), -(f or 0)), default=0)
    out = frozenset(e.pk for e in elevators if e.firm_id == firm)
    silent, drifting, *holes = (e.pk for e in at)
    return Parts(silent, drifting, tuple(holes), out)


def lay_out_days(
    *, elevators: Sequence[Elevator], seed: int, now: datetime, silent: bool = True
) -> None:
    """Lay out sixty days of use, who is heard now, the gaps, and one outage of our own.

    Where nobody is to be `silent` yet, `fall_silent` makes it so later.
    """
    parts = parts_of(elevators=elevators)
    parts = parts if silent else replace(parts, silent=0)
    last = local_day(at=now) - timedelta(days=1)
    first = last - timedelta(days=DAYS - 1)
    _note_uptime(first, now)
    feeds = dict(Feed.objects.values_list("organisation_id", "pk"))
    begun = _at(first, 0)
    for instant in (begun, now):
        signs = [
            Sign(e.pk, instant, 0, feeds.get(e.firm_id or 0, 0)) for e in elevators
            if instant == begun or e.pk != parts.silent
        ]  # fmt: skip
        keep_presence(signs=signs, now=instant)
    if parts.silent:
        since = _silent_since(now)
        keep_presence(signs=[Sign(parts.silent, since, 0)], now=now)
        cast = {"drifting": parts.drifting, "holes": list(parts.holes)}
        Gap.objects.create(
            elevator_id=parts.silent, began_at=since, cause=SilenceCause.DEVICE,
            evidence={"invented": cast},
        )  # fmt: skip
    stretch = Stretch(first=first, last=last, parts=parts, laid_out=local_day(at=now))
    lay_out_stretch(elevators=elevators, stretch=stretch, seed=seed, now=now)
    _note_gaps(parts, last)
    note_silence(now=now)
    refresh_continuity(now=now)


def lay_out_stretch(
    *, elevators: Sequence[Elevator], stretch: Stretch, seed: int, now: datetime
) -> None:
    """Lay out the use of some days, and say that they need no roll-up."""
    chance = np.random.default_rng([seed, day_number(day=stretch.first)])
    began = day_number(day=stretch.laid_out) - SILENT_DAYS
    parts, last = stretch.parts, stretch.last
    count = (last - stretch.first).days + 1
    some = max(1, 40_000 // count)
    for at in range(0, len(elevators), some):
        few = elevators[at : at + some]
        days = days_of(elevators=few, first=stretch.first, count=count, chance=chance)
        unheard = (days["slot"] == parts.silent) & (days["day"] > began)
        punch(days=days, parts=parts, last=stretch.laid_out - timedelta(days=1))
        mute(days=days, which=unheard)
        doors = doors_of(elevators=few, days=days[~unheard], stretch=stretch, chance=chance)
        hours = hours_of(days=days[~unheard], last=last)
        keep_days(days=days, doors=doors, hours=hours, now=now)
    skip_to(day=last, now=now)


def fall_silent(
    *, elevator_id: int, days: int, parts: Parts | None = None, now: datetime
) -> None:  # fmt: skip
    """Let an elevator be unheard for some days, although it was heard; `parts` is remembered."""
    since = now - timedelta(days=days, minutes=7)
    today = local_day(at=now)
    used = days_of_use(
        elevator_ids=[elevator_id], first=local_day(at=since) + timedelta(days=1),
        last=today - timedelta(days=1),
    )  # fmt: skip
    used = used.copy()
    mute(days=used, which=np.ones(len(used), bool))
    keep_days(days=used, doors=np.zeros(0, DOOR_DAY), now=now)
    Presence.objects.filter(pk=elevator_id).update(last_seen=since)
    keep_presence(signs=[], now=now)
    cast = {"drifting": parts.drifting, "holes": list(parts.holes)} if parts else None
    Gap.objects.create(
        elevator_id=elevator_id, began_at=since, cause=SilenceCause.DEVICE,
        evidence={"invented": cast} if cast else {},
    )  # fmt: skip
    refresh_continuity(now=now)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Who plays which part in the demo that stands, and when it was laid out."""

    parts: Parts
    laid_out: date


def remembered() -> Remembered | None:
    """Return the parts as the demo was laid out with them; None where there are none."""
    row = Gap.objects.filter(evidence__has_key="invented").order_by("pk").first()
    if row is None:
        return None
    cast = row.evidence["invented"]
    parts = Parts(row.elevator_id, cast["drifting"], tuple(cast["holes"]))
    laid_out = local_day(at=row.began_at + timedelta(days=SILENT_DAYS, minutes=8))
    return Remembered(parts, laid_out)


def _silent_since(now: datetime) -> datetime:
    return now - timedelta(days=SILENT_DAYS, minutes=7)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, datetime.min.time(), SHANGHAI).astimezone(UTC) + timedelta(
        hours=hour
    )


def _note_uptime(first: date, now: datetime) -> None:
    """Say when intake ran: since the first day, but for two hours of one night."""
    broke = _at(local_day(at=now) - timedelta(days=20), 2)
    Uptime.objects.bulk_create([
        Uptime(name=INTAKE, began_at=_at(first, 0), last_at=broke),
        Uptime(name=INTAKE, began_at=broke + timedelta(hours=2), last_at=now),
    ])  # fmt: skip


def _note_gaps(parts: Parts, last: date) -> None:
    """Write down the gaps that the days show."""
    spans: list[tuple[int, datetime, float, SilenceCause, Mapping[str, int]]] = []
    for slot in parts.holes:
        for back in range(1, DAYS):
            day = last - timedelta(days=back)
            if day_number(day=day) % 4 == 0 and back not in {15, 16, 17}:
                spans.append((slot, _at(day, 9), 130, SilenceCause.DEVICE, {}))
    if parts.holes:
        begin = _at(last - timedelta(days=16), 0)
        spans.append((parts.holes[0], begin, 36 * 60, SilenceCause.DEVICE, {}))
    size = {"heard": len(parts.feed_out), "silent": len(parts.feed_out)}
    for slot in sorted(parts.feed_out - {parts.silent}):
        begin = _at(last - timedelta(days=9), 14)
        spans.append((slot, begin, 190, SilenceCause.FIRM_PLATFORM, size))
    Gap.objects.bulk_create(
        [
            Gap(
                elevator_id=slot, began_at=began, ended_at=began + timedelta(minutes=minutes),
                cause=cause, evidence=dict(evidence),
            )
            for slot, began, minutes, cause, evidence in spans
        ],
        ignore_conflicts=True,
    )  # fmt: skip
