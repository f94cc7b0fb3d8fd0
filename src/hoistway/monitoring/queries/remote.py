"""What is known for and against the remote checks of elevators, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.maintenance.queries.regimes import items_due
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.monitoring.models import Deviation
from hoistway.monitoring.rules.judging import known_values
from hoistway.monitoring.rules.measures import FAULT_CODES, KINDS, Series, measured
from hoistway.monitoring.rules.policy import MonitoringPolicy, policy_on
from hoistway.monitoring.rules.remote import (
    Hindrance,
    RemoteFacts,
    coverage_of,
    hindrance_of,
)
from hoistway.monitoring.vocabulary import DeviationState, IndicatorKind
from hoistway.telemetry.queries import alarms, day_number, days_of_use, door_days

Rows = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Against:
    """Items that something spoke against from a day to a day; without an end it still does."""

    first: date
    last: date | None
    items: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What telemetry said of a chunk of elevators; `first` is counted from 1970, `last` a day."""

    keys: tuple[int, ...]
    first: int
    last: date
    days: Rows
    doors: Rows


@dataclass(frozen=True, slots=True)
class RemoteNow:
    """Whether a remote item counted on the last day read, and why not."""

    item: str
    hindrance: Hindrance | None


def read_until(*, elevator_ids: Sequence[int], last: date, length: int) -> Read:
    """Return what telemetry said of elevators on so many days until one."""
    first = last - timedelta(days=length - 1)
    return Read(
        keys=tuple(elevator_ids), first=day_number(day=first), last=last,
        days=days_of_use(elevator_ids=elevator_ids, first=first, last=last),
        doors=door_days(elevator_ids=elevator_ids, first=first, last=last),
    )  # fmt: skip


def remote_now(*, elevator_id: int, now: datetime) -> list[RemoteNow]:
    """Return the remote items of an elevator on demand, and whether yesterday counted."""
    today = local_day(at=now)
    policy = policy_on(day=today)
    dues = items_due(elevator_ids=[elevator_id], now=now).get(elevator_id, [])
    items = sorted(one.item for one in dues if one.way is ItemWay.REMOTE)
    if not items:
        return []
    last = today - timedelta(days=1)
    read = read_until(elevator_ids=[elevator_id], last=last, length=policy.remote_days)
    nothing = RemoteFacts(coverage=0, known_days={}, open_items=(), alarmed_items=())
    facts = facts_on(read=read, day=last, policy=policy).get(elevator_id, nothing)
    against = against_items(elevator_ids=[elevator_id], since=last).get(elevator_id, ())
    facts = spoken_against(facts=facts, against=against, day=last)
    return [RemoteNow(item, hindrance_of(item=item, facts=facts, policy=policy)) for item in items]


def facts_on(*, read: Read, day: date, policy: MonitoringPolicy) -> dict[int, RemoteFacts]:
    """Return what the days up to one say of each elevator, deviations and alarms left out."""
    last = day_number(day=day)
    first = last - policy.remote_days + 1
    series = measured(days=read.days, doors=read.doors, first=first, length=policy.remote_days)
    known = _known_days(series, policy)
    seen = read.days[read.days["day"] == last]
    codes = dict(zip(seen["slot"].tolist(), seen["codes_seen"].tolist(), strict=True))
    coverage = coverage_of(days=read.days, first=first, length=policy.remote_days)
    return {
        key: RemoteFacts(
            coverage=share, known_days=known.get(key, {}), open_items=(),
            alarmed_items=_coded(codes.get(key, 0), policy),
        )
        for key, share in coverage.items()
    }  # fmt: skip


def _coded(seen: int, policy: MonitoringPolicy) -> frozenset[str]:
    codes = [policy.codes[code] for code in FAULT_CODES if seen >> code & 1]
    return frozenset(item for code in codes for item in code.items)


def _known_days(series: Series, policy: MonitoringPolicy) -> dict[int, dict[IndicatorKind, int]]:
    """Return on how many days each indicator was told, on any floor."""
    told = ~np.isnan(known_values(series=series, policy=policy))
    order = np.lexsort((series.kinds, series.slots))
    group = series.slots[order] * len(KINDS) + series.kinds[order]
    keys, start = np.unique(group, return_index=True)
    found: dict[int, dict[IndicatorKind, int]] = {}
    if len(keys):
        days = np.logical_or.reduceat(told[order], start, axis=0).sum(axis=1)
        for key, count in zip(keys.tolist(), days.tolist(), strict=True):
            found.setdefault(key // len(KINDS), {})[KINDS[key % len(KINDS)]] = count
    return found


def spoken_against(*, facts: RemoteFacts, against: Sequence[Against], day: date) -> RemoteFacts:
    """Return the facts with the items that deviations and alarms spoke against on a day."""
    items = frozenset(
        item
        for one in against
        if one.last is None or one.first <= day <= one.last
        for item in one.items
    )
    return replace(facts, open_items=items)


def against_items(*, elevator_ids: Sequence[int], since: date) -> Mapping[int, list[Against]]:
    """Return when deviations and alarms spoke against items since a day; two queries."""
    policy = policy_on(day=since)
    found: dict[int, list[Against]] = {}
    rows = Deviation.objects.filter(among("elevator_id", elevator_ids))
    columns = "elevator_id", "items", "state", "found_at", "done_at", "settled_at"
    for key, items, state, found_at, done_at, settled_at in rows.values_list(*columns):
        is_open = state in DeviationState.open_states()
        last = None if is_open else local_day(at=done_at or settled_at or found_at)
        if last is None or last >= since:
            one = Against(local_day(at=found_at), last, frozenset(items))
            found.setdefault(key, []).append(one)
    start = datetime.combine(since, datetime.min.time(), SHANGHAI)
    heard = alarms(by=PLATFORM).filter(among("elevator_id", elevator_ids), detected_at__gte=start)
    for key, kind, at in heard.order_by("pk").values_list("elevator_id", "kind", "detected_at"):
        day = local_day(at=at)
        one = Against(day, day, frozenset(policy.alarms.get(str(kind), ())))
        found.setdefault(key, []).append(one)
    return found
