"""Questions about faults: who sees which, what is open, what was, what each is waiting for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from hoistway.faults.models import Fault, FaultStep, Sighting
from hoistway.faults.rules.lifecycle import COURSE
from hoistway.faults.rules.policy import policy_on
from hoistway.faults.vocabulary import (
    FaultCause,
    FaultDeed,
    FaultGroup,
    FaultKind,
    FaultState,
)
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import families

OPEN_CODES = sorted(str(state) for state in FaultState.open_states())
_RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "firm", "use_unit",
    "jurisdiction", "repair",
)  # fmt: skip


def faults(*, by: Actor) -> QuerySet[Fault]:
    """Return the faults this actor may see, the latest first.

    A firm and a use unit keep those of their own days when the elevator has gone on.
    """
    if not may(by=by, deed=Deed.SEE_FAULTS):
        return Fault.objects.none()
    seen = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        seen |= Q(firm_id=by.organisation_id)
    elif reach_of(by=by) is Reach.USE_UNIT:
        seen |= Q(use_unit_id=by.organisation_id)
    return Fault.objects.filter(seen).select_related(*_RELATED).order_by("-began_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSearch:
    """What is asked of the faults; an empty field asks nothing."""

    text: str = ""
    group: FaultGroup | None = None
    state: FaultState | None = None
    cause: FaultCause | None = None
    jurisdiction_code: str = ""
    first: date | None = None
    last: date | None = None


def found_faults(*, by: Actor, search: FaultSearch) -> QuerySet[Fault]:
    """Return the visible faults that fit, the latest first."""
    found = faults(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(elevator__register_number__icontains=word)
            | Q(elevator__address__icontains=word) | Q(elevator__name__icontains=word)
            | Q(firm__name__icontains=word) | Q(use_unit__name__icontains=word)
        )  # fmt: skip
    for column, value in (
        ("group", search.group), ("state", search.state), ("cause", search.cause),
    ):  # fmt: skip
        if value:
            found = found.filter(**{column: value})
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    if search.first:
        found = found.filter(began_at__gte=datetime.combine(search.first, time(), SHANGHAI))
    if search.last:
        after = search.last + timedelta(days=1)
        found = found.filter(began_at__lt=datetime.combine(after, time(), SHANGHAI))
    return found


def fault_seen(*, number: str, by: Actor) -> Fault:
    """Return one visible fault. Raises: NotFound."""
    found = faults(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def open_faults(*, by: Actor) -> QuerySet[Fault]:
    """Return the visible faults that are still there."""
    return faults(by=by).filter(state__in=OPEN_CODES)


def appealed_faults(*, by: Actor) -> QuerySet[Fault]:
    """Return the visible faults whose judged cause waits for another regulator."""
    return faults(by=by).filter(appealed_at__isnull=False, closed_at=None)


def unjudged_faults(*, by: Actor) -> QuerySet[Fault]:
    """Return the visible faults that are mended and whose cause no regulator has said."""
    return faults(by=by).filter(state=FaultState.MENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultNow:
    """A fault as others read it: the public page, desks, riders; no names, no words."""

    fault_id: int
    number: str
    elevator_id: int
    kind: FaultKind
    group: FaultGroup
    state: FaultState
    stopped: bool
    began_at: datetime
    mended_at: datetime | None
    sightings: int
    repair_number: str
    repair_due_at: datetime | None
    cause: FaultCause | None
    verified: bool


def open_faults_of(*, elevator_ids: Collection[int]) -> dict[int, list[FaultNow]]:
    """Return what is wrong with these elevators now, the latest first; scope judged by the caller.

    Two queries: what was merged into an elevator counts with it.
    """
    return _told(elevator_ids, Q(state__in=OPEN_CODES))


def stopping_faults(*, elevator_ids: Collection[int] | None) -> list[Fault]:
    """Return the open faults for which one of these elevators, or any, stands still; one query."""
    found = Fault.objects.filter(state__in=OPEN_CODES, stopped=True)
    if elevator_ids is not None:
        found = found.filter(elevator_id__in=elevator_ids)
    return list(found.select_related("repair").order_by("began_at", "pk"))


def past_faults(
    *, elevator_id: int, since: datetime, until: datetime | None = None
) -> list[FaultNow]:
    """Return the faults of an elevator that began since an instant and are over; false ones not."""
    wanted = Q(began_at__gte=since, mended_at__isnull=False)
    if until is not None:
        wanted &= Q(began_at__lt=until)
    return _told([elevator_id], wanted & ~Q(state=FaultState.FALSE)).get(elevator_id, [])


def _told(elevator_ids: Collection[int], wanted: Q) -> dict[int, list[FaultNow]]:
    today = families(elevator_ids=elevator_ids)
    rows = Fault.objects.filter(wanted, elevator_id__in=list(today)).select_related("repair")
    found: dict[int, list[FaultNow]] = {}
    for row in rows.order_by("-began_at", "-pk"):
        found.setdefault(today[row.elevator_id], []).append(fault_now(fault=row))
    return found


def fault_now(*, fault: Fault) -> FaultNow:
    """Return a fault as others read it."""
    repair = fault.repair
    return FaultNow(
        fault_id=fault.pk, number=fault.number, elevator_id=fault.elevator_id, kind=fault.kind,
        group=fault.group, state=fault.state, stopped=fault.stopped, began_at=fault.began_at,
        mended_at=fault.mended_at, sightings=fault.sightings,
        repair_number=repair.number if repair else "",
        repair_due_at=repair.due_at if repair else None,
        cause=FaultCause(fault.cause) if fault.cause else None, verified=fault.verified,
    )  # fmt: skip


def step_behind(*, step_id: int) -> FaultStep | None:
    """Return one step with its fault, as an event names it."""
    return FaultStep.objects.select_related("fault").filter(pk=step_id).first()


def steps_of(*, fault_id: int) -> list[FaultStep]:
    """Return the course of a fault, the oldest step first."""
    found = FaultStep.objects.filter(fault_id=fault_id).select_related("file")
    return list(found.order_by("at", "pk"))


def sightings_of(*, fault_id: int) -> list[Sighting]:
    """Return who saw a fault, the first witness first."""
    return list(Sighting.objects.filter(fault_id=fault_id).order_by("seen_at", "pk"))


def may_move(*, state: FaultState, deed: FaultDeed) -> bool:
    """Return whether a deed makes sense in a state of a fault."""
    return (state, deed) in COURSE


def appeal_pending(*, fault: Fault) -> bool:
    """Return whether a judged cause was appealed and nobody has decided yet."""
    return fault.appealed_at is not None and fault.closed_at is None


def appeal_until(*, fault: Fault) -> datetime | None:
    """Return until when a judged cause may be appealed; None where none is judged."""
    if fault.judged_at is None:
        return None
    day = local_day(at=fault.opened_at)
    policy = policy_on(day=day, jurisdiction_code=fault.jurisdiction.code)
    return fault.judged_at + timedelta(days=policy.appeal_days)
