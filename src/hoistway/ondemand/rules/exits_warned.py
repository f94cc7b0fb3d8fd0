"""Of what somebody is warned before it is grounds to leave the pilot.

Each mark is told once an episode: one silence, one end of cover, one due date. Where several
marks passed at once, the last one is told alone.
Source: requirements C9, C11.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.ondemand.rules.exits import ExitFacts, ExitVerdict
from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import EntryClause, ExitAnswer, ExitClause

ONLINE_MARK = 0
"""The mark of a connection below the share: no number of days, so none of the others' marks."""

CAUSES_MARK = 1
"""The mark of faults whose cause must be settled before the rate can be judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFacts:
    """The days of one elevator on which something ends; None where nothing is known."""

    silent_since: date | None = None
    insured_until: date | None = None
    inspection_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWarning:
    """One warning: the clause that comes nearer, its mark, and the day that names its episode."""

    clause: ExitClause
    mark: int
    episode: date
    facts: Mapping[str, object]


def due_warnings(
    *, facts: ExitFacts, limits: LimitFacts, verdicts: Sequence[ExitVerdict], policy: PilotPolicy
) -> tuple[DueWarning, ...]:
    """Return of what to warn on this day; a clause that is already found is no warning.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> day = date(2026, 11, 23)
        >>> still = ExitFacts(day=day, silent_for=timedelta(days=8))
        >>> since = LimitFacts(silent_since=day - timedelta(days=8))
        >>> told = due_warnings(
        ...     facts=still, limits=since, verdicts=(), policy=edition_named(edition="286-2020")
        ... )
        >>> [(str(one.clause), one.mark) for one in told]
        [('silent', 7)]
    """
    found = {one.clause for one in verdicts if one.found}
    day, insured, due = facts.day, policy.insurance_warn_days, policy.inspection_warn_days
    asked = (
        _silence(facts, limits, policy),
        _ends(ExitClause.CONDITION_LOST, limits.insured_until, day, insured),
        _ends(ExitClause.INSPECTION_FAILED, limits.inspection_due, day, due),
        _unsteady(facts),
        _complaints(facts, verdicts, policy),
        _causes(facts, verdicts),
    )  # fmt: skip
    return tuple(one for one in asked if one is not None and one.clause not in found)


def period_mark(*, day: date, last_day: date, policy: PilotPolicy) -> int | None:
    """Return the mark before a period's end that this day has reached, None before the first.

    Source: requirements C11: warned 90, 30 and 7 days before.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> policy = edition_named(edition="286-2020")
        >>> period_mark(day=date(2022, 12, 1), last_day=date(2022, 12, 31), policy=policy)
        30
    """
    return _ahead(day, last_day, policy.period_warn_days)


def _silence(facts: ExitFacts, limits: LimitFacts, policy: PilotPolicy) -> DueWarning | None:
    reached = [
        mark for mark in policy.silent_warn_days if facts.silent_for >= timedelta(days=mark)
    ]  # fmt: skip
    if not reached or limits.silent_since is None:
        return None
    seen = {
        "silent_hours": int(facts.silent_for.total_seconds() // 3600),
        "limit_days": policy.silent_days,
    }
    return DueWarning(
        clause=ExitClause.SILENT, mark=max(reached), episode=limits.silent_since, facts=seen
    )


def _ends(
    clause: ExitClause, last: date | None, day: date, marks: tuple[int, ...]
) -> DueWarning | None:
    mark = None if last is None else _ahead(day, last, marks)
    if mark is None or last is None:
        return None
    return DueWarning(clause=clause, mark=mark, episode=last, facts={"until": last.isoformat()})


def _ahead(day: date, last: date, marks: tuple[int, ...]) -> int | None:
    left = (last - day).days
    return min((mark for mark in marks if 0 <= left <= mark), default=None)


def _unsteady(facts: ExitFacts) -> DueWarning | None:
    online = next((one for one in facts.lost if one.clause is EntryClause.ONLINE), None)
    if online is None:
        return None
    return DueWarning(
        clause=ExitClause.CONDITION_LOST, mark=ONLINE_MARK, episode=online.since,
        facts={"lost": str(online.clause), **online.facts},
    )  # fmt: skip


def _complaints(
    facts: ExitFacts, verdicts: Sequence[ExitVerdict], policy: PilotPolicy
) -> DueWarning | None:
    told = _of(ExitClause.COMPLAINTS, verdicts)
    days = told.facts["days"] if told else ()
    if not isinstance(days, list) or len(days) != policy.complaints - 1 or not days:
        return None
    return DueWarning(
        clause=ExitClause.COMPLAINTS, mark=len(days), episode=date.fromisoformat(days[0]),
        facts={"days": days, "limit": policy.complaints},
    )  # fmt: skip


def _causes(facts: ExitFacts, verdicts: Sequence[ExitVerdict]) -> DueWarning | None:
    told = _of(ExitClause.FAULT_RATE, verdicts)
    if told is None or told.answer is not ExitAnswer.CAUSES_OPEN:
        return None
    quarter = date(facts.day.year, (facts.day.month - 1) // 3 * 3 + 1, 1)
    return DueWarning(
        clause=ExitClause.FAULT_RATE, mark=CAUSES_MARK, episode=quarter, facts=dict(told.facts)
    )


def _of(clause: ExitClause, verdicts: Sequence[ExitVerdict]) -> ExitVerdict | None:
    return next((one for one in verdicts if one.clause is clause), None)
