"""The district rules what firms and use units dispute, and takes a decision back."""

from datetime import datetime

from hoistway.filings.actions.checking import require_no_faults, require_other_than_filer
from hoistway.filings.actions.days import from_json, keep_decision, write_days
from hoistway.filings.actions.holding import InHand, in_hand, opened
from hoistway.filings.actions.settling import (
    Desk,
    accept,
    at_desk,
    inputs_of,
    move,
    reasons_of,
    restate,
    tell_settled,
)
from hoistway.filings.models import Decision, ElevatorFiling
from hoistway.filings.queries.cases import Open, at_home
from hoistway.filings.queries.days import days_by_elevator
from hoistway.filings.queries.decisions import TURNING, last_turning
from hoistway.filings.queries.filings import OPEN, seen_by
from hoistway.filings.rules.decision_reasons import Verdict, verdict_on
from hoistway.filings.rules.filing import given_reason
from hoistway.filings.vocabulary import DecisionKind, Fault, FilingState
from hoistway.filings.vocabulary.decisions import FilingDeed, Ground
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import family, survivor_of


class NothingToRule(Refusal):
    """Raised when nobody disputes a filing: it takes its ordinary way."""

    code = "nothing_to_rule"
    zh = "该备案没有争议，按正常流程核对或退回。"
    en = "Nobody disputes this filing: check it or return it."


class AnotherPersonRules(Refusal):
    """Raised when whoever checked or decided would also rule or take it back."""

    code = "another_person_rules"
    zh = "裁定或撤销须由核对人以外的人员进行。"
    en = "Somebody other than who checked it must rule or reverse."
    status = 403


class LaterDecisionStands(Refusal):
    """Raised when a decision would be taken back on which a later one rests."""

    code = "later_decision_stands"
    zh = "之后还有新的决定（备案 {number}），请先撤销后面的决定。"
    en = "A later decision (filing {number}) rests on it: reverse that one first."


class CannotReverse(Refusal):
    """Raised when a decision was taken back already or is not of a kind that can be."""

    code = "cannot_reverse"
    zh = "该决定已被撤销，或不能撤销。"
    en = "This decision was reversed already, or cannot be."


def rule_filing(
    *, filing_id: int, accept: bool, reason: str, now: datetime, by: Actor
) -> ElevatorFiling:
    """Decide a disputed filing by a person's word, with the reason.

    Raises: NotAllowed, NotFound, FilingMovedOn, FilerMayNotCheck, AnotherPersonRules,
    ReasonMissing, NothingToRule, HasFaults.
    """
    with in_hand(filing_id=filing_id, deed=Deed.CHECK_FILING, now=now, by=by) as hand:
        require_other_than_filer(filing=hand.filing, by=by)
        _require_another(hand.filing, by)
        words = given_reason(reason=reason)
        case = opened(hand=hand)
        verdict = verdict_on(case=case.case, now=now)
        if not verdict.may_rule:
            raise NothingToRule
        if accept:
            _accepted(case, verdict, hand.desk, words, by)
        else:
            _refused(hand, case, verdict, words, by)
    hand.filing.refresh_from_db()
    return hand.filing


def _require_another(filing: ElevatorFiling, by: Actor) -> None:
    if by.kind is ActorKind.PERSON and (filing.checked_by or {}).get("person") == by.person_id:
        raise AnotherPersonRules


def _accepted(one: Open, verdict: Verdict, desk: Desk, words: str, by: Actor) -> None:
    filing = one.filing
    require_no_faults(faults=[f for f in one.case.blocking if f is not Fault.UNIT_DENIES])
    if filing.checked_at is None:
        filing.checked_at, filing.checked_by = desk.now, by.as_json()
    filing.checked_reason = words
    grounds = (Ground.DISTRICT_RULED, *verdict.grounds)
    ruled = Verdict(outcome=verdict.outcome, grounds=grounds)
    accept(one=one, verdict=ruled, desk=desk, by=by, words=words)


