"""Count what was not let in and keep it readable."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.telemetry.models import EXCERPT_BYTES, Refused
from hoistway.telemetry.vocabulary import RefusedReason, Transport

KEPT_PER_DAY = 10_000
"""Rows kept per day, transport, source and reason; the rest is only counted. Chosen: a broken
platform of the whole city must not fill the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One thing that was not let in."""

    at: datetime
    transport: Transport
    source: str
    reason: RefusedReason
    detail: str
    payload: bytes


_COUNT = """
INSERT INTO telemetry_refusedcount (day, transport, source, reason, count)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (day, transport, source, reason)
DO UPDATE SET count = telemetry_refusedcount.count + excluded.count
RETURNING count
"""


@transaction.atomic
def refuse(*, rejections: list[Rejection]) -> None:
    """Count these rejections by their local day and keep as many as the day still has room."""
    by_key: dict[tuple[date, str, str, str], list[Rejection]] = {}
    for rejection in rejections:
        day = local_day(at=rejection.at)
        key = (day, str(rejection.transport), _plain(rejection.source, 120), str(rejection.reason))
        by_key.setdefault(key, []).append(rejection)
    kept: list[Rejection] = []
    with connection.cursor() as cursor:
        for key in sorted(by_key):
            cursor.execute(_COUNT, [*key, len(by_key[key])])
            (total,) = cursor.fetchone()
            room = max(0, KEPT_PER_DAY - (total - len(by_key[key])))
            kept += by_key[key][:room]
    Refused.objects.bulk_create([_row(rejection) for rejection in kept], batch_size=2000)
    touch("refused")


def _plain(text: str, length: int) -> str:
    """Make a stranger's text fit for a column: no NUL, no half characters, not too long."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")[:length]


def _row(rejection: Rejection) -> Refused:
    return Refused(
        at=rejection.at, transport=rejection.transport, source=_plain(rejection.source, 120),
        reason=rejection.reason, detail=_plain(rejection.detail, 300),
        payload=rejection.payload[:EXCERPT_BYTES],
    )  # fmt: skip


def forget_refusals(*, before: datetime) -> int:
    """Delete what was refused before an instant and return how many; the counts stay."""
    return Refused.objects.filter(at__lt=before).delete()[0]
