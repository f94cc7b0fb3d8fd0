"""Stops of use: ordered by a bad verdict or by time run out, lifted by a good one or a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.inspection.actions.reckoning import work_out_next
from hoistway.inspection.events import StopLifted, StopOrdered
from hoistway.inspection.models import Inspection, NextInspection, StopUse
from hoistway.inspection.queries.standing import verdict_in_force
from hoistway.inspection.rules.cycle import days_after
from hoistway.inspection.rules.policy import policy_on
from hoistway.inspection.vocabulary import InspectionKind, StopReason, Verdict
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState

CLAUSES = {
    StopReason.FAILED: "特种设备安全法 第四十条第三款：检验不合格的特种设备，不得继续使用",
    StopReason.OVERDUE: "特种设备安全法 第四十条第三款：未经定期检验的特种设备，不得继续使用",
    StopReason.HAZARD: "特种设备安全监督检查办法 第二十六条：存在严重事故隐患的，责令停止使用",
}
MOST_WORDS = 300


class ReasonMissing(Refusal):
    """Raised when a stop would be lifted, or a report corrected, without saying why."""

    code = "reason_missing"
    zh = "请写明理由。"
    en = "Please say why."
    status = 422


class StopGone(Refusal):
    """Raised when a stop is to be lifted that somebody has lifted."""

    code = "stop_gone"
    zh = "该停用已解除。"
    en = "This stop was lifted before."


def settle_stops(*, elevator_id: int, now: datetime, by: Actor) -> None:
    """Bring an elevator's stops in line with its verdict in force and with what is due.

    Called in the transaction that changed one of them. Source: 特种设备安全法 art. 40.
    """
    today = local_day(at=now)
    verdict = verdict_in_force(elevator_ids=[elevator_id], on=today).get(elevator_id)
    if verdict is not None and verdict.verdict is Verdict.FAILED:
        order_stop(
            elevator_id=elevator_id, reason=StopReason.FAILED, because=verdict, now=now, by=by
        )
    else:
        _lift(elevator_id, StopReason.FAILED, verdict, now=now, by=by)
    row = NextInspection.objects.filter(pk=elevator_id).first()
    if row is None or row.due_on is None or today <= row.due_on:
        _lift(elevator_id, StopReason.OVERDUE, verdict, now=now, by=by)


@transaction.atomic
def order_stop(
    *, elevator_id: int, reason: StopReason, now: datetime, by: Actor,
    because: Inspection | None = None, facts: Mapping[str, object] | None = None,
) -> StopUse | None:  # fmt: skip
    """Open a stop of use with its clause; None where the same one stands, or was lifted for it.

    A failed report whose stop a regulator has lifted by hand does not open it again.
    """
    known = StopUse.objects.filter(elevator_id=elevator_id, reason=reason)
    if because is not None and known.filter(inspection=because).exists():
        return None
    if known.filter(lifted_at=None).exists():
        return None
    stop = StopUse.objects.create(
        elevator_id=elevator_id, reason=reason, clause=CLAUSES[reason], inspection=because,
        ordered_at=now, ordered_by=by.as_json(), edition=policy_on(day=local_day(at=now)).edition,
        facts=dict(facts or _facts(because)),
    )  # fmt: skip
    announce(StopOrdered(stop_id=stop.pk))
    touch(f"elevator.{elevator_id}", "stops")
    return stop


def _facts(because: Inspection | None) -> dict[str, object]:
    if because is None:
        return {}
    return {
        "report": because.number, "kind": str(because.kind), "verdict": str(because.verdict),
        "held_on": because.held_on.isoformat(),
    }  # fmt: skip


def _lift(
    elevator_id: int, reason: StopReason, because: Inspection | None, *, now: datetime, by: Actor
) -> None:
    """Lift what has lost its ground: the good report stands beside it."""
    for stop in _held(elevator_id, reason):
        _end(stop, now=now, by=by, words="", because=because)


def _held(elevator_id: int, reason: StopReason) -> Sequence[StopUse]:
    rows = StopUse.objects.filter(elevator_id=elevator_id, reason=reason, lifted_at=None)
    return list(rows.select_for_update().order_by("pk"))


def _end(
    stop: StopUse, *, now: datetime, by: Actor, words: str, because: Inspection | None = None
) -> None:
    stop.lifted_at, stop.lifted_by = now, by.as_json()
    stop.lifted_reason, stop.lifted_inspection = words[:MOST_WORDS], because
    stop.save(update_fields=["lifted_at", "lifted_by", "lifted_reason", "lifted_inspection"])
    announce(StopLifted(stop_id=stop.pk))
    touch(f"elevator.{stop.elevator_id}", "stops")


@transaction.atomic
def lift_stop(*, stop_id: int, words: str, now: datetime, by: Actor) -> StopUse:
    """Lift a stop by a regulator's decision, with its reason.

    Raises: NotAllowed, NotFound, ReasonMissing, StopGone.
    Source: 特种设备安全法 art. 40.
    """
    require(by=by, deed=Deed.SETTLE_STOP)
    seen = StopUse.objects.filter(pk=stop_id, elevator__in=elevators(by=by).order_by())
    stop = seen.select_for_update(of=["self"]).first()
    if stop is None:
        raise NotFound
    if not words.strip():
        raise ReasonMissing
    if stop.lifted_at is not None:
        raise StopGone
    _end(stop, now=now, by=by, words=words.strip())
    return stop


@transaction.atomic
def lift_ordered(*, order_id: int, words: str, now: datetime, by: Actor) -> list[int]:
    """Lift what an order of the inspectorate has stopped; return the elevators' keys."""
    rows = StopUse.objects.filter(
        reason=StopReason.HAZARD, facts__order=order_id, lifted_at=None
    ).select_for_update()
    stops = list(rows.order_by("pk"))
    for stop in stops:
        _end(stop, now=now, by=by, words=words)
    return [stop.elevator_id for stop in stops]


