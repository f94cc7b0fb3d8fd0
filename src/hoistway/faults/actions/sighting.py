"""Take in what somebody or something saw: a new fault, or one more witness of a known one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from hoistway.faults.actions.steps import RELATED, Told, held_fault, step
from hoistway.faults.models import Fault, Sighting
from hoistway.faults.rules.merging import KnownFault, fault_of, group_of, plainer
from hoistway.faults.rules.policy import FaultPolicy, policy_on
from hoistway.faults.vocabulary import FaultDeed, FaultKind, FaultSource, FaultState
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand, elevators, family, survivors_of

_LOCK = 289
"""First half of the advisory lock by which two intakes never open one fault twice."""

_LOOK_BACK = timedelta(days=30)
"""How far back a late sighting may find its fault. Chosen: devices store and forward for days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSighting:
    """What was seen on one elevator; the same `key` is the same sighting, however often it comes.

    `facts` stay for good: numbers and codes, never a reporter's words, name or telephone.
    """

    elevator_id: int
    kind: FaultKind
    source: FaultSource
    key: str
    seen_at: datetime
    facts: Mapping[str, object] = field(default_factory=dict)


def sight_fault(*, sighting: FaultSighting, now: datetime, by: Actor) -> Fault:
    """Open a fault or add a witness to the one it is; the same key twice changes nothing.

    Raises: NotAllowed, NotFound.
    """
    return sight_faults(sightings=[sighting], now=now, by=by)[0]


@transaction.atomic
def sight_faults(*, sightings: Iterable[FaultSighting], now: datetime, by: Actor) -> list[Fault]:
    """Do the same for many; return the fault of each sighting, in order.

    A person reports for elevators within reach; signals and passengers report for any. What was
    merged into another elevator is that elevator. Elevators are locked in the order of their
    keys. Announces: FaultOpened, FaultMoved. Raises: NotAllowed, NotFound.
    """
    seen = _of_survivors(list(sightings))
    _require_reach({one.elevator_id for one in seen}, by)
    of_elevator: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(seen):
        of_elevator[one.elevator_id].append(index)
    found: dict[int, Fault] = {}
    for elevator_id in sorted(of_elevator):
        hold_elevator(elevator_id=elevator_id)
        for index in of_elevator[elevator_id]:
            found[index] = _take_in(seen[index], now, by)
    return [found[index] for index in range(len(seen))]


def hold_elevator(*, elevator_id: int) -> None:
    """Let nobody else open or join a fault of this elevator until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, elevator_id])


def _of_survivors(seen: list[FaultSighting]) -> list[FaultSighting]:
    today = survivors_of(elevator_ids={one.elevator_id for one in seen})
    return [replace(one, elevator_id=today[one.elevator_id]) for one in seen]


def _require_reach(elevator_ids: set[int], by: Actor) -> None:
    if by.kind is not ActorKind.PERSON:
        return
    require(by=by, deed=Deed.REPORT_FAULT)
    if elevators(by=by).filter(pk__in=elevator_ids).count() != len(elevator_ids):
        raise NotFound


def _take_in(seen: FaultSighting, now: datetime, by: Actor) -> Fault:
    known = Sighting.objects.filter(key=seen.key).values_list("fault_id", flat=True).first()
    if known is not None:
        return Fault.objects.select_related(*RELATED).get(pk=known)
    elevator = elevator_at_hand(elevator_id=seen.elevator_id)
    policy = policy_on(day=local_day(at=now), jurisdiction_code=elevator.jurisdiction.code)
    joining = fault_of(
        kind=seen.kind, seen_at=seen.seen_at, known=_known_faults(seen), policy=policy
    )
    if joining.fault_id is None:
        fault = _opened(elevator, seen, policy, now, by)
    else:
        fault = held_fault(fault_id=joining.fault_id)
    Sighting.objects.create(
        fault=fault, key=seen.key, source=seen.source, kind=seen.kind, seen_at=seen.seen_at,
        received_at=now, facts=dict(seen.facts),
    )  # fmt: skip
    if joining.reopens:
        _reopen(fault, seen, policy, now, by)
    _grow(fault, seen, policy)
    return fault


def _known_faults(seen: FaultSighting) -> list[KnownFault]:
    rows = Fault.objects.filter(
        elevator_id__in=family(elevator_id=seen.elevator_id),
        began_at__gte=seen.seen_at - _LOOK_BACK,
    ) | Fault.objects.filter(
        elevator_id__in=family(elevator_id=seen.elevator_id),
        state__in=sorted(str(state) for state in FaultState.open_states()),
    )  # fmt: skip
    return [
        KnownFault(
            fault_id=row.pk, group=row.group, state=row.state, stopped=row.stopped,
            began_at=row.began_at, mended_at=row.mended_at,
        )
        for row in rows.order_by("-began_at", "-pk")
    ]  # fmt: skip


def _opened(
    elevator: Elevator, seen: FaultSighting, policy: FaultPolicy, now: datetime, by: Actor
) -> Fault:
    key = fresh_key(table="faults_fault")
    fault = Fault(
        pk=key, number=f"GD{local_day(at=now):%y%m%d}{key:06d}", elevator=elevator,
        jurisdiction=elevator.jurisdiction, firm=elevator.firm, use_unit=elevator.use_unit,
        group=group_of(kind=seen.kind), kind=seen.kind, stopped=seen.kind in policy.stopping,
        began_at=min(seen.seen_at, now), opened_at=now, edition=policy.edition,
    )  # fmt: skip
    fault.save(force_insert=True)
    facts = {"source": str(seen.source), "kind": str(seen.kind), "edition": policy.edition}
    step(fault, FaultDeed.OPEN, now=now, by=by, told=Told(facts=facts))
    return fault


def _reopen(
    fault: Fault, seen: FaultSighting, policy: FaultPolicy, now: datetime, by: Actor
) -> None:
    facts = {
        "source": str(seen.source), "seen_at": seen.seen_at.isoformat(),
        "mended_at": fault.mended_at.isoformat() if fault.mended_at else "",
        "again_hours": policy.again_hours, "edition": policy.edition,
        "repair": fault.repair.number if fault.repair else "",
    }  # fmt: skip
    step(
        fault, FaultDeed.REOPEN, now=now, by=by, told=Told(facts=facts), mended_at=None,
        repair=None, cause="", verified=False,
    )  # fmt: skip


def _grow(fault: Fault, seen: FaultSighting, policy: FaultPolicy) -> None:
    """Let the fault know of one more witness: earlier, graver, or in plainer words."""
    fault.sightings += 1
    fault.began_at = min(fault.began_at, seen.seen_at)
    if plainer(known=fault.kind, seen=seen.kind):
        fault.kind, fault.group = seen.kind, group_of(kind=seen.kind)
    if fault.state in FaultState.open_states():
        fault.stopped = fault.stopped or seen.kind in policy.stopping
        if seen.source is FaultSource.TELEMETRY:
            fault.signals, fault.quiet_at = [*fault.signals, seen.key], None
        else:
            fault.quiet_at = None
    fault.save(
        update_fields=[
            "sightings", "began_at", "kind", "group", "stopped", "signals", "quiet_at",
        ]
    )  # fmt: skip
