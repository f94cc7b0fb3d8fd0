"""Whether an elevator in the pilot has grounds to leave it: one function per clause.

A verdict is no exit: it opens a case, and a regulator decides. `at_once` says that the elevator
goes back to fixed intervals on the day found, until then.
Source: 286号 附件2 四（四）2; requirements C9.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hoistway.ondemand.rules.fault_rate import (
    JEFFREYS,
    FaultCounts,
    RatePrior,
    RateVerdict,
    judge_rates,
)
from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import EntryClause, ExitAnswer, ExitClause

PLAIN = frozenset(
    {
        EntryClause.CONSENT, EntryClause.INSURED, EntryClause.ANSWERED_FOR, EntryClause.YEAR_PLAN,
        EntryClause.FIRM_LISTED,
    }
)  # fmt: skip
"""Conditions that are lost in one day, without a doubt; continuous connection is a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCondition:
    """A condition of entry that holds no more, the first day of that, and what says so."""

    clause: EntryClause
    since: date
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPool:
    """The elevators of one firm, maker and estate together; `elevators` counts them."""

    counts: FaultCounts
    elevators: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitFacts:
    """What is known of one elevator in the pilot on a day.

    `failed_on` is the day of the inspection or test in force when its verdict is not passed.
    `silent_for` is the time since the last accepted sample, less our own outages and registered
    suspension. `bound` says that a device is bound. `complaints` are the days on which reports
    were found true and due to maintenance. `faults` is None where nobody has counted.
    """

    day: date
    failed_on: date | None = None
    failed_report: str = ""
    silent_for: timedelta = timedelta(0)
    last_accepted: datetime | None = None
    bound: bool = True
    lost: tuple[LostCondition, ...] = ()
    faults: FaultCounts | None = None
    pool: FaultPool | None = None
    prior: RatePrior = JEFFREYS
    complaints: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitVerdict:
    """What the facts say of one clause, and the facts."""

    clause: ExitClause
    answer: ExitAnswer
    at_once: bool
    facts: Mapping[str, object]

    @property
    def found(self) -> bool:
        """Whether the facts are grounds to leave."""
        return self.answer is ExitAnswer.FOUND


def judge_exit(*, facts: ExitFacts, policy: PilotPolicy) -> tuple[ExitVerdict, ...]:
    """Return the verdict on each clause that facts can speak of, in the notice's order.

    Clause (4), other circumstances, is a regulator's own.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> still = ExitFacts(day=date(2026, 11, 23), silent_for=timedelta(days=15))
        >>> told = judge_exit(facts=still, policy=edition_named(edition="286-2020"))
        >>> [str(one.clause) for one in told if one.found]
        ['silent']
    """
    return (
        inspection_failed(facts=facts),
        silent(facts=facts, policy=policy),
        condition_lost(facts=facts, policy=policy),
        fault_rate(facts=facts, policy=policy),
        complained_of(facts=facts, policy=policy),
    )


def inspection_failed(*, facts: ExitFacts) -> ExitVerdict:
    """Return whether the inspection or test in force was not passed.

    Source: 286号 附件2 四（四）2（1）.
    """
    seen = {"failed_on": _iso(facts.failed_on), "report": facts.failed_report}
    return _verdict(ExitClause.INSPECTION_FAILED, facts.failed_on is not None, seen)


