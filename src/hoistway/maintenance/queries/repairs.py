"""Questions about repairs, elevators out of service, and the parts that were used."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.models import PartUsed, Repair, RepairStep, Visit
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.repairs import COURSE, notice_from
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import RepairDeed, RepairState, Urgency
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed

_OPEN = sorted(str(state) for state in RepairState.open_states())
_COUNTED = sorted(str(state) for state in VisitState.counted_states())
_RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "firm", "found_in",
    "done_in", "solution_file",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairSearch:
    """What is asked of the repairs; an empty field asks nothing."""

    text: str = ""
    states: frozenset[RepairState] = frozenset()
    urgency: Urgency | None = None
    jurisdiction_code: str = ""
    since: datetime | None = None
    until: datetime | None = None


def repairs(*, by: Actor) -> QuerySet[Repair]:
    """Return the repairs this actor may see, the latest first; a firm keeps its own for good."""
    if not may(by=by, deed=Deed.SEE_MAINTENANCE):
        return Repair.objects.none()
    seen = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        seen |= Q(firm_id=by.organisation_id)
    return Repair.objects.filter(seen).select_related(*_RELATED).order_by("-opened_at", "-pk")


def found_repairs(*, by: Actor, search: RepairSearch) -> QuerySet[Repair]:
    """Return the visible repairs that fit, the latest first."""
    found = repairs(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(words__icontains=word) | Q(item__icontains=word)
            | Q(elevator__register_number__icontains=word) | Q(firm__name__icontains=word)
            | Q(elevator__address__icontains=word) | Q(elevator__name__icontains=word)
        )  # fmt: skip
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.urgency:
        found = found.filter(urgency=search.urgency)
    if search.jurisdiction_code:
        found = found.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    if search.since:
        found = found.filter(opened_at__gte=search.since)
    if search.until:
        found = found.filter(opened_at__lt=search.until)
    return found


def may_move(*, state: RepairState, deed: RepairDeed) -> bool:
    """Return whether a deed makes sense in a state of a repair."""
    return (state, deed) in COURSE


def open_repairs(*, by: Actor) -> QuerySet[Repair]:
    """Return the visible repairs of what is not confirmed as gone."""
    return repairs(by=by).filter(state__in=_OPEN)


def stopped_repairs(*, by: Actor) -> QuerySet[Repair]:
    """Return the visible repairs for which an elevator is out of service now."""
    return repairs(by=by).filter(stopped_at__isnull=False, returned_at=None)


def repair_seen(*, number: str, by: Actor) -> Repair:
    """Return one visible repair. Raises: NotFound."""
    found = repairs(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def open_repairs_of(*, elevator_ids: Collection[int]) -> QuerySet[Repair]:
    """Return what is open about elevators, the soonest due first; scope judged by the caller."""
    found = Repair.objects.filter(elevator_id__in=elevator_ids, state__in=_OPEN)
    return found.select_related("elevator", "firm").order_by("due_at", "pk")


def repair_steps_of(*, repair_id: int) -> list[RepairStep]:
    """Return the course of a repair, the first step first."""
    return list(RepairStep.objects.filter(repair_id=repair_id).order_by("at", "pk"))


def records_for(*, repair: Repair) -> QuerySet[Visit]:
    """Return the signed visits of the firm that may have done a repair, the latest first."""
    signed = Visit.objects.filter(
        elevator_id=repair.elevator_id, firm_id=repair.firm_id, state__in=_COUNTED,
        signed_received_at__gte=repair.opened_at,
    ).exclude(pk=repair.found_in_id or 0)  # fmt: skip
    return signed.order_by("-signed_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfService:
    """Why an elevator is out of service and since when; `notice` once everybody must be told.

    `due_at` is when the repair must be done.
    """

    elevator_id: int
    number: str
    words: str
    since: datetime
    due_at: datetime
    notice: bool


def out_of_service(
    *, elevator_ids: Collection[int] | None, now: datetime
) -> dict[int, OutOfService]:
    """Return which of these elevators, or of all, are out of service, by key; one query.

    Source: 上海市电梯安全管理办法 (市政府令第76号, 2023) (M): a notice after 24 hours.
    """
    stopped = Repair.objects.filter(stopped_at__lte=now, returned_at=None)
    if elevator_ids is not None:
        stopped = stopped.filter(elevator_id__in=elevator_ids)
    found = {}
    for row in stopped.select_related("elevator__jurisdiction").order_by("-stopped_at", "-pk"):
        since = row.stopped_at or now
        code = row.elevator.jurisdiction.code
        policy = policy_on(day=local_day(at=now), jurisdiction_code=code)
        found[row.elevator_id] = OutOfService(
            elevator_id=row.elevator_id, number=row.number, words=row.words, since=since,
            due_at=row.due_at, notice=now >= notice_from(stopped_at=since, policy=policy),
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSearch:
    """What is asked of the parts; an empty field asks nothing."""

    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


def parts_used(*, by: Actor, search: PartSearch) -> QuerySet[PartUsed]:
    """Return the parts that this firm's visits used, the latest first; signed visits alone."""
    if not may(by=by, deed=Deed.SEE_MAINTENANCE):
        return PartUsed.objects.none()
    found = PartUsed.objects.filter(
        visit__firm_id=by.organisation_id, visit__state__in=_COUNTED
    ).select_related("visit__elevator__jurisdiction", "visit__elevator__use_unit")  # fmt: skip
    for word in search.text.split():
        found = found.filter(
            Q(name__icontains=word) | Q(model__icontains=word) | Q(serial_number__icontains=word)
            | Q(visit__elevator__register_number__icontains=word)
            | Q(visit__elevator__address__icontains=word)
        )  # fmt: skip
    if search.since:
        found = found.filter(visit__signed_at__gte=search.since)
    if search.until:
        found = found.filter(visit__signed_at__lt=search.until)
    return found.order_by("-visit__signed_at", "-pk")


