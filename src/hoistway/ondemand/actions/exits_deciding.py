"""A case is opened by a regulator, answered by firm and use unit, decided, appealed, settled."""

from datetime import datetime, timedelta

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.ondemand.actions.exits_leaving import (
    come_back,
    held_ways,
    leave,
    leave_firm,
)
from hoistway.ondemand.actions.exits_reinstating import reinstate_firm
from hoistway.ondemand.actions.exits_steps import (
    CaseMovedOn,
    Ground,
    Said,
    held_case,
    known_form,
    open_row,
    policy_of_case,
    require_state,
    stepped,
)
from hoistway.ondemand.models import ElevatorPilot, ExitCase, FirmPilot
from hoistway.ondemand.queries.exits import (
    appeal_waits,
    decides,
    heard,
    is_ripe,
    may_appeal,
    settles,
    sides_of,
)
from hoistway.ondemand.queries.firms import policy_of
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    ExitClause,
    ExitDeed,
    ExitState,
    FirmPilotState,
)
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed

_ENTERED = sorted(str(state) for state in ElevatorPilotState.entered())


class CasePending(Refusal):
    """Raised when a case of the same clause waits already."""

    code = "exit_case_pending"
    zh = "已有同一条款的待处理案件 {number}。"
    en = "Case {number} of the same clause is pending."


class NotHeardYet(Refusal):
    """Raised when a decision is made before the sides were heard or their days are over."""

    code = "exit_not_heard_yet"
    zh = "当事单位尚未答复完毕，{day} 之后才能决定。"
    en = "Not all sides have answered; the decision can be made after {day}."


class NoExitAppeal(Refusal):
    """Raised when a decision cannot be appealed by this side, at this time, or once more."""

    code = "no_exit_appeal"
    zh = "不能申诉：仅当事单位可对退出决定申诉一次，期限 {day}。"
    en = "No appeal: a side appeals an exit once, until {day}."


class SettledByAnother(Refusal):
    """Raised when who decided would settle the appeal, or no appeal waits."""

    code = "exit_settled_by_another"
    zh = "申诉须由原决定人以外的监管人员处理。"
    en = "A regulator other than who decided settles the appeal."
    status = 403


@transaction.atomic
def open_elevator_case(
    *, register_number: str, clause: ExitClause, said: Said, now: datetime, by: Actor
) -> ExitCase:
    """Open a case on an elevator in the pilot by a regulator's own finding; it waits.

    Announces: ExitCaseMoved. Raises: NotAllowed, NotFound, ExitWordsMissing, CasePending.
    Source: 286号 附件2 四（四）2（3）（4）.
    """
    require(by=by, deed=Deed.CHECK_PILOT)
    if clause in ExitClause.of_firms():
        raise NotFound
    rows = ElevatorPilot.objects.select_related("firm_pilot__period", "jurisdiction").filter(
        in_reach(by=by, prefix="elevator__"), elevator__register_number=register_number,
        state__in=_ENTERED,
    )  # fmt: skip
    return _opened(rows.first(), clause, said, now, by)


@transaction.atomic
def open_firm_case(
    *, number: str, clause: ExitClause, said: Said, now: datetime, by: Actor
) -> ExitCase:
    """Open a case on a listed firm by the city's own finding: false material, breach of law.

    Announces: ExitCaseMoved. Raises: NotAllowed, NotFound, ExitWordsMissing, CasePending.
    Source: 286号 附件2 四（四）1.
    """
    require(by=by, deed=Deed.LIST_PILOT_FIRM)
    if clause not in ExitClause.of_firms():
        raise NotFound
    rows = FirmPilot.objects.select_related("period", "firm").filter(
        number=number, state=FirmPilotState.LISTED
    )
    return _opened(rows.first(), clause, said, now, by)


def _opened(
    pilot: ElevatorPilot | FirmPilot | None, clause: ExitClause, said: Said, now: datetime,
    by: Actor,
) -> ExitCase:  # fmt: skip
    if pilot is None:
        raise NotFound
    known = known_form(form_id=said.form_id)
    if known is not None:
        return known.case
    said.needed()
    pending = sorted(str(state) for state in ExitState.pending())
    column = "firm_pilot" if isinstance(pilot, FirmPilot) else "elevator_pilot"
    waiting = ExitCase.objects.filter(clause=clause, state__in=pending, **{column: pilot}).first()
    if waiting is not None:
        raise CasePending(number=waiting.number)
    if isinstance(pilot, FirmPilot):
        policy, area = policy_of(period=pilot.period), by.jurisdiction_id
    else:
        code, area = pilot.jurisdiction.code, pilot.jurisdiction_id
        policy = policy_of(period=pilot.firm_pilot.period, jurisdiction_code=code)
    case = open_row(
        pilot=pilot, ground=Ground(clause=clause, facts={"words": said.words.strip()}),
        policy=policy, day=local_day(at=now), area_id=area,
    )  # fmt: skip
    stepped(case=case, deed=ExitDeed.OPENED, said=said, now=now, by=by)
    return case


@transaction.atomic
def answer_case(*, number: str, said: Said, now: datetime, by: Actor) -> ExitCase:
    """Keep what a firm or a use unit says to a case; when all are heard it waits for the decision.

    Announces: ExitCaseMoved. Raises: NotAllowed, NotFound, ExitWordsMissing, CaseMovedOn.
    """
    require(by=by, deed=Deed.ANSWER_EXIT)
    case = held_case(number=number, by=by)
    if known_form(form_id=said.form_id):
        return case
    said.needed()
    require_state(case=case, states=ExitState.pending())
    if by.organisation_id not in sides_of(case=case):
        raise NotAllowed
    stepped(case=case, deed=ExitDeed.ANSWERED, said=said, now=now, by=by)
    if sides_of(case=case) <= heard(case=case):
        case.state = ExitState.ANSWERED
        case.save(update_fields=["state"])
    return case