def _refused(hand: InHand, one: Open, verdict: Verdict, words: str, by: Actor) -> None:
    now = hand.desk.now
    days = days_by_elevator(elevator_ids=[hand.home])[hand.home]
    move(
        filing=hand.filing, deed=FilingDeed.REFUSE, checked_at=now, checked_by=by.as_json(),
        checked_reason=words,
    )  # fmt: skip
    grounds = (Ground.DISTRICT_RULED, *verdict.grounds)
    keep_decision(
        elevator_id=hand.home, filing=hand.filing, kind=DecisionKind.REFUSE,
        inputs=inputs_of(one=one), reasons=reasons_of(grounds=grounds, words=words), undo=days,
        edition=hand.filing.edition, now=now, by=by,
    )  # fmt: skip
    tell_settled(filing=hand.filing)


def reverse_decision(*, decision_id: int, reason: str, now: datetime, by: Actor) -> Decision:
    """Take a decision back: the days are as before it, and why stands beside it for good.

    Only the latest decision over an elevator's days can be; what was accepted by it is then not
    accepted, what was refused is open again. Raises: NotAllowed, NotFound, AnotherPersonRules,
    ReasonMissing, CannotReverse, LaterDecisionStands.
    """
    require(by=by, deed=Deed.CHECK_FILING)
    decision = _decision_seen(decision_id, by)
    words = given_reason(reason=reason)
    with at_desk(now=now, elevator_ids=[survivor_of(elevator_id=decision.elevator_id)]) as desk:
        _require_reversible(decision, by)
        filing = ElevatorFiling.objects.select_for_update().get(pk=decision.filing_id or 0)
        _require_another(filing, by)
        (home,) = desk.homes
        before = days_by_elevator(elevator_ids=[home])[home]
        if decision.kind is DecisionKind.REFUSE:
            _reopen(filing)
        else:
            days = from_json(days=decision.undo)
            write_days(elevator_id=home, days=days, now=now)
            move(filing=filing, deed=FilingDeed.REFUSE, checked_reason=words)
            restate(elevator_id=home, days=days)
            desk.decided.add(home)
        tell_settled(filing=filing)
        return keep_decision(
            elevator_id=home, filing=filing, kind=DecisionKind.REVERSE, undo=before,
            inputs={"decision": decision.pk, "kind": str(decision.kind)},
            reasons=reasons_of(grounds=(Ground.DISTRICT_RULED,), words=words),
            edition=decision.edition, now=now, by=by, reverses=decision,
        )  # fmt: skip


def _decision_seen(decision_id: int, by: Actor) -> Decision:
    found = Decision.objects.filter(seen_by(by=by, prefix="filing__"), pk=decision_id)
    decision = found.exclude(filing=None).first()
    if decision is None:
        raise NotFound
    return decision


def _require_reversible(decision: Decision, by: Actor) -> None:
    if by.kind is ActorKind.PERSON and decision.by.get("person") == by.person_id:
        raise AnotherPersonRules
    if Decision.objects.filter(reverses=decision).exists():
        raise CannotReverse
    if decision.kind is DecisionKind.REFUSE:
        return
    if decision.kind not in TURNING:
        raise CannotReverse
    last = last_turning(elevator_ids=family(elevator_id=decision.elevator_id))
    if last is not None and last.pk != decision.pk:
        raise LaterDecisionStands(number=last.filing.number if last.filing else "–")


def _reopen(filing: ElevatorFiling) -> None:
    """Open a refused filing again, unless the firm has filed anew meanwhile."""
    others = ElevatorFiling.objects.filter(
        at_home(elevator_ids=[survivor_of(elevator_id=filing.elevator_id)]),
        firm_id=filing.firm_id, state__in=OPEN,
    )  # fmt: skip
    if filing.state is not FilingState.REFUSED or others.exists():
        raise CannotReverse
    move(filing=filing, deed=FilingDeed.REOPEN)