def parts_replaced(*, elevator_ids: Collection[int]) -> dict[int, dict[str, date]]:
    """Return when a part of each item was replaced last; signed visits alone, scope was judged."""
    rows = PartUsed.objects.filter(
        visit__elevator_id__in=elevator_ids, visit__state__in=_COUNTED,
        visit__counted_on__isnull=False,
    )  # fmt: skip
    found: dict[int, dict[str, date]] = {}
    told = rows.values_list("visit__elevator_id", "item", "visit__counted_on")
    for key, item, day in told.order_by("visit__counted_on", "pk"):
        if day is not None:
            found.setdefault(key, {})[item] = day
    return found


def waiting_reviews(*, by: Actor) -> QuerySet[Visit]:
    """Return the signed self-inspections of this firm that wait for a reviewer, the oldest first.

    Source: TSG T5002-2017 art. 6 (M): signed by inspector and reviewer.
    """
    if not may(by=by, deed=Deed.PLAN_MAINTENANCE):
        return Visit.objects.none()
    waiting = Visit.objects.filter(
        firm_id=by.organisation_id, kind=VisitKind.SELF_INSPECTION, state=VisitState.UNDER_WAY,
        sheet__review="waiting",
    )  # fmt: skip
    related = "elevator__jurisdiction", "elevator__firm", "elevator__use_unit"
    return waiting.select_related(*related).order_by("begun_at", "pk")


def repair_at_hand(*, repair_id: int) -> Repair | None:
    """Return one repair; scope was judged by whoever holds the key."""
    return Repair.objects.select_related("elevator", "firm").filter(pk=repair_id).first()


def stops_between(
    *, elevator_ids: "Collection[int] | QuerySet[Any, Any]", begin: datetime, end: datetime
) -> QuerySet[Repair]:
    """Return the repairs for which these elevators were out of service between two instants."""
    ended = Q(returned_at__gt=begin) | Q(returned_at=None)
    stopped = Repair.objects.filter(ended, elevator_id__in=elevator_ids, stopped_at__lt=end)
    return stopped.order_by("stopped_at", "pk")


def found_at_visits(*, elevator_ids: Collection[int], since: date) -> list[tuple[int, datetime]]:
    """Return elevator and instant of what visits found to be repaired from a day on; one query."""
    rows = Repair.objects.filter(
        among("elevator_id", elevator_ids), found_in__isnull=False,
        opened_at__gte=datetime.combine(since, time(), SHANGHAI),
    ).order_by("opened_at", "pk")  # fmt: skip
    return list(rows.values_list("elevator_id", "opened_at"))