@transaction.atomic
def decide_case(*, number: str, exits: bool, said: Said, now: datetime, by: Actor) -> ExitCase:
    """Decide as a regulator whether the elevator or the firm leaves; the effect is of this day.

    The district decides on elevators, the city on firms, once the sides were heard or their days
    are over. Who stays and was provisionally back follows its plan again if all conditions hold.
    Announces: ExitCaseMoved. Raises: NotAllowed, NotFound, ExitWordsMissing, CaseMovedOn,
    NotHeardYet, ConditionStillLost. Source: 286号 附件2 四（四）.
    """
    case = held_case(number=number, by=by)
    if not decides(case=case, by=by):
        raise NotAllowed
    if known_form(form_id=said.form_id):
        return case
    said.needed()
    require_state(case=case, states=ExitState.pending())
    if not is_ripe(case=case, now=now):
        raise NotHeardYet(day=case.answer_by)
    policy = policy_of_case(case=case)
    case.state = ExitState.EXITED if exits else ExitState.STAYS
    case.decided_at, case.decided_by = now, by.as_json()
    if exits:
        case.appeal_by = local_day(at=now) + timedelta(days=policy.appeal_days)
    case.save()
    stepped(case=case, deed=ExitDeed.DECIDED, said=_with(said, case), now=now, by=by)
    _take_effect(case, said, now, by)
    return case


def _with(said: Said, case: ExitCase) -> Said:
    facts = {**said.facts, "outcome": str(case.state), "edition": case.edition}
    return Said(form_id=said.form_id, words=said.words, file=said.file, facts=facts)


def _take_effect(case: ExitCase, said: Said, now: datetime, by: Actor) -> None:
    exits = case.state is ExitState.EXITED
    if case.firm_pilot is not None:
        if exits and case.firm_pilot.state is FirmPilotState.LISTED:
            leave_firm(
                firm_pilot=case.firm_pilot, clause=case.clause, form_id=said.form_id, now=now,
                by=by,
            )  # fmt: skip
        return
    (pilot,) = held_ways(pilot_ids=[case.elevator_pilot_id or 0])
    if exits and pilot.state in ElevatorPilotState.living():
        leave(pilots=[pilot], clause=case.clause, now=now, by=by)
    elif not exits and pilot.state is ElevatorPilotState.PROVISIONAL and not _others(case):
        come_back(pilot=pilot, now=now, by=by)


def _others(case: ExitCase) -> bool:
    """Return whether another case keeps the elevator provisionally back."""
    pending = sorted(str(state) for state in ExitState.pending())
    rows = ExitCase.objects.filter(
        elevator_pilot_id=case.elevator_pilot_id, at_once=True, state__in=pending
    )
    return rows.exclude(pk=case.pk).exists()


@transaction.atomic
def appeal_exit(*, number: str, said: Said, now: datetime, by: Actor) -> ExitCase:
    """Keep a side's appeal against an exit, once, in time; the exit stands meanwhile.

    Announces: ExitCaseMoved. Raises: NotAllowed, NotFound, ExitWordsMissing, NoExitAppeal.
    """
    require(by=by, deed=Deed.ANSWER_EXIT)
    case = held_case(number=number, by=by)
    if known_form(form_id=said.form_id):
        return case
    said.needed()
    if not may_appeal(case=case, by=by, day=local_day(at=now)):
        raise NoExitAppeal(day=case.appeal_by or "—")
    case.appealed_at = now
    case.save(update_fields=["appealed_at"])
    stepped(case=case, deed=ExitDeed.APPEALED, said=said, now=now, by=by)
    return case


@transaction.atomic
def settle_exit_appeal(
    *, number: str, upholds: bool, said: Said, now: datetime, by: Actor
) -> ExitCase:
    """Uphold an exit or overturn it; another regulator than who decided does, for good.

    Overturned, the elevator or the firm is back in the pilot if its conditions hold now.
    Announces: ExitCaseMoved. Raises: NotFound, ExitWordsMissing, CaseMovedOn, SettledByAnother,
    ConditionStillLost.
    """
    case = held_case(number=number, by=by)
    if known_form(form_id=said.form_id):
        return case
    if not appeal_waits(case=case):
        raise CaseMovedOn(zh=case.state.zh, en=case.state.en)
    if not settles(case=case, by=by):
        raise SettledByAnother
    said.needed()
    case.settled_at = now
    case.state = ExitState.EXITED if upholds else ExitState.STAYS
    case.save(update_fields=["settled_at", "state"])
    deed = ExitDeed.UPHELD if upholds else ExitDeed.OVERTURNED
    stepped(case=case, deed=deed, said=said, now=now, by=by)
    if not upholds:
        _overturn(case, now, by)
    return case


def _overturn(case: ExitCase, now: datetime, by: Actor) -> None:
    if case.firm_pilot is not None:
        reinstate_firm(firm_pilot=case.firm_pilot, now=now, by=by)
        return
    (pilot,) = held_ways(pilot_ids=[case.elevator_pilot_id or 0])
    if pilot.state is ElevatorPilotState.EXITED:
        come_back(pilot=pilot, now=now, by=by)
