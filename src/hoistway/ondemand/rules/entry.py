"""Whether an elevator may be in the pilot: one function per clause, each names its fact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import EntryClause, EntryGround

Plain = str | int | float | None
"""What a fact is kept as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorFacts:
    """What is known of one elevator on one day; nothing of it is ticked by hand.

    Days are local calendar days. `firm_id` is who would have it in the pilot. `insured_first` to
    `insured_last` is the stretch without a gap that began last; `silent_for` is how long no sample
    was accepted, our own outages and registered suspension left out; `online_share` is of one.
    """

    elevator_id: int
    day: date
    firm_id: int
    period_first: date | None = None
    period_last: date | None = None
    period_document: str = ""
    firm_number: str = ""
    firm_listed_on: date | None = None
    firm_ended_on: date | None = None
    promise_on: date | None = None
    maintainer_id: int | None = None
    maintainer_since: date | None = None
    use_unit_id: int | None = None
    consent_unit_id: int | None = None
    consented_on: date | None = None
    revoked_on: date | None = None
    device: bool = False
    last_accepted_on: date | None = None
    silent_for: timedelta | None = None
    online_share: float | None = None
    longest_gap: timedelta | None = None
    days_known: int = 0
    insured_first: date | None = None
    insured_last: date | None = None
    policy_number: str = ""
    plan_uid: str = ""
    plan_firm_id: int | None = None
    plan_first: date | None = None
    plan_last: date | None = None
    plan_names_items: bool = False
    verdict_good: bool | None = None
    held_on: date | None = None
    inspection_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """Whether one clause holds, the fact that decides it, and the facts it was judged by."""

    clause: EntryClause
    holds: bool
    ground: EntryGround
    facts: Mapping[str, Plain]


def judge_elevator(*, facts: ElevatorFacts, policy: PilotPolicy) -> tuple[ClauseVerdict, ...]:
    """Return how each clause of entry stands for an elevator, in the order of the annex.

    Source: 286号 附件2 一, 三, 四（二）（三）; requirements C3.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> nothing = ElevatorFacts(elevator_id=1, day=date(2021, 1, 1), firm_id=2)
        >>> said = judge_elevator(facts=nothing, policy=edition_named(edition="286-2020"))
        >>> [str(one.ground) for one in said][:4]
        ['no_period', 'firm_not_listed', 'nobody_maintains', 'not_asked']
    """
    return tuple(_verdict(clause, judge, facts, policy) for clause, judge in _JUDGES)


def _verdict(
    clause: EntryClause, judge: "Judge", facts: ElevatorFacts, policy: PilotPolicy
) -> ClauseVerdict:
    ground, shown = judge(facts, policy)
    return ClauseVerdict(clause, ground is EntryGround.MET, ground, shown)


def holds(*, verdicts: tuple[ClauseVerdict, ...]) -> bool:
    """Return whether every clause holds."""
    return all(one.holds for one in verdicts)


Said = tuple[EntryGround, dict[str, Plain]]
Judge = Callable[[ElevatorFacts, PilotPolicy], Said]


def _period(facts: ElevatorFacts, _: PilotPolicy) -> Said:
    """Both days belong to the period. Source: 286号 附件2 一; requirements C11."""
    first, last = facts.period_first, facts.period_last
    met = first is not None and last is not None and first <= facts.day <= last
    shown: dict[str, Plain] = {
        "document": facts.period_document, "first_day": _iso(first), "last_day": _iso(last),
    }  # fmt: skip
    return EntryGround.MET if met else EntryGround.NO_PERIOD, shown


def _firm_listed(facts: ElevatorFacts, _: PilotPolicy) -> Said:
    """Listed, not ended, standard and promise published. Source: 286号 附件2 四（一）（三）."""
    shown: dict[str, Plain] = {
        "number": facts.firm_number, "listed_on": _iso(facts.firm_listed_on),
        "ended_on": _iso(facts.firm_ended_on), "promise_on": _iso(facts.promise_on),
    }  # fmt: skip
    if not _begun(facts.firm_listed_on, facts.day):
        return EntryGround.FIRM_NOT_LISTED, shown
    if _begun(facts.firm_ended_on, facts.day):
        return EntryGround.FIRM_ENDED, shown
    published = _begun(facts.promise_on, facts.day)
    return EntryGround.MET if published else EntryGround.NOT_PUBLISHED, shown


def _answered_for(facts: ElevatorFacts, _: PilotPolicy) -> Said:
    """Who applies is who maintains it on that day. Source: 286号 附件2 四（二）."""
    shown: dict[str, Plain] = {
        "firm": facts.firm_id, "maintainer": facts.maintainer_id,
        "since": _iso(facts.maintainer_since),
    }  # fmt: skip
    if facts.maintainer_id is None:
        return EntryGround.NOBODY_MAINTAINS, shown
    own = facts.maintainer_id == facts.firm_id
    return EntryGround.MET if own else EntryGround.OTHER_FIRM, shown


