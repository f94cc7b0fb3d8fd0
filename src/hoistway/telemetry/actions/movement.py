"""Find and keep the runs of elevators that are registered as out of use."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.registry.actions import Saying, say
from hoistway.registry.queries import suspended_elevators
from hoistway.registry.vocabulary import SourceKind
from hoistway.telemetry.adapters.history_scan import Move, kept_until, moves
from hoistway.telemetry.models import Movement, Position
from hoistway.telemetry.queries import movements
from hoistway.telemetry.rules.movement import SHANGHAI, MovementPolicy, Run, is_in_use

POSITION = "still"
"""The name of the position up to which the history has been looked through."""

OVERLAP_MS = 10 * 60_000
"""How far each look reaches back into the last one. Chosen: no run lasts longer, so each is seen
whole at least once; what was kept of it before is drawn out."""

MOST_RUNS = 20
"""Runs kept of an elevator. Chosen: seven times what makes a finding; more say nothing new."""

MOVED_AT, RUNS_SEEN = "facts.moved_at", "facts.runs_while_suspended"
"""What telemetry says of an elevator that runs all the same: the last instant, and each run's."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def tell_movements(*, folder: Path, now: datetime, by: Actor = PLATFORM) -> int:
    """Say of each suspended elevator that is in use when it ran; return how many are.

    The register's rules make a finding of it, and end it with the suspension. Looking again
    changes nothing. Source: 特种设备安全法 art. 47–48.
    """
    claimed = suspended_elevators()
    still = {key: since or _EPOCH for key, since in claimed.items()}
    keep_movements(folder=folder, still_since=still, now=now)
    seen = movements(elevator_ids=list(still))
    used = {key: runs for key, runs in seen.items() if is_in_use(runs=runs)}
    say(sayings=[_saying(key, runs) for key, runs in sorted(used.items())], now=now, by=by)
    return len(used)


def _saying(elevator_id: int, runs: Sequence[Run]) -> Saying:
    last = runs[-1].ended_at
    return Saying(
        source=str(SourceKind.TELEMETRY), record_key=f"moved:{elevator_id}",
        elevator_id=elevator_id, observed_at=last,
        fields={
            MOVED_AT: last.isoformat(timespec="seconds"),
            RUNS_SEEN: [run.began_at.isoformat(timespec="seconds") for run in runs],
        },
        origin={"policy": {"runs": SHANGHAI.runs, "speed_mm_s": SHANGHAI.speed_mm_s}},
    )  # fmt: skip


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
    _forget(still_since)
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


def _forget(still_since: Mapping[int, datetime]) -> None:
    """Drop the runs of elevators that may run again, or that ran before they were suspended."""
    kept = Movement.objects.values_list("pk", "elevator_id", "began_at").order_by("pk")
    past = [pk for pk, key, at in kept if key not in still_since or at < still_since[key]]
    Movement.objects.filter(pk__in=past).delete()


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
