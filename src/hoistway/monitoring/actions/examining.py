"""Look at every elevator's last days beside its own past, once a day."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Max

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.monitoring.actions.counting import count_days
from hoistway.monitoring.actions.keeping import keep_standings
from hoistway.monitoring.actions.opening import open_findings, order_open
from hoistway.monitoring.actions.steps import Said, step
from hoistway.monitoring.models import Deviation, Health
from hoistway.monitoring.queries.past import earlier_of
from hoistway.monitoring.queries.remote import Read, read_until
from hoistway.monitoring.rules.findings import findings, is_settled, standings
from hoistway.monitoring.rules.judging import Judged, judged
from hoistway.monitoring.rules.measures import measured
from hoistway.monitoring.rules.past import Earlier, lines_of, with_past
from hoistway.monitoring.rules.policy import MonitoringPolicy, policy_on
from hoistway.monitoring.vocabulary import DeviationState, IndicatorKind
from hoistway.telemetry.queries import continuity_on, day_of, last_day_of_use

BLOCK = 512
"""Neighbouring keys that telemetry keeps together: a chunk never cuts through them."""

CHUNK = 4
"""Blocks of one transaction. Chosen: two thousand elevators need some 300 MB."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What one round came to."""

    elevators: int
    found: int
    settled: int
    counted: int


def examine(
    *, now: datetime, elevator_ids: Collection[int] | None = None, by: Actor = PLATFORM
) -> Examined:
    """Examine elevators (None: all that were ever heard) on the days until yesterday.

    What deviates is opened and, where the elevator is on demand, ordered; what is back to normal
    is settled; remote checks of days not counted before are counted. Each chunk is one
    transaction, so that a round that was cut off is taken up by the next. Announces:
    DeviationMoved. Source: 286号 二（三）.
    """
    if elevator_ids is None:
        if not _is_due(now):
            return Examined(0, 0, 0, 0)
        elevator_ids = continuity_on(elevator_ids=None, now=now)
    rounds = [_examine(keys, now, by) for keys in _chunks(elevator_ids)]
    return Examined(*map(sum, zip(*rounds, strict=True))) if rounds else Examined(0, 0, 0, 0)


def _is_due(now: datetime) -> bool:
    """Whether days were rolled up that nobody has looked at yet."""
    last = last_day_of_use()
    seen = Health.objects.aggregate(last=Max("day"))["last"]
    return last is not None and (seen is None or seen < min(last, _yesterday(now)))


def _yesterday(now: datetime) -> date:
    return local_day(at=now) - timedelta(days=1)


def _chunks(elevator_ids: Collection[int]) -> Iterator[list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key in sorted(elevator_ids):
        found[key // (BLOCK * CHUNK)].append(key)
    yield from found.values()


@transaction.atomic
def _examine(keys: Sequence[int], now: datetime, by: Actor) -> tuple[int, int, int, int]:
    today = local_day(at=now)
    policy = policy_on(day=today)
    read = _read(keys, _yesterday(now), policy.window_days)
    last = read.last
    before = dict(Health.objects.filter(among("pk", keys)).values_list("pk", "day"))
    held = _held(keys)
    series = measured(days=read.days, doors=read.doors, first=read.first, length=policy.window_days)
    earlier = earlier_of(elevator_ids=keys, since=last - timedelta(days=policy.window_days))
    series, kept = with_past(series=series, earlier=earlier)
    result = judged(series=series, policy=policy, held=kept)
    settled = _settle(result, held, policy, now, by)
    found = open_findings(judged=result, found=findings(judged=result), read=read, now=now, by=by)
    order_open(elevator_ids=keys, now=now, by=by)
    deviating = set(
        Deviation.objects.filter(
            among("elevator_id", keys), state__in=DeviationState.open_states()
        ).values_list("elevator_id", flat=True)
    )
    kept_rows = keep_standings(
        judged=result, read=read, now=now, policy=policy,
        standings=standings(judged=result, deviating=deviating, least_days=policy.least_days),
    )  # fmt: skip
    counted = count_days(read=read, before=before, now=now, policy=policy)
    return kept_rows, found, settled, counted


def _read(keys: Sequence[int], last: date, length: int) -> Read:
    """Read until the last day that was rolled up: a round may come before the roll-up's end."""
    read = read_until(elevator_ids=keys, last=last, length=length)
    newest = day_of(number=int(read.days["day"].max())) if len(read.days) else last
    return read if newest == last else read_until(elevator_ids=keys, last=newest, length=length)


def _held(keys: Sequence[int]) -> list[Deviation]:
    rows = Deviation.objects.select_for_update(of=("self",)).filter(
        among("elevator_id", keys), state__in=DeviationState.watched_states()
    )
    return list(rows.exclude(kind=IndicatorKind.SILENCE).order_by("pk"))


def _settle(
    result: Judged, held: Sequence[Deviation], policy: MonitoringPolicy, now: datetime, by: Actor
) -> int:  # fmt: skip
    """Settle what is back in its band: after the visit, or where nobody was ordered to come.

    What was ordered waits for the visit: somebody still comes and looks.
    """
    settled = 0
    for row in held:
        if row.state is DeviationState.ORDERED:
            continue
        lines = lines_of(series=result.series, one=_bare(row))
        if is_settled(judged=result, lines=lines, settle_days=policy.settle_days):
            worst = max(lines, key=lambda line: float(np.nan_to_num(result.score[line])))
            facts = {
                "value": round(float(result.value[worst]), 3),
                "calm_days": int(min(result.calm_days[line] for line in lines)),
            }  # fmt: skip
            said = Said(facts=facts)
            step(row, DeviationState.SETTLED, now=now, by=by, said=said, settled_at=now)
            settled += 1
    return settled


def _bare(row: Deviation) -> Earlier:
    return Earlier(
        slot=row.elevator_id, kind=row.kind, floors=tuple(row.evidence.get("floors", ())),
        state=row.state, found_on=0, ended_on=None, baseline=0, spread=0, value=0,
    )  # fmt: skip
