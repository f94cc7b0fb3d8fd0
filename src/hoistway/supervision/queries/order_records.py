"""Orders and penalties of organisations as other rooms count them: set-wise, by days."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hoistway.foundation.periods import local_day
from hoistway.supervision.models import Finding, Order, OrderFinding, OrderStep
from hoistway.supervision.queries.orders import midnight
from hoistway.supervision.vocabulary import CaseOutcome, FindingWeight, OrderDeed, OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecord:
    """An order that was served, as other rooms count it.

    `late` where it was not reported put right in time; `passed` None before the first review.
    """

    order_id: int
    number: str
    organisation_id: int
    jurisdiction_id: int
    state: OrderState
    served_on: date
    due_on: date
    late: bool
    grave: bool
    passed: bool | None
    elevator_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyRecord:
    """A penalty in which a case ended; `fen` is the fine, 0 without one."""

    order_id: int
    number: str
    organisation_id: int
    jurisdiction_id: int
    outcome: CaseOutcome
    decided_on: date
    document: str
    fen: int
    is_veto: bool
    is_unlawful: bool


def orders_of(
    *, organisation_ids: Collection[int], first: date, last: date
) -> dict[int, list[OrderRecord]]:
    """Return the orders served on these organisations between two days, both included.

    Revoked orders are not counted. Three queries whatever the number of organisations.
    """
    rows = Order.objects.filter(
        organisation_id__in=list(organisation_ids), served_at__gte=midnight(day=first),
        served_at__lt=midnight(day=last + timedelta(days=1)),
    ).exclude(state=OrderState.REVOKED)  # fmt: skip
    found = list(rows.order_by("pk"))
    keys = [row.pk for row in found]
    steps = _deeds_of(keys)
    under: dict[int, list[Finding]] = {}
    links = OrderFinding.objects.filter(order_id__in=keys).select_related("finding")
    for link in links.order_by("finding_id"):
        under.setdefault(link.order_id, []).append(link.finding)
    result: dict[int, list[OrderRecord]] = {}
    for row in found:
        record = _record(row, steps.get(row.pk, []), under.get(row.pk, []))
        result.setdefault(row.organisation_id, []).append(record)
    return result


def _deeds_of(order_ids: list[int]) -> dict[int, list[OrderDeed]]:
    rows = OrderStep.objects.filter(order_id__in=order_ids).order_by("at", "pk")
    found: dict[int, list[OrderDeed]] = {}
    for key, deed in rows.values_list("order_id", "deed"):
        found.setdefault(key, []).append(OrderDeed(deed))
    return found


def _record(row: Order, deeds: list[OrderDeed], findings: list[Finding]) -> OrderRecord:
    judged = [one for one in deeds if one in {OrderDeed.PASSED, OrderDeed.FAILED}]
    served = local_day(at=row.served_at) if row.served_at else date.min
    return OrderRecord(
        order_id=row.pk, number=row.number, organisation_id=row.organisation_id,
        jurisdiction_id=row.jurisdiction_id, state=row.state, served_on=served,
        due_on=row.due_on or served, late=OrderDeed.OVERDUE in deeds,
        grave=any(one.weight is FindingWeight.GRAVE for one in findings),
        passed=None if not judged else judged[-1] is OrderDeed.PASSED,
        elevator_ids=tuple(sorted({one.elevator_id for one in findings if one.elevator_id})),
    )  # fmt: skip


def penalties_of(
    *, organisation_ids: Collection[int], first: date, last: date
) -> dict[int, list[PenaltyRecord]]:
    """Return the penalties decided against these organisations between two days, both included.

    A penalty that was set aside, or whose order was revoked, does not count; one query.
    """
    rows = Order.objects.filter(
        organisation_id__in=list(organisation_ids), state=OrderState.TRANSFERRED,
        case__has_key="outcome",
    ).order_by("pk")  # fmt: skip
    found: dict[int, list[PenaltyRecord]] = {}
    for row in rows:
        record = _penalty(row)
        if record is not None and first <= record.decided_on <= last:
            found.setdefault(row.organisation_id, []).append(record)
    return found


def _penalty(row: Order) -> PenaltyRecord | None:
    said: Mapping[str, Any] = (row.case or {}).get("outcome") or {}
    if not said or CaseOutcome(said["outcome"]) not in CaseOutcome.penalties():
        return None
    return PenaltyRecord(
        order_id=row.pk, number=row.number, organisation_id=row.organisation_id,
        jurisdiction_id=row.jurisdiction_id, outcome=CaseOutcome(said["outcome"]),
        decided_on=date.fromisoformat(said["decided_on"]), document=said["document"],
        fen=int(said["fen"]), is_veto=bool(said["veto"]), is_unlawful=bool(said["unlawful"]),
    )  # fmt: skip
