"""Planned visits: each elevator that somebody maintains has its next one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from hoistway.foundation.among import among
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_keys, insert_rows
from hoistway.foundation.periods import local_day
from hoistway.maintenance.events import VisitsAssigned
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.items import edition
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.planning import VoidReason

AHEAD = timedelta(days=15)
"""How long before its last day a visit is planned. Chosen: the gap itself, so that each elevator
always has its next visit to be assigned."""

_DAY = timedelta(days=1)
_COLUMNS = (
    "uid", "elevator_id", "firm_id", "kind", "level", "edition", "state", "due_on", "planned_on",
    "lead_id", "sheet", "version", "void_reason", "made_at", "items", "why",
)  # fmt: skip


class _Open(NamedTuple):
    """A visit that is planned or under way, as a plain row: a city has one for each elevator."""

    pk: int
    elevator_id: int
    firm_id: int
    level: Level | None
    due_on: date | None
    planned_on: date | None
    lead_id: int | None
    state: VisitState
    items: list[str]
    why: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The next visit that an elevator needs by the rule; without a firm nobody is to come.

    One by need has no level: it carries `items`, and `why` they are due.
    """

    elevator_id: int
    firm_id: int | None
    out_of_use: bool
    level: Level | None
    due_on: date | None
    technician_id: int | None
    items: tuple[str, ...] = ()
    why: Mapping[str, object] = field(default_factory=dict)


def keep_planned(*, wanted: Sequence[Wanted], now: datetime) -> tuple[int, int]:
    """Withdraw planned visits that the rule no longer wants, plan those that it does.

    Return how many were planned and withdrawn. Within a transaction, under the caller's lock.
    A visit under way stands as it is, and nothing is planned beside it.
    """
    wanted = _on_free_days(wanted)
    held: dict[int, list[_Open]] = {}
    for visit in _open_visits([one.elevator_id for one in wanted]):
        held.setdefault(visit.elevator_id, []).append(visit)
    fresh: list[tuple[Wanted, _Open | None]] = []
    gone: dict[VoidReason, list[int]] = {reason: [] for reason in VoidReason}
    for one in wanted:
        own = held.get(one.elevator_id, [])
        kept = _kept(one, own, now)
        _restate(one, kept)
        for visit in own:
            if visit not in kept and visit.state is VisitState.PLANNED:
                gone[_reason(one, visit)].append(visit.pk)
        if not kept and _is_wanted(one, now):
            fresh.append((one, own[0] if own else None))
    for reason, some in gone.items():
        if some:
            Visit.objects.filter(pk__in=some, state=VisitState.PLANNED).update(
                state=VisitState.VOID, void_reason=str(reason)
            )
    _insert(fresh, now)
    return len(fresh), sum(map(len, gone.values()))


def hand_over_orders(*, wanted: Sequence[Wanted]) -> int:
    """Let targeted orders that wait go over to the firm that answers now; return how many.

    Announces: VisitsAssigned to who looks after the elevator.
    """
    by_key = {one.elevator_id: one for one in wanted if one.firm_id is not None}
    rows = Visit.objects.filter(
        among("elevator_id", list(by_key)), kind=VisitKind.TARGETED, state=VisitState.PLANNED
    )
    moved = [row for row in rows.order_by("pk") if row.firm_id != by_key[row.elevator_id].firm_id]
    for row in moved:
        new = by_key[row.elevator_id]
        row.firm_id, row.lead_id = new.firm_id or row.firm_id, new.technician_id
        row.planned_on = row.place_in_route = None
        row.save(update_fields=["firm", "lead", "planned_on", "place_in_route"])
        if row.lead_id is not None:
            announce(VisitsAssigned(person_id=row.lead_id, visit_ids=[row.pk]))
    return len(moved)


