"""Whether a firm may be in the pilot: one function per clause, each names the deciding fact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import EntryClause, FirmGround

Plain = str | int | float | None
"""What a fact is kept as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFacts:
    """What is measured of one firm on one day; nothing of it is ticked by hand.

    Shares are of one, days local calendar days. `named` elevators were ever heard through the
    firm's platform, `reporting` of them lately; `online_share` is their mean over the last
    `days_known` days. Of `visits_due`, which fell due from `visits_since` on, `visits_recorded`
    were signed in the app or came over a connected system.
    """

    day: date
    period_first: date | None = None
    period_last: date | None = None
    period_document: str = ""
    named: int = 0
    reporting: int = 0
    completeness: float = 0.0
    online_share: float | None = None
    days_known: int = 0
    longest_gap_hours: float = 0.0
    visits_due: int = 0
    visits_recorded: int = 0
    visits_since: date | None = None
    plan_lacks: tuple[str, ...] = ()
    committed_on: date | None = None
    grade: str = ""
    grade_round: str = ""


@dataclass(frozen=True, slots=True)
class FirmVerdict:
    """Whether one clause holds, the fact that decides it, and the facts it was judged by."""

    clause: EntryClause
    holds: bool
    ground: FirmGround
    facts: Mapping[str, Plain]

    def as_json(self) -> dict[str, object]:
        """Return the verdict as a row keeps it."""
        return {
            "clause": str(self.clause), "holds": self.holds, "ground": str(self.ground),
            "facts": dict(self.facts),
        }  # fmt: skip

    @classmethod
    def read(cls, said: Mapping[str, object]) -> "FirmVerdict":
        """Return a verdict that was kept."""
        facts = said["facts"]
        return cls(
            EntryClause(str(said["clause"])), said["holds"] is True,
            FirmGround(str(said["ground"])), facts if isinstance(facts, dict) else {},
        )  # fmt: skip


def judge_firm(*, facts: FirmFacts, policy: PilotPolicy) -> tuple[FirmVerdict, ...]:
    """Return how each clause stands for a firm, in the order of the annex.

    The grade is a clause only where the edition refuses some.

    Source: 286号 附件2 一, 二; requirements C2.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> said = judge_firm(
        ...     facts=FirmFacts(day=date(2021, 1, 1)), policy=edition_named(edition="286-2020")
        ... )
        >>> [one.holds for one in said]
        [False, False, False, False]
    """
    return tuple(
        FirmVerdict(clause, ground is FirmGround.FULFILLED, ground, said)
        for clause, judge in _JUDGES + (_GRADED if policy.refused_grades else ())
        for ground, said in [judge(facts, policy)]
    )


Judged = tuple[FirmGround, Mapping[str, Plain]]


def _period(facts: FirmFacts, policy: PilotPolicy) -> Judged:
    """Source: 286号 附件2 一."""
    first, last = facts.period_first, facts.period_last
    said = {"first": _text(first), "last": _text(last), "document": facts.period_document}
    within = first is not None and last is not None and first <= facts.day <= last
    return FirmGround.FULFILLED if within else FirmGround.NO_PERIOD, said


def _monitoring(facts: FirmFacts, policy: PilotPolicy) -> Judged:
    """Source: 286号 附件2 二 1."""
    said: dict[str, Plain] = {
        "named": facts.named, "reporting": facts.reporting,
        "completeness": round(facts.completeness, 4),
        "least_completeness": policy.firm_completeness,
        "online_share": None if facts.online_share is None else round(facts.online_share, 4),
        "least_online_share": policy.firm_online_share, "days_known": facts.days_known,
        "days_wanted": policy.online_days, "longest_gap_hours": round(facts.longest_gap_hours, 1),
    }  # fmt: skip
    if not facts.named:
        return FirmGround.NOTHING_REPORTS, said
    if facts.days_known < policy.online_days or facts.online_share is None:
        return FirmGround.SHORTLY_KNOWN, said
    if facts.completeness < policy.firm_completeness:
        return FirmGround.INCOMPLETE, said
    if facts.online_share < policy.firm_online_share:
        return FirmGround.NOT_STEADY, said
    return FirmGround.FULFILLED, said


def _paperless(facts: FirmFacts, policy: PilotPolicy) -> Judged:
    """Below twenty visits the share asks for each of them. Source: 286号 附件2 二 2."""
    due, recorded = facts.visits_due, facts.visits_recorded
    said: dict[str, Plain] = {
        "due": due, "recorded": recorded, "share": round(recorded / due, 4) if due else None,
        "least_share": policy.firm_paperless_share, "since": _text(facts.visits_since),
    }  # fmt: skip
    if not due:
        return FirmGround.NO_VISITS, said
    if recorded < policy.firm_paperless_share * due:
        return FirmGround.OUTSIDE_THE_APP, said
    return FirmGround.FULFILLED, said


def _plan(facts: FirmFacts, policy: PilotPolicy) -> Judged:
    """Source: 286号 附件2 二 3, 四（一）."""
    said = {"lacks": " ".join(facts.plan_lacks), "committed_on": _text(facts.committed_on)}
    if facts.plan_lacks:
        return FirmGround.PLAN_LACKS, said
    if facts.committed_on is None:
        return FirmGround.NOT_COMMITTED, said
    return FirmGround.FULFILLED, said


def _grade(facts: FirmFacts, policy: PilotPolicy) -> Judged:
    """Who has no grade is not kept out. Source: 286号 二（六）; the edition's `refused_grades`."""
    said = {
        "grade": facts.grade or None, "round": facts.grade_round or None,
        "refused": " ".join(policy.refused_grades),
    }  # fmt: skip
    refused = facts.grade in policy.refused_grades
    return FirmGround.GRADE_REFUSED if refused else FirmGround.FULFILLED, said


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


_Judges = tuple[tuple[EntryClause, Callable[[FirmFacts, PilotPolicy], Judged]], ...]

_JUDGES: _Judges = (
    (EntryClause.PERIOD, _period), (EntryClause.FIRM_MONITORING, _monitoring),
    (EntryClause.FIRM_PAPERLESS, _paperless), (EntryClause.FIRM_PLAN, _plan),
)  # fmt: skip
_GRADED: _Judges = ((EntryClause.FIRM_CREDIT, _grade),)