def silent(*, facts: ExitFacts, policy: PilotPolicy) -> ExitVerdict:
    """Return whether fifteen times 24 hours passed without an accepted sample.

    Source: 286号 附件2 四（四）2（2）.
    """
    seen = {
        "silent_hours": int(facts.silent_for.total_seconds() // 3600),
        "last_accepted": facts.last_accepted.isoformat() if facts.last_accepted else None,
        "limit_days": policy.silent_days,
    }
    over = facts.silent_for >= timedelta(days=policy.silent_days)
    return _verdict(ExitClause.SILENT, over, seen)


def condition_lost(*, facts: ExitFacts, policy: PilotPolicy) -> ExitVerdict:
    """Return whether a basic condition was lost.

    Consent, insurance, firm and plan are lost at once, and so is a device that is gone. A share
    of connection is grounds only when it was below its limit for longer than the days it is
    measured over – before that, one gap that is long mended would still be in it – and then
    waits for the decision.
    Source: 286号 附件2 四（四）2（2）; requirements C3.
    """
    plain = [one for one in facts.lost if one.clause in PLAIN]
    measured_over = timedelta(days=policy.online_days)
    online = [
        one for one in facts.lost
        if one.clause is EntryClause.ONLINE and facts.day > one.since + measured_over
    ]  # fmt: skip
    seen: dict[str, object] = {
        "lost": [
            {"clause": str(one.clause), "since": one.since.isoformat(), **one.facts}
            for one in (*plain, *online)
        ],
        "bound": facts.bound,
    }  # fmt: skip
    at_once = bool(plain) or not facts.bound
    clause = ExitClause.CONDITION_LOST
    answer = ExitAnswer.FOUND if at_once or online else ExitAnswer.NOT_FOUND
    return ExitVerdict(clause=clause, answer=answer, at_once=at_once, facts=seen)


def fault_rate(*, facts: ExitFacts, policy: PilotPolicy) -> ExitVerdict:
    """Return whether the fault rate is clearly above that of the previous year.

    Where the elevator's own faults are too few to say, those of its firm, maker and estate speak
    for it, if it had more than the year before itself.
    Source: 286号 附件2 四（四）2（3）.
    """
    clause, counts = ExitClause.FAULT_RATE, facts.faults
    if counts is None:
        return ExitVerdict(clause=clause, answer=ExitAnswer.INSUFFICIENT, at_once=False, facts={})
    own, pool = judge_rates(counts=counts, prior=facts.prior, policy=policy), facts.pool
    seen, answer = {"own": _told(counts, own)}, own.answer
    if answer is ExitAnswer.INSUFFICIENT and pool is not None and _speaks(pool, own):
        together = judge_rates(counts=pool.counts, prior=facts.prior, policy=policy)
        seen["pool"] = {**_told(pool.counts, together), "elevators": pool.elevators}
        if together.answer is ExitAnswer.FOUND:
            answer = ExitAnswer.FOUND
    return ExitVerdict(clause=clause, answer=answer, at_once=False, facts=seen)


def _speaks(pool: FaultPool, own: RateVerdict) -> bool:
    """Return whether a pool may speak: the elevator has its exposure, and there are others."""
    return pool.elevators > 1 and own.rate_now is not None


def complained_of(*, facts: ExitFacts, policy: PilotPolicy) -> ExitVerdict:
    """Return whether complaints found true and due to maintenance are frequent.

    Source: 286号 附件2 四（四）2（3）.
    """
    first = facts.day - timedelta(days=policy.complaint_days - 1)
    counted = [day for day in facts.complaints if first <= day <= facts.day]
    seen = {"days": [day.isoformat() for day in sorted(counted)], "limit": policy.complaints}
    return _verdict(ExitClause.COMPLAINTS, len(counted) >= policy.complaints, seen)


def _verdict(clause: ExitClause, found: bool, facts: Mapping[str, object]) -> ExitVerdict:
    return ExitVerdict(
        clause=clause, answer=ExitAnswer.FOUND if found else ExitAnswer.NOT_FOUND,
        at_once=found and clause in ExitClause.at_once(), facts=facts,
    )  # fmt: skip


def _told(counts: FaultCounts, verdict: RateVerdict) -> dict[str, object]:
    return {
        "now": counts.now, "now_days": counts.now_days, "before": counts.before,
        "before_days": counts.before_days, "open_now": counts.open_now,
        "open_before": counts.open_before, "answer": str(verdict.answer),
        "p_value": _short(verdict.p_value), "posterior": _short(verdict.posterior),
        "rate_now": _short(verdict.rate_now), "rate_before": _short(verdict.rate_before),
    }  # fmt: skip


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
