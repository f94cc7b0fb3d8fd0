"""Count items as checked by their data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from hoistway.foundation.among import among
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance import models


class BadRemoteCheck(Refusal):
    """Raised when a check of an item by data names days or a coverage that cannot be."""

    code = "bad_remote_check"
    zh = "远程检查的日期或数据覆盖率不正确。"
    en = "Days or coverage of a check by data cannot be right."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteCheck:
    """An item that was checked by its data on every day from the first to the last."""

    elevator_id: int
    item: str
    first_day: date
    last_day: date
    coverage: float


@transaction.atomic
def count_remote(*, checks: Sequence[RemoteCheck], now: datetime) -> int:
    """Count items as checked by their data; return how many stretches began or grew.

    Whether the data covered the item and no alarm was open is judged by the caller. Days that
    follow on a stretch make it longer; the same days again change nothing.
    Raises: BadRemoteCheck.
    """
    if any(not _can_be(one) for one in checks):
        raise BadRemoteCheck
    latest = _latest({one.elevator_id for one in checks})
    fresh: list[models.RemoteCheck] = []
    grown: dict[tuple[int, str], models.RemoteCheck] = {}
    for one in sorted(checks, key=lambda check: check.first_day):
        key = one.elevator_id, one.item
        row = latest.get(key)
        if row is not None and one.first_day <= row.last_day + timedelta(days=1):
            if one.last_day > row.last_day:
                row.last_day, row.counted_at = one.last_day, now
                row.coverage = min(row.coverage, one.coverage)
                if row.pk is not None:
                    grown[key] = row
            continue
        latest[key] = models.RemoteCheck(
            elevator_id=one.elevator_id, item=one.item, first_day=one.first_day,
            last_day=one.last_day, coverage=one.coverage, counted_at=now,
        )  # fmt: skip
        fresh.append(latest[key])
    models.RemoteCheck.objects.bulk_create(fresh, batch_size=5_000)
    models.RemoteCheck.objects.bulk_update(
        grown.values(), ["last_day", "coverage", "counted_at"], batch_size=2_000
    )
    return len(fresh) + len(grown)


def _can_be(one: RemoteCheck) -> bool:
    return one.first_day <= one.last_day and 0 <= one.coverage <= 1


def _latest(keys: set[int]) -> dict[tuple[int, str], models.RemoteCheck]:
    """Return the last stretch of each item, locked."""
    rows = models.RemoteCheck.objects.select_for_update().filter(among("elevator_id", list(keys)))
    return {(row.elevator_id, row.item): row for row in rows.order_by("last_day", "pk")}
