"""Find and keep the runs of elevators that are registered as out of use."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from hoistway.telemetry.adapters.history_scan import Move, kept_until, moves
from hoistway.telemetry.models import Movement, Position
from hoistway.telemetry.rules.movement import SHANGHAI, MovementPolicy

POSITION = "still"
"""The name of the position up to which the history has been looked through."""

OVERLAP_MS = 10 * 60_000
"""How far each look reaches back into the last one. Chosen: no run lasts longer, so each is seen
whole at least once; what was kept of it before is drawn out."""

MOST_RUNS = 20
"""Runs kept of an elevator. Chosen: seven times what makes a finding; more say nothing new."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def keep_movements(
    *, folder: Path, still_since: Mapping[int, datetime], now: datetime,
    policy: MovementPolicy = SHANGHAI,
) -> list[int]:  # fmt: skip
    """Look through what the history has received since the last look; return who has moved.

    `still_since` says for each elevator from which instant it should stand still. Runs of an
    elevator that may run again, and runs from before it was to stand still, are dropped.
    """
    place, _ = Position.objects.select_for_update().get_or_create(
        name=POSITION, defaults={"updated_at": now}
    )
    seen_ms, until_ms = int(place.metrics.get("received_ms", 0)), kept_until(folder=folder) + 1
    Movement.objects.exclude(elevator_id__in=still_since).delete()
    if until_ms <= seen_ms + 1:
        return []
    found = moves(
        folder=folder, since_ms=max(0, seen_ms - OVERLAP_MS), until_ms=until_ms, policy=policy,
        still_since=[(slot, _ms(since)) for slot, since in sorted(still_since.items())],
    )  # fmt: skip
    _keep(found, policy.pause_ms)
    place.metrics, place.updated_at = {"received_ms": until_ms - 1}, now
    place.save(update_fields=["metrics", "updated_at"])
    return sorted({move.slot for move in found})


def _keep(found: Iterable[Move], pause_ms: int) -> None:
    """Keep each run once: one that touches a kept run of its elevator draws that out."""
    pause = timedelta(milliseconds=pause_ms)
    for move in found:
        row = _row(move)
        kept = Movement.objects.filter(elevator_id=move.slot)
        touched = (
            kept.filter(began_at__lte=row.ended_at + pause, ended_at__gte=row.began_at - pause)
            .order_by("began_at", "pk")
            .first()
        )
        if touched is None:
            if kept.count() < MOST_RUNS:
                row.save(force_insert=True)
            continue
        touched.began_at = min(touched.began_at, row.began_at)
        touched.ended_at = max(touched.ended_at, row.ended_at)
        touched.lowest = min(touched.lowest, row.lowest)
        touched.highest = max(touched.highest, row.highest)
        touched.speed_mm_s = max(touched.speed_mm_s, row.speed_mm_s)
        touched.save()


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _row(move: Move) -> Movement:
    return Movement(
        elevator_id=move.slot, began_at=_EPOCH + timedelta(milliseconds=move.began_ms),
        ended_at=_EPOCH + timedelta(milliseconds=move.ended_ms), lowest=move.lowest,
        highest=move.highest, speed_mm_s=move.speed_mm_s,
    )  # fmt: skip
