"""When two reports speak of one event."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.emergency.rules.policy import RescuePolicy


@dataclass(frozen=True, slots=True)
class Known:
    """The latest rescue of an elevator; `freed_at` is None while it is open."""

    incident_id: int
    is_open: bool
    freed_at: datetime | None


def joins(
    *, known: Known | None, began_at: datetime, seen_at: datetime, policy: RescuePolicy
) -> bool:
    """Return whether a new report of the same elevator belongs to its latest rescue.

    A report joins an open rescue. It also joins one that has ended when it is late news: it speaks
    of an instant before the passengers were freed and comes within `late_news_s` after. Whoever
    calls after that is trapped anew; another elevator is always another event.

    Source: dossier 5.1 (dedupe rule), narrowed so that no new cry for help is ever swallowed.
    """
    if known is None:
        return False
    if known.is_open:
        return True
    if known.freed_at is None:
        return False
    late = timedelta(seconds=policy.late_news_s)
    return began_at <= known.freed_at and seen_at <= known.freed_at + late
