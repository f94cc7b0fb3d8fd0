"""Which elevators nobody can ride now, why, since when and until when, from every room that knows.

Source: issue of wheelchair users: a lift out of order is a way that is closed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hoistway.faults.queries import stopping_faults
from hoistway.foundation.periods import local_day
from hoistway.foundation.terms import Term
from hoistway.inspection.queries import stops_of
from hoistway.inspection.vocabulary import StopReason
from hoistway.maintenance.queries.repairs import out_of_service
from hoistway.registry.models import Elevator
from hoistway.registry.queries import buildings_shared, elevators_at_hand
from hoistway.registry.vocabulary import ElevatorKind, UseState

Keys = Collection[int] | None
"""Keys of elevators; None means all of the city."""


class OutReason(Term):
    """Why nobody can ride, in the words of the public pages."""

    FAILED = (
        "failed",
        "检验不合格，停止使用",
        "Inspection failed, out of use",
        "特种设备安全法 art. 40",
    )
    OVERDUE = "overdue", "超期未检，停止使用", "Not inspected in time", "特种设备安全法 art. 40"
    HAZARD = (
        "hazard", "监察指令停止使用", "Stopped by the inspectorate",
        "特种设备安全监督检查办法 art. 26",
    )  # fmt: skip
    REPAIR = "repair", "停用修理", "Under repair", "市政府令第76号 (2023)"
    FAULT = "fault", "故障停运", "Out of order", "286号 附件1 二（一）"
    SUSPENDED = "suspended", "已办理停用", "Taken out of use", "TSG 08 (M)"


_GRAVEST = list(OutReason)
_STOPPED = {
    StopReason.FAILED: OutReason.FAILED, StopReason.OVERDUE: OutReason.OVERDUE,
    StopReason.HAZARD: OutReason.HAZARD,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """One elevator out of service; `until` is the day its repair must be done, where one is set.

    `notice` says whether a notice of it must hang.
    """

    elevator_id: int
    why: OutReason
    since: datetime
    until: date | None = None
    notice: bool = True


def out_now(*, elevator_ids: Keys, now: datetime) -> dict[int, Out]:
    """Return what is out of service, the gravest reason of each; one query for each room."""
    return gravest(told=[one for source in SOURCES for one in source(elevator_ids, now)])


def gravest(*, told: Iterable[Out]) -> dict[int, Out]:
    """Return the gravest reason of each elevator; of equal ones the first.

    Example:
        >>> gravest(told=[])
        {}
    """
    found: dict[int, Out] = {}
    for one in told:
        known = found.get(one.elevator_id)
        if known is None or _GRAVEST.index(one.why) < _GRAVEST.index(known.why):
            found[one.elevator_id] = one
    return found


def _forbidden(keys: Keys, now: datetime) -> Iterator[Out]:
    for key, stop in stops_of(elevator_ids=keys).items():
        yield Out(elevator_id=key, why=_STOPPED[stop.reason], since=stop.ordered_at)


def _repaired(keys: Keys, now: datetime) -> Iterator[Out]:
    for key, row in out_of_service(elevator_ids=keys, now=now).items():
        due = local_day(at=row.due_at)
        yield Out(
            elevator_id=key, why=OutReason.REPAIR, since=row.since, notice=row.notice,
            until=due if due >= local_day(at=now) else None,
        )  # fmt: skip


def _broken(keys: Keys, now: datetime) -> Iterator[Out]:
    for row in stopping_faults(elevator_ids=keys):
        due = local_day(at=row.repair.due_at) if row.repair else None
        yield Out(
            elevator_id=row.elevator_id, why=OutReason.FAULT, since=row.began_at, notice=False,
            until=due if due and due >= local_day(at=now) else None,
        )  # fmt: skip


SOURCES: tuple[Callable[[Keys, datetime], Iterable[Out]], ...] = (_forbidden, _repaired, _broken)
"""Every room that knows of elevators out of service; a page may ask each for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A lift out of service with where it stands, and how many others of its building run."""

    elevator: Elevator
    out: Out
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageSearch:
    """What is asked of the outages; an empty field asks nothing."""

    district: str = ""
    text: str = ""
    place_id: int | None = None


def outages(*, search: OutageSearch, now: datetime) -> list[Outage]:
    """Return the lifts out of service, the latest first; escalators and dumbwaiters are no way."""
    out = out_now(elevator_ids=None, now=now)
    rows = list(_lifts(out, search))
    shared = buildings_shared(elevator_ids=[row.pk for row in rows])
    found = [
        Outage(elevator=row, out=out[row.pk], others=_others(row, shared, out)) for row in rows
    ]
    return sorted(found, key=lambda one: (one.out.since, one.elevator.pk), reverse=True)


def _lifts(keys: Iterable[int], search: OutageSearch) -> Iterator[Elevator]:
    rows = elevators_at_hand(elevator_ids=list(keys)).filter(
        merged_into=None, use_state=UseState.IN_USE
    )
    if search.district:
        rows = rows.filter(jurisdiction__code=search.district)
    if search.place_id:
        rows = rows.filter(place_id=search.place_id)
    for row in rows.exclude(kind__in=sorted(ElevatorKind.without_riders())):
        if search.text in f"{row.estate} {row.address} {row.name} {row.street}":
            yield row


def _others(
    row: Elevator, shared: dict[tuple[int, str], list[int]], out: dict[int, Out]
) -> int:  # fmt: skip
    if row.place_id is None:
        return 0
    here = shared.get((row.place_id, row.building), [])
    return sum(key not in out for key in here if key != row.pk)
