"""When a message is tried again, when it is given up, and when another way is taken."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hoistway.messages.rules.policy import Pace
from hoistway.messages.vocabulary import Channel, Importance, Outcome

ORDER: tuple[Channel, ...] = (
    Channel.PUSH, Channel.SMS, Channel.VOICE, Channel.EMAIL, Channel.ROBOT,
)  # fmt: skip
"""From the lightest way to those that are read last. Chosen: a call wakes, mail waits."""

PRESSED = frozenset({Importance.RESCUE, Importance.URGENT})
"""What may make a telephone ring."""


def next_attempt(*, attempts: int, now: datetime, pace: Pace) -> datetime:
    """Return when a message is tried again after so many attempts in vain.

    Source: edition of the pace, backoff_s.
    """
    pauses = pace.backoff_s
    return now + timedelta(seconds=pauses[min(max(attempts, 1), len(pauses)) - 1])


def is_given_up(
    *, queued_at: datetime, importance: Importance, now: datetime, pace: Pace
) -> bool:  # fmt: skip
    """Return whether a message has been tried long enough. Source: give_up_minutes."""
    return now - queued_at >= timedelta(minutes=pace.give_up_minutes[str(importance)])


def overtaken_at(*, importance: Importance, now: datetime, pace: Pace) -> datetime | None:
    """Return when another channel is tried beside, None while this one has not given up."""
    seconds = pace.next_channel_s.get(str(importance))
    return None if seconds is None else now + timedelta(seconds=seconds)


def next_person_at(*, importance: Importance, now: datetime, pace: Pace) -> datetime | None:
    """Return when the organisation's next person is told, None where nobody has to confirm."""
    minutes = pace.next_person_minutes.get(str(importance))
    return None if minutes is None else now + timedelta(minutes=minutes)


def next_channel(
    *, after: Channel, used: frozenset[Channel], reachable: frozenset[Channel],
    importance: Importance,
) -> Channel | None:  # fmt: skip
    """Return the next way that is open and not yet taken; a telephone rings only where pressed.

    Example:
        >>> ways = frozenset({Channel.SMS, Channel.VOICE, Channel.EMAIL})
        >>> used = frozenset({Channel.SMS})
        >>> str(next_channel(
        ...     after=Channel.SMS, used=used, reachable=ways, importance=Importance.URGENT))
        'voice'
        >>> str(next_channel(
        ...     after=Channel.SMS, used=used, reachable=ways, importance=Importance.ORDINARY))
        'email'
    """
    open_ways = reachable - used
    if importance not in PRESSED:
        open_ways -= {Channel.VOICE}
    start = ORDER.index(after) + 1
    return next((one for one in (*ORDER[start:], *ORDER[:start]) if one in open_ways), None)


def is_down(
    *, latest: Sequence[tuple[datetime, Outcome]], now: datetime, pace: Pace
) -> bool:  # fmt: skip
    """Return whether a channel's latest attempts, the last first, show that it is away.

    Source: down_after, down_within_s.
    """
    last = latest[: pace.down_after]
    within = timedelta(seconds=pace.down_within_s)
    return len(last) == pace.down_after and all(
        outcome is Outcome.UNREACHABLE and now - at < within for at, outcome in last
    )