def _consent(facts: ElevatorFacts, _: PilotPolicy) -> Said:
    """Today's use unit has consented and not revoked. Source: 286号 附件2 三 1."""
    shown: dict[str, Plain] = {
        "use_unit": facts.use_unit_id, "consented_by": facts.consent_unit_id,
        "consented_on": _iso(facts.consented_on), "revoked_on": _iso(facts.revoked_on),
    }  # fmt: skip
    if not _begun(facts.consented_on, facts.day):
        return EntryGround.NOT_ASKED, shown
    if _begun(facts.revoked_on, facts.day):
        return EntryGround.REVOKED, shown
    same = facts.consent_unit_id is not None and facts.consent_unit_id == facts.use_unit_id
    return EntryGround.MET if same else EntryGround.OTHER_UNIT, shown


def _online(facts: ElevatorFacts, policy: PilotPolicy) -> Said:
    """Connected and continuously online. Source: 286号 附件2 三 2; `policy.sources`."""
    shown: dict[str, Plain] = {
        "last_accepted_on": _iso(facts.last_accepted_on), "silent_hours": _hours(facts.silent_for),
        "online_share": facts.online_share, "longest_gap_hours": _hours(facts.longest_gap),
        "days_known": facts.days_known, "needs_share": policy.online_share,
        "needs_days": policy.online_days, "needs_gap_hours": policy.longest_gap_hours,
    }  # fmt: skip
    return _connection(facts, policy), shown


def _connection(facts: ElevatorFacts, policy: PilotPolicy) -> EntryGround:
    silent, gap = facts.silent_for, facts.longest_gap
    most = timedelta(hours=policy.longest_gap_hours)
    if not facts.device or facts.last_accepted_on is None or silent is None:
        return EntryGround.NO_DEVICE
    if silent >= timedelta(days=policy.silent_days):
        return EntryGround.SILENT
    if silent > most or (gap is not None and gap > most):
        return EntryGround.GAP
    if facts.days_known < policy.online_days:
        return EntryGround.TOO_SHORT
    enough = facts.online_share is not None and facts.online_share >= policy.online_share
    return EntryGround.MET if enough else EntryGround.SHARE


def _insured(facts: ElevatorFacts, _: PilotPolicy) -> Said:
    """A policy that is known here covers the day. Source: 286号 附件2 三 3."""
    shown: dict[str, Plain] = {
        "policy": facts.policy_number, "first_day": _iso(facts.insured_first),
        "last_day": _iso(facts.insured_last),
    }  # fmt: skip
    if facts.insured_last is None or not _begun(facts.insured_first, facts.day):
        return EntryGround.NEVER_INSURED, shown
    return EntryGround.MET if facts.day <= facts.insured_last else EntryGround.LAPSED, shown


def _year_plan(facts: ElevatorFacts, _: PilotPolicy) -> Said:
    """The firm's own adopted plan names items and has not run out. Source: 286号 附件2 三 4.

    A plan that begins later is good for entry: the elevator follows it from its first day.
    """
    shown: dict[str, Plain] = {
        "plan": facts.plan_uid, "first_day": _iso(facts.plan_first),
        "last_day": _iso(facts.plan_last),
    }  # fmt: skip
    return _plan_ground(facts), shown


def _plan_ground(facts: ElevatorFacts) -> EntryGround:
    if not facts.plan_uid or facts.plan_last is None:
        return EntryGround.NO_PLAN
    if facts.plan_firm_id != facts.firm_id:
        return EntryGround.PLAN_OF_OTHER
    if facts.plan_last < facts.day:
        return EntryGround.PLAN_OVER
    return EntryGround.MET if facts.plan_names_items else EntryGround.PLAN_EMPTY


def _inspected(facts: ElevatorFacts, _: PilotPolicy) -> Said:
    """No bad report is in force and none is overdue. Source: 286号 附件2 四（四）2（1）.

    Where no report is known here nothing speaks against the elevator.
    """
    good, due = facts.verdict_good, facts.inspection_due_on
    shown: dict[str, Plain] = {
        "held_on": _iso(facts.held_on), "passed": None if good is None else int(good),
        "due_on": _iso(due),
    }  # fmt: skip
    if good is False:
        return EntryGround.FAILED, shown
    late = due is not None and due < facts.day
    return EntryGround.OVERDUE if late else EntryGround.MET, shown


_JUDGES: tuple[tuple[EntryClause, Judge], ...] = (
    (EntryClause.PERIOD, _period),
    (EntryClause.FIRM_LISTED, _firm_listed),
    (EntryClause.ANSWERED_FOR, _answered_for),
    (EntryClause.CONSENT, _consent),
    (EntryClause.ONLINE, _online),
    (EntryClause.INSURED, _insured),
    (EntryClause.YEAR_PLAN, _year_plan),
    (EntryClause.INSPECTED, _inspected),
)


def _begun(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _hours(span: timedelta | None) -> float | None:
    return None if span is None else round(span.total_seconds() / 3600, 2)
