"""Work out what is due next on elevators, from their reports, pauses and the register."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.inspection.models import Inspection, NextInspection
from hoistway.inspection.queries.standing import held_of, reports_of
from hoistway.inspection.rules.cycle import Due, Past, Pause, base_of, next_due
from hoistway.lifecycle.queries import in_force as requests_in_force
from hoistway.lifecycle.vocabulary import UseRequestKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_at_hand, suspended_elevators
from hoistway.registry.vocabulary import UseState

_COLUMNS = (
    "kind", "due_on", "early_from", "ask_by", "base_on", "warned", "edition", "reasons",
    "worked_out_at",
)  # fmt: skip


@transaction.atomic
def work_out_next(*, elevator_ids: Collection[int], now: datetime, by: Actor = PLATFORM) -> int:
    """Work out anew what is due on these elevators; return how many have something due.

    Constant in queries. What is scrapped, or has no report, has nothing. A moment that was
    warned of is warned of again only where the day has moved.
    """
    today = local_day(at=now)
    rows = elevators_at_hand(elevator_ids=elevator_ids)
    alive = [
        one for one in rows if one.use_state is not UseState.SCRAPPED and not one.merged_into_id
    ]
    keys = [one.pk for one in alive]
    reports, pauses = reports_of(elevator_ids=keys, on=today), _pauses(keys)
    before = {row.pk: row for row in NextInspection.objects.filter(pk__in=elevator_ids)}
    fresh = []
    for elevator in alive:
        past = _past(elevator, reports.get(elevator.pk, []), pauses.get(elevator.pk, ()))
        due = next_due(past=past, today=today)
        if due is not None:
            facts = _facts(due, past, reports[elevator.pk])
            fresh.append(_row(elevator.pk, due, facts, before.get(elevator.pk), now))
    gone = set(elevator_ids) - {row.pk for row in fresh}
    NextInspection.objects.filter(pk__in=gone).delete()
    NextInspection.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["elevator"], update_fields=_COLUMNS,
        batch_size=1000,
    )  # fmt: skip
    return len(fresh)


def _past(elevator: Elevator, reports: Sequence[Inspection], pauses: Iterable[Pause]) -> Past:
    return Past(
        held=held_of(reports=reports), pauses=tuple(pauses),
        registered_base=max(
            (day for day in (elevator.installed_on, elevator.altered_on) if day),
            default=elevator.registered_on,
        ),
    )  # fmt: skip


def _row(
    key: int, due: Due, facts: dict[str, object], before: NextInspection | None, now: datetime
) -> NextInspection:
    stays = before is not None and before.due_on == due.due_on and before.kind is due.kind
    return NextInspection(
        elevator_id=key, kind=due.kind, due_on=due.due_on, early_from=due.early_from,
        ask_by=due.ask_by, base_on=due.base_on, edition=due.edition, reasons=facts,
        warned=before.warned if before and stays else 0, worked_out_at=now,
    )  # fmt: skip


def _facts(due: Due, past: Past, reports: Sequence[Inspection]) -> dict[str, object]:
    """Return what a reader needs to follow the reckoning: base, year, reports and pauses."""
    base = next((one for one in reversed(reports) if one.held_on == base_of(past=past)), None)
    last = reports[-1]
    return {
        "year": due.year, "why": due.why, "base": due.base_on.isoformat(),
        "base_report": base.number if base else "",
        "last": last.number, "last_on": last.held_on.isoformat(), "last_kind": str(last.kind),
        "stated": last.stated_next_on.isoformat() if last.stated_next_on else "",
        "reports": len(reports),
        "pauses": [
            [one.since.isoformat(), one.until.isoformat() if one.until else ""]
            for one in past.pauses
        ],
    }  # fmt: skip


def _pauses(keys: Sequence[int]) -> dict[int, list[Pause]]:
    """Return when elevators were out of use: by their units' requests, else by the register."""
    found: dict[int, list[Pause]] = defaultdict(list)
    since: dict[int, date] = {}
    for request in requests_in_force(elevator_ids=list(keys)):
        if request.in_force_at is None:
            continue
        day = local_day(at=request.in_force_at)
        if request.kind is UseRequestKind.SUSPEND:
            since[request.elevator_id] = day
        elif request.elevator_id in since and request.kind is UseRequestKind.RESUME:
            first = since.pop(request.elevator_id)
            found[request.elevator_id].append(Pause(since=first, until=day))
    for key, at in suspended_elevators(elevator_ids=keys).items():
        first_day = since.get(key) or (local_day(at=at) if at else None)
        if first_day is not None:
            found[key].append(Pause(since=first_day, until=None))
    return dict(found)
