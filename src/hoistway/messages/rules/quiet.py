"""Quiet hours and the hour of the summary; rescue knows neither."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hoistway.foundation.periods import SHANGHAI
from hoistway.messages.rules.policy import Pace
from hoistway.messages.vocabulary import Importance


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody asked for: own quiet hours, one summary a day, a language, channels off."""

    quiet_from: int | None = None
    quiet_until: int | None = None
    digest: bool = False
    language: str = "zh"
    off: frozenset[str] = frozenset()


def held_until(
    *, importance: Importance, wishes: Wishes, now: datetime, pace: Pace
) -> datetime | None:  # fmt: skip
    """Return until when a message waits for the end of the quiet hours; None sends it at once.

    The house's night holds what is ordinary, one's own also what is urgent; rescue and what was
    asked for this minute are never held. Source: quiet_from, quiet_until.
    """
    if importance in (Importance.RESCUE, Importance.ASKED):
        return None
    own = wishes.quiet_from is not None and wishes.quiet_until is not None
    if importance is Importance.URGENT and not own:
        return None
    first = wishes.quiet_from if own and wishes.quiet_from is not None else pace.quiet_from
    last = wishes.quiet_until if own and wishes.quiet_until is not None else pace.quiet_until
    local = now.astimezone(SHANGHAI)
    quiet = first <= local.hour < last if first <= last else not last <= local.hour < first
    return _next(local, last) if quiet else None


def digest_at(
    *, importance: Importance, wishes: Wishes, now: datetime, pace: Pace
) -> datetime | None:
    """Return when the summary goes that takes this message in; None where none is wished for."""
    if not wishes.digest or importance is not Importance.ORDINARY:
        return None
    return _next(now.astimezone(SHANGHAI), pace.digest_hour)


def _next(local: datetime, hour: int) -> datetime:
    """Return the next time the clock of the city shows this hour."""
    today = datetime.combine(local.date(), time(hour), tzinfo=SHANGHAI)
    return today if today > local else today + timedelta(days=1)
