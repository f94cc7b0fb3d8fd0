"""Whether an elevator is heard, by the age of what was heard last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.telemetry.vocabulary import PresenceState


@dataclass(frozen=True, slots=True)
class PresencePolicy:
    """After how long a silence an elevator counts as delayed and as offline."""

    delayed_after: timedelta
    offline_after: timedelta
    source: str


SHANGHAI = PresencePolicy(
    delayed_after=timedelta(seconds=180),
    offline_after=timedelta(hours=1),
    source="Chosen: three heartbeats of 60 s; one hour as connected platforms do "
    "(telemetry-and-emergency.md 1.6). The notice asks only for 持续在线 and 15 days",
)


def presence_of(
    *, last_seen: datetime | None, now: datetime, policy: PresencePolicy = SHANGHAI
) -> PresenceState:
    """Return the presence that follows from the last receipt.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        >>> str(presence_of(last_seen=noon - timedelta(seconds=180), now=noon))
        'live'
        >>> str(presence_of(last_seen=noon - timedelta(seconds=181), now=noon))
        'delayed'
    """
    if last_seen is None:
        return PresenceState.NEVER
    silence = now - last_seen
    if silence > policy.offline_after:
        return PresenceState.OFFLINE
    return PresenceState.DELAYED if silence > policy.delayed_after else PresenceState.LIVE
