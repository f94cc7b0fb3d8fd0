"""Count what the data have checked: day by day, where nothing speaks against it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from hoistway.maintenance.actions import RemoteCheck, count_remote
from hoistway.maintenance.queries.regimes import RegimeNow, items_due, regimes
from hoistway.maintenance.vocabulary.regime import ItemWay, Regime
from hoistway.monitoring.queries.remote import (
    Read,
    against_items,
    facts_on,
    spoken_against,
)
from hoistway.monitoring.rules.policy import MonitoringPolicy
from hoistway.monitoring.rules.remote import RemoteFacts, hindrance_of


def count_days(
    *, read: Read, before: Mapping[int, date], now: datetime, policy: MonitoringPolicy
) -> int:
    """Count the remote items of elevators on demand for each day since the last round.

    A day counts where the `remote_days` up to it hold enough data, every witness was measured,
    and neither a deviation, a fault code nor an alarm spoke of the item. What is open today
    counts on none of the days that are made up for. Source: maintenance-and-supervision 3.3.
    """
    named = {
        key: one
        for key, one in regimes(elevator_ids=read.keys).items()
        if one.regime is Regime.ON_DEMAND
    }
    if not named:
        return 0
    items = {
        key: [one.item for one in dues if one.way is ItemWay.REMOTE]
        for key, dues in items_due(elevator_ids=list(named), now=now).items()
    }
    since = read.last - timedelta(days=policy.window_days)
    against = against_items(elevator_ids=list(named), since=since)
    checks: list[RemoteCheck] = []
    for day in _days(read, [before[key] for key in named if key in before], policy):
        facts = facts_on(read=read, day=day, policy=policy)
        for key, regime in named.items():
            if key in facts and _is_new(regime, before.get(key), day):
                known = spoken_against(facts=facts[key], against=against.get(key, ()), day=day)
                checks += _checks(key, day, items.get(key, ()), known, policy)
    return count_remote(checks=checks, now=now) if checks else 0


def _checks(
    key: int, day: date, items: Sequence[str], facts: RemoteFacts, policy: MonitoringPolicy
) -> Iterator[RemoteCheck]:
    for item in items:
        if hindrance_of(item=item, facts=facts, policy=policy) is None:
            yield RemoteCheck(
                elevator_id=key, item=item, first_day=day, last_day=day,
                coverage=round(facts.coverage, 4),
            )  # fmt: skip


def _is_new(regime: RegimeNow, examined: date | None, day: date) -> bool:
    is_later = examined is None or day > examined
    return is_later and regime.since is not None and day >= regime.since


def _days(read: Read, before: Sequence[date], policy: MonitoringPolicy) -> list[date]:
    """Return the days to count: yesterday, and those that missed rounds left out."""
    oldest = read.last - timedelta(days=policy.window_days - policy.remote_days)
    first = max(min(before) + timedelta(days=1), oldest) if before else read.last
    return [first + timedelta(days=step) for step in range((read.last - first).days + 1)]
