"""Whether an elevator is heard, by the age of what was heard last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.telemetry.vocabulary import PresenceState


@dataclass(frozen=True, slots=True)
class PresencePolicy:
    """After how long a silence an elevator counts as delayed and as offline.

    Delayed is what is silent for longer than `cadences` declared cadences and `delayed_after`.
    """

    delayed_after: timedelta
    offline_after: timedelta
    cadences: int
    usual_cadence_s: int
    source: str


SHANGHAI = PresencePolicy(
    delayed_after=timedelta(seconds=180),
    offline_after=timedelta(hours=1),
    cadences=3,
    usual_cadence_s=60,
    source="Chosen: three cadences, never less than three heartbeats of 60 s; one hour "
    "as connected platforms do (telemetry-and-emergency.md 1.6). The notice asks only "
    "for 持续在线 and 15 days",
)


def presence_of(
    *, last_seen: datetime | None, now: datetime, cadence_s: int | None = None,
    policy: PresencePolicy = SHANGHAI,
) -> PresenceState:  # fmt: skip
    """Return the presence that follows from the last receipt and the declared cadence.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        >>> str(presence_of(last_seen=noon - timedelta(seconds=180), now=noon))
        'live'
        >>> str(presence_of(last_seen=noon - timedelta(seconds=181), now=noon))
        'delayed'
        >>> str(presence_of(last_seen=noon - timedelta(seconds=720), now=noon, cadence_s=240))
        'live'
    """
    if last_seen is None:
        return PresenceState.NEVER
    silence = now - last_seen
    if silence > policy.offline_after:
        return PresenceState.OFFLINE
    usual = timedelta(seconds=policy.cadences * (cadence_s or policy.usual_cadence_s))
    delayed = silence > max(policy.delayed_after, usual)
    return PresenceState.DELAYED if delayed else PresenceState.LIVE
