"""Faults per elevator-year by firm, district and kind of elevator; hours out of service."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from hoistway.faults.models import Fault
from hoistway.faults.queries.faults import faults
from hoistway.faults.rules.policy import policy_on
from hoistway.faults.rules.rates import FaultRate, Span, hours_of
from hoistway.faults.vocabulary import FaultCause, FaultState
from hoistway.filings.queries.former import former_days
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.terms import Term
from hoistway.inspection.queries.standing import stops_between as stops_of_use
from hoistway.maintenance.queries.repairs import stops_between
from hoistway.registry.queries import elevators, suspended_elevators
from hoistway.registry.vocabulary import UseState

Key = int | str


class RateGroup(Term):
    """By what a rate is told."""

    ALL = "all", "全部", "All", "house"
    FIRM = "firm", "维保单位", "Maintenance firm", "286号 二（六）"
    DISTRICT = "district", "辖区", "District", "286号 二（六）"
    KIND = "kind", "电梯种类", "Kind of elevator", "286号 二（六）"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePeriod:
    """Calendar days in Shanghai of which a rate is told, the last one included."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """The first instant."""
        return datetime.combine(self.first, time(), SHANGHAI)

    @property
    def end(self) -> datetime:
        """The instant after the last."""
        return datetime.combine(self.last + timedelta(days=1), time(), SHANGHAI)


_OF_FAULT = {
    RateGroup.FIRM: "firm_id", RateGroup.DISTRICT: "jurisdiction_id",
    RateGroup.KIND: "elevator__kind",
}  # fmt: skip
_OF_ELEVATOR = {
    RateGroup.FIRM: "firm_id",
    RateGroup.DISTRICT: "jurisdiction_id",
    RateGroup.KIND: "kind",
}


def fault_rates(
    *, by: Actor, group: RateGroup, period: RatePeriod, now: datetime
) -> list[FaultRate]:
    """Return the rates of what this actor may see (`PLATFORM` for the public), the highest first.

    A constant number of queries. A firm's exposure is the days on which it answered for an
    elevator; days before the register's first day of an elevator, or out of use, are none.
    """
    last = min(period.last, local_day(at=now))
    asked = RatePeriod(first=period.first, last=max(last, period.first))
    policy = policy_on(day=asked.last)
    days = exposure(by=by, group=group, period=asked)
    counted = _counts(by, group, asked)
    hours = _hours(by, group, asked, now)
    found = [
        FaultRate(
            key=key, days=days.get(key, 0), hours_out=hours.get(key, 0.0),
            least_years=policy.least_years, **counted.get(key, _NOTHING),
        )
        for key in {*days, *counted}
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-(one.rate or 0.0), -one.counted, str(one.key)))


_NOTHING = {"counted": 0, "outside": 0, "false": 0, "stopped": 0}


def _counts(by: Actor, group: RateGroup, period: RatePeriod) -> dict[Key, dict[str, int]]:
    is_false = Q(state=FaultState.FALSE)
    is_outside = Q(cause=FaultCause.OUTSIDE, verified=True) & ~is_false
    counts = ~is_false & ~is_outside
    rows = _parted(_begun(by, period), group, _OF_FAULT).values_list("part").annotate(
        counted=Count("pk", filter=counts), outside=Count("pk", filter=is_outside),
        false=Count("pk", filter=is_false), stopped=Count("pk", filter=counts & Q(stopped=True)),
    )  # fmt: skip
    return {
        _key(row[0]): dict(zip(_NOTHING, row[1:], strict=True)) for row in rows.order_by()
    }  # fmt: skip


def _begun(by: Actor, period: RatePeriod) -> QuerySet[Fault]:
    seen = faults(by=by).filter(began_at__gte=period.begin, began_at__lt=period.end)
    return seen.select_related(None).order_by()


def _parted(rows: QuerySet[Any], group: RateGroup, columns: Mapping[RateGroup, str]) -> Any:
    """Return the rows with what they are told by, `part`; all are one part where nothing is."""
    return rows.annotate(part=F(columns[group]) if group in columns else Value(""))


def _key(part: object) -> Key:
    return part if isinstance(part, int) else str(part or "")


def exposure(*, by: Actor, group: RateGroup, period: RatePeriod) -> dict[Key, int]:
    """Return the days in use of a period, summed over the visible elevators of each part.

    Counted from the day of registration or installation; out of use from the day that was said.
    """
    until = period.last + timedelta(days=1)
    found: Counter[Key] = Counter()
    stood = elevators(by=by).exclude(use_state=UseState.SCRAPPED).order_by()
    in_use = stood.filter(use_state=UseState.IN_USE)
    grouped = _parted(in_use, group, _OF_ELEVATOR).values_list("part", "registered_on")
    for part, begun, count in grouped.annotate(n=Count("pk")).order_by():
        found[_key(part)] += count * _days(begun, None, period.first, until)
    suspended = stood.filter(use_state=UseState.SUSPENDED)
    ends = suspended_elevators(elevator_ids=suspended.values_list("pk", flat=True))
    parted = _parted(suspended, group, _OF_ELEVATOR)
    for part, key, begun in parted.values_list("part", "pk", "registered_on"):
        end = ends.get(key)
        out = local_day(at=end) if end else period.first
        found[_key(part)] += _days(begun, out, period.first, until)
    if group is RateGroup.FIRM:
        for former in former_days(by=by, first=period.first, until=until):
            days = (former.until - former.since).days
            found[former.firm_id] += days
            found[former.firm_now_id or ""] -= days
    return {key: max(days, 0) for key, days in found.items()}


def _days(begun: date | None, out: date | None, first: date, until: date) -> int:
    start, end = max(begun or first, first), min(out or until, until)
    return max((end - start).days, 0)


def _hours(by: Actor, group: RateGroup, period: RatePeriod, now: datetime) -> dict[Key, float]:
    spans: dict[int, list[Span]] = defaultdict(list)
    of: dict[int, Key] = {}
    stopped = _parted(_stopped_faults(by, period), group, _OF_FAULT)
    for part, elevator_id, begun, ended in stopped.values_list(
        "part", "elevator_id", "began_at", "mended_at"
    ):
        spans[elevator_id].append((begun, ended or now))
        of[elevator_id] = _key(part)
    seen = elevators(by=by).order_by().values("pk")
    rows = stops_between(elevator_ids=seen, begin=period.begin, end=period.end)
    named = {one: f"elevator__{column}" for one, column in _OF_ELEVATOR.items()}
    for part, elevator_id, begun, ended in _parted(rows, group, named).values_list(
        "part", "elevator_id", "stopped_at", "returned_at"
    ):
        spans[elevator_id].append((begun, ended or now))
        of.setdefault(elevator_id, _key(part))
    found: dict[Key, float] = defaultdict(float)
    for elevator_id, one in spans.items():
        found[of[elevator_id]] += hours_of(
            spans=one, first=period.begin, until=min(period.end, now)
        )
    return found


def _stopped_faults(by: Actor, period: RatePeriod) -> QuerySet[Fault]:
    seen = faults(by=by).filter(stopped=True, began_at__lt=period.end)
    return (
        seen.filter(_until(period, "mended_at")).exclude(state=FaultState.FALSE)
        .select_related(None).order_by()
    )  # fmt: skip


def _until(period: RatePeriod, column: str) -> Q:
    return Q(**{f"{column}__gt": period.begin}) | Q(**{column: None})


def downtime(
    *, elevator_ids: Collection[int], period: RatePeriod, now: datetime
) -> dict[int, float]:
    """Return the hours out of service of each of these elevators; scope was judged by the caller.

    The union of faults that stopped it, of repairs for which it was out of service and of stops
    of its use.
    """
    spans: dict[int, list[Span]] = {key: [] for key in elevator_ids}
    for key, begun, ended in _stops(elevator_ids, period):
        spans[key].append((begun, ended or now))
    until = min(period.end, now)
    return {key: hours_of(spans=one, first=period.begin, until=until) for key, one in spans.items()}


def _stops(
    elevator_ids: Collection[int], period: RatePeriod
) -> Iterator[tuple[int, datetime, datetime | None]]:
    seen = Fault.objects.filter(
        _until(period, "mended_at"), elevator_id__in=elevator_ids, stopped=True,
        began_at__lt=period.end,
    ).exclude(state=FaultState.FALSE)  # fmt: skip
    yield from seen.values_list("elevator_id", "began_at", "mended_at")
    repairs = stops_between(elevator_ids=elevator_ids, begin=period.begin, end=period.end)
    for key, begun, ended in repairs.values_list("elevator_id", "stopped_at", "returned_at"):
        if begun is not None:
            yield key, begun, ended
    yield from stops_of_use(elevator_ids=elevator_ids, begin=period.begin, end=period.end)


def group_counts(*, by: Actor, period: RatePeriod) -> dict[str, int]:
    """Return how many counted faults there are of each part of an elevator, most first."""
    begun = _begun(by, period).exclude(state=FaultState.FALSE)
    counted = begun.values_list("group").annotate(n=Count("pk")).order_by("-n", "group")
    return {str(group): n for group, n in counted}
