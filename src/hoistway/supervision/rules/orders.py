"""Orders of the inspectorate: numbers, terms, and how one stands on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.foundation.workdays import workdays_after, workdays_between
from hoistway.supervision.standards import order_editions
from hoistway.supervision.vocabulary import OrderStanding, OrderState

_OVER = frozenset({OrderState.CLOSED, OrderState.TRANSFERRED, OrderState.REVOKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A rule broken, or a basis, by its key, in two languages."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPolicy:
    """What holds for orders in an edition; terms in working days unless they say otherwise."""

    edition: str
    in_force: date
    review_workdays: int
    least_days: int
    remind_workdays: int
    serve_workdays: int
    team: str
    number: str
    organs: Mapping[str, str]
    bases: tuple[Clause, ...]
    remedy: tuple[str, str]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderClock:
    """The days by which an order stands; None where that day has not come."""

    state: OrderState
    approved_on: date | None
    due_on: date | None
    review_by: date | None


def order_policy_on(*, day: date) -> OrderPolicy:
    """Return the edition in force on a day."""
    return standing_on(known=_in_order(), day=day)


def latest_order_policy() -> OrderPolicy:
    """Return the newest edition."""
    return _in_order()[-1]


def order_policy_named(*, edition: str) -> OrderPolicy:
    """Return an edition by its name, whatever holds today."""
    return next(one for one in _in_order() if one.edition == edition)


@cache
def _in_order() -> tuple[OrderPolicy, ...]:
    return in_order([_read(name, table) for name, table in order_editions().items()])


def _read(name: str, table: Mapping[str, Any]) -> OrderPolicy:
    return OrderPolicy(
        edition=name, in_force=table["in_force"], review_workdays=table["review_workdays"],
        least_days=table["least_days"], remind_workdays=table["remind_workdays"],
        serve_workdays=table["serve_workdays"], team=table["team"], number=table["number"],
        organs=table["organs"], bases=tuple(Clause(**one) for one in table["basis"]),
        remedy=(table["remedy"]["zh"], table["remedy"]["en"]), sources=table["sources"],
    )  # fmt: skip


def number_of(*, policy: OrderPolicy, area: tuple[str, str], year: int, sequence: int) -> str:
    """Return the number of an order; `area` is code and name of the organ's jurisdiction.

    Source: 特种设备安全监察指令书, domain 6.2.

    Example:
        >>> known = order_policy_on(day=date(2026, 1, 1))
        >>> number_of(policy=known, area=("310106", "静安区"), year=2026, sequence=12)
        '沪静市监特令〔2026〕第12号'
    """
    code, name = area
    organ = policy.organs.get(code, name)
    return policy.number.format(organ=organ, year=year, sequence=sequence)


def earliest_due(*, policy: OrderPolicy, day: date) -> date:
    """Return the first day that an order of this day may name."""
    return day + timedelta(days=policy.least_days)


def review_by(*, policy: OrderPolicy, reported_on: date) -> date:
    """Return the last day for the review. Source: 特种设备安全监督检查办法 art. 29.

    Example:
        >>> known = order_policy_on(day=date(2026, 1, 1))
        >>> review_by(policy=known, reported_on=date(2026, 9, 21))
        datetime.date(2026, 10, 12)
    """
    return workdays_after(day=reported_on, count=policy.review_workdays)


def standing_of(*, clock: OrderClock, policy: OrderPolicy, day: date) -> OrderStanding:
    """Return how an order stands on a day. Source: 特种设备安全监督检查办法 art. 23, 29, 36."""
    if clock.state in _OVER:
        return OrderStanding.ENDED
    if clock.state in {OrderState.DRAFT, OrderState.SUBMITTED}:
        return OrderStanding.TO_ISSUE
    if clock.state is OrderState.APPROVED:
        since = clock.approved_on or day
        last = workdays_after(day=since, count=policy.serve_workdays)
        return OrderStanding.UNSERVED if day > last else OrderStanding.TO_SERVE
    if clock.state is OrderState.REPORTED:
        late = clock.review_by is not None and day > clock.review_by
        return OrderStanding.REVIEW_LATE if late else OrderStanding.TO_REVIEW
    due = clock.due_on or day
    if day > due:
        return OrderStanding.OVERDUE
    near = workdays_between(first=day, last=due) <= policy.remind_workdays
    return OrderStanding.DUE_SOON if near else OrderStanding.IN_TIME
