"""What of its duties a firm has done, and what is due of those that come at their times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, QuerySet

from hoistway.duties.models import DutyRecord
from hoistway.duties.rules.due import category_of, due_on, standing
from hoistway.duties.rules.policy import policy_on
from hoistway.duties.vocabulary import Category, DutyKind, DutyState
from hoistway.filings.queries import first_days
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import may, members
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDuty:
    """One duty of a firm that comes at its times; `category` is that of a drill, else None.

    `since` is the firm's first day, `elevators` how many stand behind it.
    """

    firm_id: int
    kind: DutyKind
    category: Category | None
    months: int
    last: date | None
    since: date
    due: date
    state: DutyState
    elevators: int


@dataclass(frozen=True, slots=True)
class _Scope:
    """A firm's elevators of one category: how many, and since when it answers for them."""

    category: Category
    count: int
    since: date


def duty_records(*, by: Actor) -> QuerySet[DutyRecord]:
    """Return what this actor's firm has done, or all firms of the city for a regulator of it.

    Regulators of a district see firms that maintain there. Latest first.
    """
    found = DutyRecord.objects.select_related("firm", "elevator", "proof", "document")
    if not may(by=by, deed=Deed.SEE_DUTIES):
        return found.none()
    if may(by=by, deed=Deed.KEEP_DUTIES):
        found = found.filter(firm_id=by.organisation_id)
    else:
        seen = elevators(by=by).exclude(firm=None).order_by().values("firm_id")
        found = found.filter(firm_id__in=seen)
    return found.order_by("-held_on", "-pk")


def firm_people(*, firm_id: int, at: datetime) -> dict[int, str]:
    """Return key and name of whoever works for a firm at an instant, by name."""
    roles = (RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE)
    found = {
        row.person_id: row.person.name
        for role in roles
        for row in members(organisation_id=firm_id, role=role, at=at)
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def due_duties(*, firm_id: int, now: datetime) -> list[DueDuty]:
    """Return what comes at its times for a firm, the first due first; three queries."""
    return due_everywhere(now=now, firm_ids=[firm_id]).get(firm_id, [])


def due_everywhere(*, now: datetime, firm_ids: list[int] | None = None) -> dict[int, list[DueDuty]]:
    """Return what comes at its times for each firm, of all firms unless some are named.

    Constant in queries. Source: TSG T5002-2017 art. 5 (M).
    """
    today = local_day(at=now)
    scopes, last = _scopes(firm_ids), _last(firm_ids)
    return {
        firm: sorted(_duties(firm, scope, last, today), key=lambda one: (one.due, one.kind))
        for firm, scope in scopes.items()
    }


def _duties(
    firm: int, scopes: list[_Scope], last: dict[tuple[int, str, str], date], today: date
) -> Iterable[DueDuty]:  # fmt: skip
    policy = policy_on(day=today)
    whole = _Scope(Category.A, sum(s.count for s in scopes), min(s.since for s in scopes))
    for code, months in policy.months.items():
        kind = DutyKind(code)
        for one in scopes if kind is DutyKind.DRILL else [whole]:
            category = one.category if kind is DutyKind.DRILL else None
            done = last.get((firm, code, str(category or "")))
            due = due_on(last=done, since=one.since, months=months)
            yield DueDuty(
                firm_id=firm, kind=kind, category=category, months=months, last=done,
                since=one.since, due=due, elevators=one.count,
                state=standing(due=due, today=today, warn_days=policy.warn_days),
            )  # fmt: skip


def _scopes(firm_ids: list[int] | None) -> dict[int, list[_Scope]]:
    """Return for each firm its elevators by category; what is scrapped needs no drill.

    The firm's first day is that of its first filing, else when the register first named one.
    """
    rows = elevators(by=PLATFORM).exclude(firm=None).exclude(use_state=UseState.SCRAPPED)
    if firm_ids is not None:
        rows = rows.filter(firm_id__in=firm_ids)
    counted = rows.order_by().values("firm_id", "kind").annotate(
        count=Count("pk"), since=Min("recorded_at")
    )  # fmt: skip
    filed = first_days(firm_ids=firm_ids)
    found: dict[int, dict[Category, _Scope]] = {}
    for row in counted:
        category = category_of(kind=str(row["kind"]))
        known = local_day(at=row["since"])
        since = min(filed.get((row["firm_id"], str(row["kind"])), known), known)
        before = found.setdefault(row["firm_id"], {}).get(category)
        count = row["count"] + (before.count if before else 0)
        first = min(since, before.since) if before else since
        found[row["firm_id"]][category] = _Scope(category, count, first)
    return {firm: sorted(by.values(), key=lambda s: s.category) for firm, by in found.items()}


def _last(firm_ids: list[int] | None) -> dict[tuple[int, str, str], date]:
    rows = DutyRecord.objects.order_by()
    if firm_ids is not None:
        rows = rows.filter(firm_id__in=firm_ids)
    grouped = rows.values_list("firm_id", "kind", "category").annotate(last=Max("held_on"))
    return {(firm, str(kind), str(category)): last for firm, kind, category, last in grouped}
