"""Elevators and firms leave the pilot, or come back to it; the regime changes the same day."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.among import among
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions import return_to_fixed
from hoistway.ondemand.actions.checking import follow_adopted
from hoistway.ondemand.actions.conditions import keep_conditions
from hoistway.ondemand.actions.exits_steps import Said, stepped
from hoistway.ondemand.actions.firm_steps import stepped as firm_stepped
from hoistway.ondemand.actions.moving import Step, enter
from hoistway.ondemand.events import ElevatorPilotsMoved
from hoistway.ondemand.models import ElevatorPilot, ExitCase, FirmPilot
from hoistway.ondemand.rules.entry import ClauseVerdict
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    ExitClause,
    ExitDeed,
    ExitState,
    FirmPilotState,
    PilotDeed,
)

_LIVING = sorted(str(state) for state in ElevatorPilotState.living())
_PENDING = sorted(str(state) for state in ExitState.pending())


class ConditionStillLost(Refusal):
    """Raised when an elevator would come back to the pilot while a condition does not hold."""

    code = "pilot_condition_still_lost"
    zh = "「{clause_zh}」仍不符合（{ground_zh}），不能恢复按需维保。"
    en = "«{clause_en}» still does not hold ({ground_en}); it cannot return to the pilot."
    clause = "286号 附件2 四（四）2（2）"


class NewWayBegun(Refusal):
    """Raised when an elevator would come back while it is on a new way into the pilot."""

    code = "pilot_new_way_begun"
    zh = "该电梯已重新申报试点，原退出不能再恢复。"
    en = "The elevator has applied anew; the former exit cannot be undone."


def held_ways(*, pilot_ids: Collection[int]) -> list[ElevatorPilot]:
    """Return ways with all that is judged of them, locked until the transaction ends."""
    related = (
        "elevator", "use_unit", "firm_pilot__firm", "firm_pilot__period", "jurisdiction",
    )  # fmt: skip
    rows = ElevatorPilot.objects.select_for_update(of=("self",)).select_related(*related)
    return list(rows.filter(among("id", list(pilot_ids))).order_by("pk"))


def fall_back(*, found: dict[int, ExitClause], now: datetime) -> list[ElevatorPilot]:
    """Put listed elevators provisionally back on fixed intervals, next visit due at once.

    Source: requirements C9.
    """
    pilots = [
        one for one in held_ways(pilot_ids=list(found))
        if one.state is ElevatorPilotState.LISTED
    ]  # fmt: skip
    today = local_day(at=now)
    for one in pilots:
        one.state = ElevatorPilotState.PROVISIONAL
        one.provisional_since, one.provisional_clause = today, found[one.pk]
    _keep(pilots, PilotDeed.FELL_BACK, now, PLATFORM)
    for clause in sorted({found[one.pk] for one in pilots}):
        keys = [one.elevator_id for one in pilots if found[one.pk] is clause]
        return_to_fixed(
            elevator_ids=keys, reason=_reason(clause), at_once=True, now=now, by=PLATFORM
        )
    return pilots


def leave(*, pilots: Sequence[ElevatorPilot], clause: ExitClause, now: datetime, by: Actor) -> None:
    """Let elevators leave for good: fixed intervals from this day, other cases closed with it.

    Source: 286号 附件2 四（四）; requirements C9: the same day.
    """
    entered = [one.elevator_id for one in pilots if one.state in ElevatorPilotState.entered()]
    over = clause is ExitClause.PERIOD_ENDED
    for one in pilots:
        one.state = ElevatorPilotState.ENDED if over else ElevatorPilotState.EXITED
        one.ended_at, one.ended_clause = now, clause
    _keep(pilots, PilotDeed.ENDED if over else PilotDeed.EXITED, now, by)
    return_to_fixed(elevator_ids=entered, reason=_reason(clause), at_once=False, now=now, by=by)
    for case in ExitCase.objects.select_for_update().filter(
        elevator_pilot__in=pilots, state__in=_PENDING
    ).order_by("pk"):  # fmt: skip
        case.state, case.decided_at, case.decided_by = ExitState.EXITED, now, by.as_json()
        case.save(update_fields=["state", "decided_at", "decided_by"])
        said = Said(form_id=uuid4(), facts={"with": str(clause)})
        stepped(case=case, deed=ExitDeed.DECIDED, said=said, now=now, by=by)


def come_back(*, pilot: ElevatorPilot, now: datetime, by: Actor) -> None:
    """Let an elevator follow its year plan again; every condition is computed at this moment.

    Raises: ConditionStillLost, NewWayBegun.
    """
    others = ElevatorPilot.objects.filter(elevator_id=pilot.elevator_id, state__in=_LIVING)
    if others.exclude(pk=pilot.pk).exists():
        raise NewWayBegun
    pilot.state = ElevatorPilotState.LISTED
    pilot.provisional_since, pilot.provisional_clause = None, ""
    pilot.ended_at, pilot.ended_clause = None, ""
    pilot.save()
    verdicts = keep_conditions(pilot_ids=[pilot.pk], now=now).get(pilot.pk, ())
    _refuse_lost(verdicts)
    _keep([pilot], PilotDeed.RESUMED, now, by)
    follow_adopted(pilots=[pilot], now=now, by=by)


def leave_firm(
    *, firm_pilot: FirmPilot, clause: ExitClause, form_id: UUID, now: datetime, by: Actor
) -> int:
    """Let a firm leave and all its elevators with it, the same day; return how many elevators.

    Source: 286号 附件2 四（四）1; requirements C9.
    """
    over = clause is ExitClause.PERIOD_ENDED
    firm_pilot.state = FirmPilotState.ENDED if over else FirmPilotState.EXITED
    firm_pilot.ended_at = now
    firm_pilot.save(update_fields=["state", "ended_at"])
    deed = PilotDeed.ENDED if over else PilotDeed.EXITED
    firm_stepped(
        pilot=firm_pilot, deed=deed, form_id=form_id, now=now, by=by,
        facts={"clause": str(clause)},
    )  # fmt: skip
    return leave_with_firm(
        firm_pilot_id=firm_pilot.pk, now=now, by=by,
        clause=clause if over else ExitClause.FIRM_EXITED,
    )  # fmt: skip


def leave_with_firm(
    *, firm_pilot_id: int, clause: ExitClause, now: datetime, by: Actor
) -> int:  # fmt: skip
    """Let every elevator of a firm's application leave; return how many."""
    rows = ElevatorPilot.objects.filter(firm_pilot_id=firm_pilot_id, state__in=_LIVING)
    pilots = held_ways(pilot_ids=list(rows.values_list("pk", flat=True)))
    if pilots:
        leave(pilots=pilots, clause=clause, now=now, by=by)
    return len(pilots)


def _refuse_lost(verdicts: Sequence[ClauseVerdict]) -> None:
    for one in verdicts:
        if not one.holds:
            raise ConditionStillLost(
                clause_zh=one.clause.zh, clause_en=one.clause.en, ground_zh=one.ground.zh,
                ground_en=one.ground.en.lower(),
            )  # fmt: skip


def _keep(pilots: Sequence[ElevatorPilot], deed: PilotDeed, now: datetime, by: Actor) -> None:
    if not pilots:
        return
    form_id = uuid4()
    ElevatorPilot.objects.bulk_update(
        pilots, ["state", "provisional_since", "provisional_clause", "ended_at", "ended_clause"],
        batch_size=500,
    )  # fmt: skip
    facts = {one.pk: {"clause": str(one.ended_clause or one.provisional_clause)} for one in pilots}
    step = Step(deed=deed, form_id=form_id, edition=pilots[0].firm_pilot.period.edition)
    enter(pilots=pilots, step=step, facts=facts, now=now, by=by)
    announce(ElevatorPilotsMoved(form_id=str(form_id), pilot_ids=[one.pk for one in pilots]))
    touch("pilot")


def _reason(clause: ExitClause) -> str:
    return f"{clause.zh}（{clause.source}）"
