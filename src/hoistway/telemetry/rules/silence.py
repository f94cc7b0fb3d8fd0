"""The silence clock: what of a silence counts, and when it was us who were away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

INTAKE = "intake"
"""The name under which the process that takes samples marks its uptime."""

OUTAGE_AFTER = timedelta(seconds=60)
"""Chosen: twelve missed marks of 5 s; what is shorter is a restart that no device notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOutPolicy:
    """When the silence of elevators is their platform's: most are silent at once."""

    edition: str
    least: int
    share: float
    source: str


FEED_OUT = FeedOutPolicy(
    edition="feed-out-2026-01",
    least=3,
    share=0.5,
    source="Chosen: more than half of those heard through a feed, and never fewer than three; "
    "elevators of many buildings do not fall silent together by themselves",
)

Span = tuple[datetime, datetime]


def outages(*, up: Sequence[Span], now: datetime, after: timedelta = OUTAGE_AFTER) -> list[Span]:
    """Return the gaps between stretches of uptime, and the one up to now if there is one.

    Before the first mark nothing is known, and what is not known excuses nobody.

    Example:
        >>> from datetime import UTC
        >>> at = lambda hour: datetime(2026, 11, 22, hour, tzinfo=UTC)
        >>> up = [(at(1), at(3)), (at(5), at(9))]
        >>> [(a.hour, b.hour) for a, b in outages(up=up, now=at(9))]
        [(3, 5)]
    """
    found: list[Span] = []
    reached: datetime | None = None
    for began, ended in sorted(up):
        if reached is not None and began - reached > after:
            found.append((reached, began))
        reached = ended if reached is None else max(reached, ended)
    if reached is not None and now - reached > after:
        found.append((reached, now))
    return found


def overlap(*, spans: Sequence[Span], since: datetime, until: datetime) -> timedelta:
    """Return how much of `[since, until)` is covered by spans; what is covered twice counts once.

    Example:
        >>> from datetime import UTC
        >>> at = lambda hour: datetime(2026, 11, 22, hour, tzinfo=UTC)
        >>> spans = [(at(1), at(4)), (at(3), at(5)), (at(9), at(12))]
        >>> overlap(spans=spans, since=at(2), until=at(10))
        datetime.timedelta(seconds=14400)
    """
    covered, reached = timedelta(0), since
    for began, ended in sorted(spans):
        first, last = max(began, reached), min(ended, until)
        if last > first:
            covered += last - first
            reached = last
    return covered
