"""How far the log was read: taken by one process, moved together with what was found."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.models import Position


class Superseded(Refusal):
    """Raised when another process has taken the position since."""

    code = "superseded"
    zh = "另一进程已接管“{name}”。"
    en = "Another process has taken over “{name}”."


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A position in our hands: where the last owner stood and what it remembered."""

    name: str
    epoch: int
    stream_sequence: int
    snapshot: bytes
    snapshot_sequence: int


@transaction.atomic
def take_position(*, name: str, now: datetime) -> Taken:
    """Become the only one who may move this position; older owners' commits fail from now on."""
    Position.objects.get_or_create(name=name, defaults={"updated_at": now})
    row = Position.objects.select_for_update().get(name=name)
    row.epoch += 1
    row.updated_at = now
    row.save(update_fields=["epoch", "updated_at"])
    return Taken(
        name=name, epoch=row.epoch, stream_sequence=row.stream_sequence,
        snapshot=bytes(row.snapshot), snapshot_sequence=row.snapshot_sequence,
    )  # fmt: skip


def _update(name: str, epoch: int, **columns: object) -> None:
    if not Position.objects.filter(name=name, epoch=epoch).update(**columns):
        raise Superseded(name=name)


def move_position(*, name: str, epoch: int, stream_sequence: int, now: datetime) -> None:
    """Note that everything up to this message is judged and committed.

    Raises: Superseded.
    """
    _update(name, epoch, stream_sequence=stream_sequence, updated_at=now)


def keep_snapshot(
    *, name: str, epoch: int, snapshot: bytes, snapshot_sequence: int, now: datetime
) -> None:
    """Keep the reader's memory as it was after this message.

    Raises: Superseded.
    """
    _update(name, epoch, snapshot=snapshot, snapshot_sequence=snapshot_sequence, updated_at=now)


def note_metrics(*, name: str, metrics: dict[str, float], now: datetime) -> None:
    """Keep the latest figures of a process for the health page."""
    Position.objects.update_or_create(name=name, defaults={"metrics": metrics, "updated_at": now})
