"""Open what deviates, and send somebody where the elevator is on demand."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from hoistway.foundation.actors import Actor
from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions import NobodyToSend, TargetedOrder, order_targeted
from hoistway.maintenance.queries.facts import hydraulic
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.queries.standards import annex_of
from hoistway.maintenance.queries.targeted import void_visits
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.monitoring.actions.steps import Said, opened, step
from hoistway.monitoring.models import Deviation, DeviationStep
from hoistway.monitoring.queries.remote import Read
from hoistway.monitoring.rules.findings import Finding
from hoistway.monitoring.rules.judging import Judged
from hoistway.monitoring.rules.meaning import Meaning, due_at, meaning_of
from hoistway.monitoring.rules.measures import WHOLE_CAR
from hoistway.monitoring.rules.policy import MonitoringPolicy, policy_on
from hoistway.monitoring.rules.words import told
from hoistway.monitoring.vocabulary import DeviationState
from hoistway.registry.queries import elevators_at_hand
from hoistway.registry.queries.running import floor_labels_of

Key = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is open, and what somebody was sent to a short while ago."""

    open: frozenset[Key]
    fresh: frozenset[tuple[int, str]]


def open_findings(
    *, judged: Judged, found: Sequence[Finding], read: Read, now: datetime, by: Actor
) -> int:
    """Open a deviation for each finding that is not open yet; return how many were opened.

    After a visit the days must speak for themselves before the same indicator is opened again.
    """
    policy = policy_on(day=local_day(at=now))
    slots = sorted({one.slot for one in found})
    known = _known(slots, now, policy)
    annexes = _annexes(slots)
    codes = _codes(read, policy)
    labels = floor_labels_of(elevator_ids=slots)
    count = 0
    for one in found:
        keys = {(one.slot, str(one.kind), floor) for floor in (one.floor, WHOLE_CAR)}
        if keys & known.open or (one.slot, str(one.kind)) in known.fresh:
            continue
        said = meaning_of(
            kind=one.kind, landing=one.floor != WHOLE_CAR, annex=annexes.get(one.slot, "A"),
            codes=codes.get(one.slot, 0), policy=policy,
        )  # fmt: skip
        if said.items:
            row = _deviation(one, said, judged, read, now)
            row.evidence["label"] = _label(labels.get(one.slot, []), one.floor)
            opened(deviation=row, now=now, by=by)
            count += 1
    return count


def _known(slots: Sequence[int], now: datetime, policy: MonitoringPolicy) -> _Known:
    rows = Deviation.objects.filter(
        among("elevator_id", slots), state__in=DeviationState.watched_states()
    ).values_list("elevator_id", "kind", "floor", "state", "done_at")
    is_open, fresh = set(), set()
    for slot, kind, floor, state, done_at in rows:
        if state is not DeviationState.DONE:
            is_open.add((slot, str(kind), floor))
        elif done_at is not None and (now - done_at).days < policy.again_days:
            fresh.add((slot, str(kind)))
    return _Known(frozenset(is_open), frozenset(fresh))


def _annexes(slots: Sequence[int]) -> dict[int, str]:
    rows = elevators_at_hand(elevator_ids=slots)
    return {
        row.pk: str(annex_of(kind=str(row.kind), hydraulic=hydraulic(elevator=row))) for row in rows
    }


def _codes(read: Read, policy: MonitoringPolicy) -> dict[int, int]:
    since = read.first + policy.window_days - policy.recent_days
    rows = read.days[read.days["day"] >= since]
    found: dict[int, int] = defaultdict(int)
    for slot, seen in zip(rows["slot"].tolist(), rows["codes_seen"].tolist(), strict=True):
        found[slot] |= seen
    return found


def _deviation(one: Finding, said: Meaning, judged: Judged, read: Read, now: datetime) -> Deviation:
    policy = policy_on(day=local_day(at=now))
    numbers: Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = {
        "value": judged.value, "baseline": judged.baseline, "spread": judged.spread,
        "score": judged.score,
    }  # fmt: skip
    return Deviation(
        elevator_id=one.slot, kind=one.kind, floor=one.floor, safety=said.safety,
        items=list(said.items), found_at=now, edition=policy.edition,
        due_at=due_at(found_at=now, safety=said.safety, policy=policy),
        evidence={
            **{name: round(float(of[one.line]), 3) for name, of in numbers.items()},
            "days_known": int(judged.days_known[one.line]), "floors": list(one.floors),
            "unit": policy.indicators[one.kind].unit, "day": read.last.isoformat(),
            "at_floor": int(judged.series.floors[one.line]),
        },
    )  # fmt: skip


def _label(labels: Sequence[str], floor: int) -> str:
    return labels[floor] if 0 <= floor < len(labels) else ""


def order_open(*, elevator_ids: Collection[int], now: datetime, by: Actor) -> int:
    """Send somebody for what is open on elevators that are on demand; return how many visits.

    What is found of one elevator together is one visit, by the earliest hour. An order that was
    made void is given anew. Source: maintenance-and-supervision 3.3.
    """
    rows = Deviation.objects.select_for_update(of=("self",)).filter(
        among("elevator_id", elevator_ids), state__in=DeviationState.open_states()
    )
    waiting: dict[int, list[Deviation]] = defaultdict(list)
    for row in rows.order_by("pk"):
        waiting[row.elevator_id].append(row)
    _drop_void(waiting)
    now_of = regimes(elevator_ids=list(waiting))
    ordered = 0
    for elevator_id, those in sorted(waiting.items()):
        is_on_demand = now_of[elevator_id].regime is Regime.ON_DEMAND
        to_send = [one for one in those if one.visit_id is None and one.items]
        if is_on_demand and to_send:
            ordered += _order(to_send, now, by)
    return ordered


def _drop_void(waiting: Mapping[int, Sequence[Deviation]]) -> None:
    visits = {one.visit_id for those in waiting.values() for one in those if one.visit_id}
    void = void_visits(visit_ids=visits)
    for those in waiting.values():
        for one in those:
            if one.visit_id in void:
                one.visit_id = None


def _order(those: Sequence[Deviation], now: datetime, by: Actor) -> int:
    policy = policy_on(day=local_day(at=now))
    safety = any(one.safety for one in those)
    due = min(due_at(found_at=now, safety=one.safety, policy=policy) for one in those)
    due = min([due, *(one.due_at for one in those if one.due_at > now)])
    zh, en = told(of=[(one.kind, one.floor, one.evidence) for one in those])
    times = DeviationStep.objects.filter(deviation=those[0], state=DeviationState.ORDERED).count()
    order = TargetedOrder(
        elevator_id=those[0].elevator_id, key=f"monitoring.{those[0].number}.{times}",
        items=tuple(dict.fromkeys(item for one in those for item in one.items)),
        words_zh=zh, words_en=en, due_at=due, safety=safety,
    )  # fmt: skip
    try:
        visit = order_targeted(order=order, now=now, by=by)
    except NobodyToSend:
        return 0  # stays open and on the desk; the next night asks again
    for one in those:
        said = Said(facts={"visit": str(visit.uid), "due_at": due.isoformat()})
        step(one, DeviationState.ORDERED, now=now, by=by, said=said, visit=visit, due_at=due)
    return 1
