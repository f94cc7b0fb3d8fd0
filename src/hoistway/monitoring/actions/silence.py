"""An elevator on demand that nobody hears is itself a finding."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.regimes import elevators_on_demand, items_due
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.monitoring.actions.opening import order_open
from hoistway.monitoring.actions.steps import Said, opened, step
from hoistway.monitoring.actions.taking_back import take_back_visit
from hoistway.monitoring.models import Deviation
from hoistway.monitoring.rules.meaning import silence_due_at
from hoistway.monitoring.rules.policy import MonitoringPolicy, policy_on
from hoistway.monitoring.vocabulary import DeviationState, IndicatorKind
from hoistway.telemetry.queries import Continuity, continuity_on
from hoistway.telemetry.vocabulary import SilenceCause

_HEARD = "监测数据已恢复上报"


@transaction.atomic
def find_silence(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Open, order and settle the silence of elevators on demand; return how many were opened.

    Not heard for more than an hour is a finding; after `silence_order_hours` somebody is sent to
    the device, with the items that nobody can check from afar meanwhile. Where the firm's whole
    platform is silent nobody is sent: the firm sees it on its desk. Our own outage and registered
    suspension are no silence. Source: 286号 附件2 三 2; telemetry-and-emergency 1.6.
    """
    policy = policy_on(day=local_day(at=now))
    keys = elevators_on_demand()
    known = continuity_on(elevator_ids=keys, now=now)
    silent = {key: one for key, one in known.items() if _is_silent(one, policy)}
    rows = Deviation.objects.select_for_update(of=("self",)).filter(
        kind=IndicatorKind.SILENCE, state__in=DeviationState.watched_states()
    )
    held = list(rows.order_by("pk"))
    _settle(held, silent, now, by)
    is_open = {row.elevator_id for row in held if row.state in DeviationState.open_states()}
    fresh = sorted(set(silent) - is_open)
    items = _items(fresh, now)
    for key in fresh:
        row = _deviation(key, silent[key], items.get(key, ()), policy, now)
        opened(deviation=row, now=now, by=by)
    wait = timedelta(hours=policy.silence_order_hours)
    to_send = [
        key for key, one in silent.items()
        if one.cause is SilenceCause.DEVICE and one.silent_for >= wait
    ]  # fmt: skip
    _give_items(to_send, now)
    order_open(elevator_ids=to_send, now=now, by=by)
    return len(fresh)


def _is_silent(one: Continuity, policy: MonitoringPolicy) -> bool:
    is_excused = one.cause is None or one.cause in SilenceCause.excused()
    return not is_excused and one.silent_for > timedelta(minutes=policy.silence_minutes)


def _settle(
    held: Sequence[Deviation], silent: Mapping[int, Continuity], now: datetime, by: Actor
) -> None:
    """Settle what is heard again; a visit that nobody has begun is no longer needed."""
    for row in held:
        if row.elevator_id in silent:
            continue
        take_back_visit(deviation=row, reason=_HEARD, now=now)
        said = Said(facts={"heard_again": now.isoformat()})
        step(row, DeviationState.SETTLED, now=now, by=by, said=said, settled_at=now)


def _items(keys: Sequence[int], now: datetime) -> dict[int, tuple[str, ...]]:
    """Return what is checked from afar on these elevators, and is not while they are silent."""
    return {
        key: tuple(one.item for one in dues if one.way is ItemWay.REMOTE)
        for key, dues in items_due(elevator_ids=keys, now=now).items()
    }


def _deviation(
    key: int, one: Continuity, items: tuple[str, ...], policy: MonitoringPolicy, now: datetime
) -> Deviation:
    return Deviation(
        elevator_id=key, kind=IndicatorKind.SILENCE, safety=False, found_at=now,
        due_at=silence_due_at(found_at=now, policy=policy), items=[], edition=policy.edition,
        evidence={
            "last_accepted": one.last_accepted.isoformat(), "cause": str(one.cause),
            "silent_minutes": int(one.silent_for.total_seconds() // 60), "unit": "min",
            "remote_items": list(items),
        },
    )  # fmt: skip


def _give_items(keys: Sequence[int], now: datetime) -> None:
    """Name the items for those to whom somebody is sent now; before that nobody was."""
    rows = Deviation.objects.filter(
        among("elevator_id", keys), kind=IndicatorKind.SILENCE, state=DeviationState.OPEN
    )
    for row in rows:
        row.items = row.evidence.get("remote_items", [])
        row.save(update_fields=["items"])
