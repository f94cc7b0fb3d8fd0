"""Work out when elevators fall due, and keep the next visit of each planned."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.planning import Wanted, hand_over_orders, keep_planned
from hoistway.maintenance.models import Pause
from hoistway.maintenance.queries.held import Held
from hoistway.maintenance.queries.standings import (
    Known,
    out_of_use,
    replaced_governors,
    standings,
)
from hoistway.maintenance.rules.items import LEVELS
from hoistway.maintenance.rules.on_demand import (
    ByNeed,
    Limits,
    NextVisit,
    idle_days,
    next_by_need,
)
from hoistway.maintenance.rules.on_demand_policy import on_demand_policy
from hoistway.maintenance.rules.policy import MaintenancePolicy, policy_on
from hoistway.maintenance.rules.schedule import Worked, worked_out
from hoistway.maintenance.rules.why import why_kept
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.registry.queries import suspended_elevators
from hoistway.registry.queries.upkeep import ToMaintain, elevator_keys, to_maintain

CHUNK = 5_000
"""Elevators of one transaction. Chosen: a second's work, so that a signature never waits long."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many elevators were looked at, and what of them changed."""

    elevators: int = 0
    schedules: int = 0
    planned: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.elevators + other.elevators, self.schedules + other.schedules,
            self.planned + other.planned, self.withdrawn + other.withdrawn,
        )  # fmt: skip


def work_out_schedules(*, elevator_ids: Collection[int] | None, now: datetime) -> Count:
    """Bring schedules and planned visits of these elevators up to date; None is all of them.

    Doing it again changes nothing. Each chunk is a transaction of its own.
    """
    total = Count()
    replaced = replaced_governors() if elevator_ids is None else None
    for keys in _chunks(elevator_ids):
        total += _work_out(keys, now=now, replaced=replaced)
    return total


def _chunks(elevator_ids: Collection[int] | None) -> Iterator[list[int]]:
    if elevator_ids is not None:
        keys = sorted(set(elevator_ids))
        yield from (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
        return
    last = 0
    while keys := elevator_keys(after_id=last, most=CHUNK):
        yield keys
        last = keys[-1]


@transaction.atomic
def _work_out(
    elevator_ids: list[int], *, now: datetime, replaced: Mapping[int, date] | None
) -> Count:
    """Work out one chunk; whose replaced governors are known is the whole city's night."""
    today = local_day(at=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(587, 1)")  # two workers never plan twice
    register = to_maintain(elevator_ids=elevator_ids)
    _follow_pauses(register, today)
    known = standings(
        rows=register, today=today, all_visits=replaced is None, replaced=replaced
    )  # fmt: skip
    rows, wanted = [], []
    for one in known:
        policy = policy_on(day=today, jurisdiction_code=one.facts.jurisdiction_code)
        worked = worked_out(standing=one.standing, policy=policy)
        row, coming = _row(one, worked, policy.edition), None
        if one.by_need is not None:
            coming = _coming(one, one.by_need, policy)
            row = _row_by_need(row, one.by_need, coming)
        if row != one.held:
            rows.append(row)
        wanted.append(_wanted(one, worked, coming))
    _write(rows, now)
    hand_over_orders(wanted=wanted)
    planned, withdrawn = keep_planned(wanted=wanted, now=now)
    return Count(len(known), len(rows), planned, withdrawn)


def _follow_pauses(register: Sequence[ToMaintain], today: date) -> None:
    """Let the days without use begin and end as the register says."""
    keys = [one.elevator_id for one in register]
    running = set(
        Pause.objects.filter(among("elevator_id", keys), until=None).values_list(
            "elevator_id", flat=True
        )
    )
    idle = {one.elevator_id for one in register if out_of_use(facts=one) and not one.merged}
    if ended := running - idle:
        Pause.objects.filter(elevator_id__in=ended, until=None, since__lte=today).update(
            until=today
        )
    if begun := idle - running:
        Pause.objects.bulk_create(_begun(register, begun, today))


def _begun(facts: Sequence[ToMaintain], keys: set[int], today: date) -> list[Pause]:
    """Return new pauses from the day on which the register was told; a scrapped one from today."""
    told = suspended_elevators(elevator_ids=keys)
    found = []
    for one in facts:
        if one.elevator_id in keys:
            at = told.get(one.elevator_id)
            since = min(local_day(at=at), today) if at else today
            found.append(Pause(elevator_id=one.elevator_id, since=since))
    return found


def _wanted(one: Known, worked: Worked, coming: NextVisit | None) -> Wanted:
    by_need = one.by_need is not None
    return Wanted(
        elevator_id=one.facts.elevator_id, firm_id=one.firm_id,
        out_of_use=out_of_use(facts=one.facts) or one.facts.merged,
        level=None if by_need else worked.next_level,
        due_on=(coming.due_on if coming else None) if by_need else worked.next_due_on,
        technician_id=one.technician_id, items=coming.items if coming else (),
        why=why_kept(coming=coming) if coming else {},
    )  # fmt: skip


def _coming(one: Known, by_need: ByNeed, policy: MaintenancePolicy) -> NextVisit | None:
    """Return the next visit of an elevator on demand; none while it is out of use."""
    if one.facts.merged or any(pause.until is None for pause in by_need.pauses):
        return None
    limits = Limits(policy, on_demand_policy(day=by_need.today))
    return next_by_need(by_need=by_need, limits=limits)


def _row_by_need(row: Held, by_need: ByNeed, coming: NextVisit | None) -> Held:
    """Return the row without levels: by which day somebody must come, and since when nobody was."""
    return row._replace(
        half_month_due=None, quarter_due=None, half_year_due=None, year_due=None, next_level=None,
        next_due_on=coming.due_on if coming else None, regime=str(Regime.ON_DEMAND),
        on_site_on=by_need.on_site_on, idle_days=idle_days(by_need=by_need),
    )  # fmt: skip


def _row(one: Known, worked: Worked, edition: str) -> Held:
    """Return what the table is to hold."""
    on = [worked.lasts.get(level) for level in LEVELS]
    due = [worked.dues.get(level) for level in LEVELS]
    merged = one.facts.merged
    return Held(
        one.facts.elevator_id, one.firm_id, edition, one.standing.began_on,
        on[0], on[1], on[2], on[3], due[0], due[1], due[2], due[3],
        one.standing.governor.calibrated_on, worked.calibration_due,
        None if merged else worked.next_level, None if merged else worked.next_due_on,
        worked.paused_since, one.technician_id,
    )  # fmt: skip


def _write(rows: Sequence[Held], now: datetime) -> None:
    """Insert or bring up to date many rows in one statement; they travel as one JSON text."""
    if not rows:
        return
    columns = ", ".join((*Held._fields, "worked_out_at"))
    fresh = ", ".join(f"{name} = EXCLUDED.{name}" for name in (*Held._fields[1:], "worked_out_at"))
    told = [row._asdict() | {"worked_out_at": now.isoformat()} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO maintenance_schedule ({columns}) SELECT {columns} "  # noqa: S608 -- names of our own columns
            "FROM jsonb_populate_recordset(NULL::maintenance_schedule, %s::jsonb) "
            f"ON CONFLICT (elevator_id) DO UPDATE SET {fresh}",
            [json.dumps(told, default=str)],
        )
