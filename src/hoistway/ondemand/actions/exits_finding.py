"""Every day, and when a fact changes: who has to leave, who is warned, what has mended itself."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from hoistway.foundation.among import among
from hoistway.foundation.collector import collector_paused
from hoistway.ondemand.actions.conditions import look_again
from hoistway.ondemand.actions.exits_leaving import fall_back, held_ways
from hoistway.ondemand.actions.exits_steps import Ground, open_row, stepped
from hoistway.ondemand.actions.exits_warning import Warned, keep_warnings
from hoistway.ondemand.models import ElevatorPilot, ExitCase
from hoistway.ondemand.queries.exits_facts import ExitSubject, exit_subjects, judged_ways
from hoistway.ondemand.rules.exits import ExitVerdict, judge_exit
from hoistway.ondemand.rules.exits_news import is_news
from hoistway.ondemand.rules.exits_warned import DueWarning, due_warnings
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    ExitClause,
    ExitDeed,
    ExitState,
    FirmPilotState,
)

CHUNK = 20_000
"""Elevators judged in one transaction. Chosen: as the facts of entry are gathered."""

_ENTERED = sorted(str(state) for state in ElevatorPilotState.entered())
_PENDING = sorted(str(state) for state in ExitState.pending())
Judged = tuple[ExitSubject, tuple[ExitVerdict, ...]]


def find_exits(*, now: datetime, elevator_ids: Collection[int] | None = None) -> int:
    """Judge every elevator in the pilot, or these; open cases, warn, return how many cases.

    What takes effect at once does so in the same transaction. Fault rates are counted in the
    whole sweep alone. Run twice, nothing happens twice; a missed day is made up for.
    Announces: ExitCaseMoved, ElevatorPilotsMoved. Source: requirements C9.
    """
    rows = ElevatorPilot.objects.filter(
        state__in=_ENTERED, firm_pilot__state=FirmPilotState.LISTED
    ).order_by("pk")
    if elevator_ids is not None:
        rows = rows.filter(elevator_id__in=elevator_ids)
    keys = list(rows.values_list("pk", flat=True))
    opened = 0
    for start in range(0, len(keys), CHUNK):
        with collector_paused():
            opened += _judge(keys[start : start + CHUNK], now, with_rates=elevator_ids is None)
    return opened


@transaction.atomic
def _judge(pilot_ids: Sequence[int], now: datetime, *, with_rates: bool) -> int:
    looked = look_again(pilot_ids=pilot_ids, now=now)
    ways = judged_ways(pilot_ids=list(looked))
    subjects = exit_subjects(
        pilots=ways, entered=[looked[one.pk] for one in ways], now=now, with_rates=with_rates
    )
    judged = [(one, judge_exit(facts=one.facts, policy=one.policy)) for one in subjects]
    at_once = {
        one.pilot_id: next(each.clause for each in verdicts if each.at_once)
        for one, verdicts in judged
        if any(each.at_once for each in verdicts)
    }
    fall_back(found=at_once, now=now)
    due = {one.pilot_id: _due(one, verdicts) for one, verdicts in judged}
    pilots = _held(judged, due)
    opened = _open(judged, pilots, now)
    _note_mended(judged, now)
    _warn(due, pilots, now)
    return opened


def _due(subject: ExitSubject, verdicts: Sequence[ExitVerdict]) -> tuple[DueWarning, ...]:
    return due_warnings(
        facts=subject.facts, limits=subject.limits, verdicts=verdicts, policy=subject.policy
    )


def _held(
    judged: Sequence[Judged], due: Mapping[int, Sequence[DueWarning]]
) -> dict[int, ElevatorPilot]:
    """Return, locked, the ways of which there is something to say and that have not ended."""
    asked = [
        one.pilot_id for one, verdicts in judged
        if due[one.pilot_id] or any(each.found for each in verdicts)
    ]  # fmt: skip
    rows = held_ways(pilot_ids=asked)
    return {one.pk: one for one in rows if one.state in ElevatorPilotState.entered()}


def _open(judged: Sequence[Judged], pilots: dict[int, ElevatorPilot], now: datetime) -> int:
    before: dict[tuple[int, ExitClause], ExitCase] = {}
    for row in ExitCase.objects.filter(among("elevator_pilot_id", list(pilots))).order_by("pk"):
        before[row.elevator_pilot_id or 0, row.clause] = row
    opened = 0
    for subject, verdicts in judged:
        for verdict in verdicts:
            last = before.get((subject.pilot_id, verdict.clause))
            pilot = pilots.get(subject.pilot_id)
            if pilot is not None and verdict.found and _is_due(last, verdict):
                _case(subject, verdict, pilot, now)
                opened += 1
    return opened


def _is_due(last: ExitCase | None, verdict: ExitVerdict) -> bool:
    """Return whether a case is opened: none waits, and nobody has decided on these facts."""
    if last is None:
        return True
    if last.state in ExitState.pending():
        return False
    if last.state is ExitState.MENDED or verdict.at_once:
        return True
    return is_news(clause=verdict.clause, decided=last.evidence, facts=verdict.facts)


def _case(subject: ExitSubject, verdict: ExitVerdict, pilot: ElevatorPilot, now: datetime) -> None:
    case = open_row(
        pilot=pilot,
        policy=subject.policy,
        day=subject.facts.day,
        area_id=pilot.jurisdiction_id,
        ground=Ground(clause=verdict.clause, facts=verdict.facts, at_once=verdict.at_once),
    )
    stepped(case=case, deed=ExitDeed.FOUND, now=now)


def _note_mended(judged: Sequence[Judged], now: datetime) -> None:
    """Close cases whose condition holds again before a decision, if nothing had taken effect.

    Where the elevator is provisionally back, a regulator decides; the case tells that it mended.
    """
    holds = [
        subject.pilot_id for subject, verdicts in judged
        if not any(one.found for one in verdicts if one.clause is ExitClause.CONDITION_LOST)
    ]  # fmt: skip
    rows = ExitCase.objects.select_for_update().filter(
        among("elevator_pilot_id", holds), clause=ExitClause.CONDITION_LOST, state__in=_PENDING,
        at_once=False,
    )  # fmt: skip
    for case in rows.order_by("pk"):
        case.state, case.decided_at = ExitState.MENDED, now
        case.save(update_fields=["state", "decided_at"])
        stepped(case=case, deed=ExitDeed.MENDED, now=now)


def _warn(
    due: Mapping[int, Sequence[DueWarning]], pilots: Mapping[int, ElevatorPilot], now: datetime
) -> None:
    warned = [
        Warned(of=pilot, warning=one) for key, pilot in pilots.items() for one in due[key]
    ]  # fmt: skip
    keep_warnings(warned=warned, now=now)