def _on_free_days(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return the wanted visits, a day earlier where a finished visit has used up the very period.

    That is so where somebody came twice on one day: the second visit did what was planned.
    """
    rows = Visit.objects.filter(
        among("elevator_id", [one.elevator_id for one in wanted]), kind=VisitKind.MAINTENANCE,
        due_on__in={one.due_on for one in wanted if one.due_on},
        state__in=[str(state) for state in VisitState.counted_states()],
    )  # fmt: skip
    taken = set(rows.values_list("elevator_id", "level", "due_on"))
    return [
        replace(one, due_on=one.due_on - _DAY)
        if one.due_on and (one.elevator_id, one.level, one.due_on) in taken
        else one
        for one in wanted
    ]


def _open_visits(elevator_ids: Collection[int]) -> list[_Open]:
    rows = Visit.objects.filter(
        among("elevator_id", elevator_ids), kind=VisitKind.MAINTENANCE,
        state__in=[str(state) for state in VisitState.open_states()],
    )  # fmt: skip
    return [_Open(*row) for row in rows.order_by("pk").values_list(*_Open._fields)]


def _is_wanted(one: Wanted, now: datetime) -> bool:
    if one.firm_id is None or one.due_on is None or one.out_of_use:
        return False
    if one.level is None and not one.items:
        return False
    return one.due_on <= local_day(at=now) + AHEAD


def _kept(one: Wanted, own: Sequence[_Open], now: datetime) -> list[_Open]:
    """Return the visits that stand: those under way, else the one that the rule wants."""
    under_way = [visit for visit in own if visit.state is VisitState.UNDER_WAY]
    if under_way or not _is_wanted(one, now):
        return under_way
    return [
        visit
        for visit in own
        if visit.firm_id == one.firm_id and visit.level is one.level
        and visit.due_on == one.due_on and tuple(visit.items) == one.items
    ][:1]  # fmt: skip


def _restate(one: Wanted, kept: Sequence[_Open]) -> None:
    """Let a planned visit that stands say why it does now, by another plan or after other work."""
    for visit in kept:
        if visit.state is VisitState.PLANNED and dict(visit.why) != dict(one.why):
            Visit.objects.filter(pk=visit.pk, state=VisitState.PLANNED).update(why=dict(one.why))


def _reason(one: Wanted, visit: _Open) -> VoidReason:
    if one.out_of_use:
        return VoidReason.OUT_OF_USE
    return VoidReason.SUPERSEDED if visit.firm_id == one.firm_id else VoidReason.HANDED_OVER


def _insert(fresh: Sequence[tuple[Wanted, _Open | None]], now: datetime) -> None:
    """Write the new visits; whoever was to do the one before them is to do them."""
    rows: list[dict[str, object]] = []
    for one, before in fresh:
        if one.due_on is None:
            continue
        same_firm = before is not None and before.firm_id == one.firm_id
        lead = before.lead_id if same_firm and before and before.lead_id else one.technician_id
        rows.append(
            {
                "uid": str(uuid4()), "elevator_id": one.elevator_id, "firm_id": one.firm_id,
                "kind": str(VisitKind.MAINTENANCE), "lead_id": lead,
                "level": one.level and str(one.level),
                "edition": edition(), "state": str(VisitState.PLANNED), "due_on": str(one.due_on),
                "planned_on": _day_kept(before, one.due_on, now) if same_firm else None,
                "sheet": {}, "version": 0, "void_reason": "", "made_at": now.isoformat(),
                "items": list(one.items), "why": dict(one.why),
            }
        )  # fmt: skip
    keys = fresh_keys(table="maintenance_visit", count=len(rows))
    numbered = [row | {"id": key} for key, row in zip(keys, rows, strict=True)]
    insert_rows(table="maintenance_visit", columns=("id", *_COLUMNS), rows=numbered)


def _day_kept(before: _Open | None, due: date, now: datetime) -> str | None:
    """Return the day that the office had chosen, while it lies ahead and is in time."""
    day = before.planned_on if before else None
    return str(day) if day and local_day(at=now) <= day <= due else None