@transaction.atomic
def receive_stop(*, stop_id: int, now: datetime, by: Actor) -> StopUse:
    """Keep that the use unit has read that it must not use an elevator; once.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.ASK_INSPECTION)
    seen = StopUse.objects.filter(pk=stop_id, elevator__in=elevators(by=by).order_by())
    stop = seen.select_for_update(of=["self"]).first()
    if stop is None:
        raise NotFound
    if stop.received_at is None:
        stop.received_at = now
        stop.save(update_fields=["received_at"])
    return stop


def stop_overdue(*, now: datetime, by: Actor = PLATFORM, most: int = 5000) -> int:
    """Order a stop for every elevator in use whose day has run out; return how many.

    A stop that a regulator has lifted for the same due day stays lifted.
    Source: 特种设备安全法 art. 40.
    """
    today = local_day(at=now)
    last = days_after(day=today, days=-policy_on(day=today).stop_after_days)
    late = NextInspection.objects.filter(due_on__lte=last, elevator__use_state=UseState.IN_USE)
    stopped = StopUse.objects.filter(reason=StopReason.OVERDUE, lifted_at=None)
    found = late.exclude(pk__in=stopped.values("elevator_id")).order_by("due_on", "pk")[:most]
    ordered = 0
    for row in found:
        due = row.due_on.isoformat() if row.due_on else ""
        before = StopUse.objects.filter(
            elevator_id=row.pk, reason=StopReason.OVERDUE, facts__due=due
        )  # fmt: skip
        if before.exists():
            continue
        facts = {"due": due, "kind": str(row.kind), **row.reasons}
        stop = order_stop(
            elevator_id=row.pk, reason=StopReason.OVERDUE, now=now, by=by, facts=facts
        )
        ordered += stop is not None
    return ordered


@transaction.atomic
def turn_day(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Begin a day: look again at what is out of use, then stop what has run out."""
    idle = NextInspection.objects.exclude(elevator__use_state=UseState.IN_USE)
    back = NextInspection.objects.filter(kind=InspectionKind.RETURN_TO_USE)
    keys = {*idle.values_list("pk", flat=True), *back.values_list("pk", flat=True)}
    work_out_next(elevator_ids=keys, now=now, by=by)
    return stop_overdue(now=now, by=by)


@transaction.atomic
def follow_merge(*, kept_id: int, gone_id: int, now: datetime, by: Actor = PLATFORM) -> None:
    """Give what is due, and the stops, of rows merged or split to whom they belong."""
    work_out_next(elevator_ids=[kept_id, gone_id], now=now, by=by)
    settle_stops(elevator_id=kept_id, now=now, by=by)
    if elevators(by=by).filter(pk=gone_id).exists():
        settle_stops(elevator_id=gone_id, now=now, by=by)
