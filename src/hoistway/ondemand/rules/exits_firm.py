"""Whether a firm has grounds to leave the pilot, as far as facts speak: two of its clauses.

False material and breaches of law are a regulator's finding. A verdict opens a case; the city
decides. Source: 286号 附件2 四（四）1; requirements C9.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.ondemand.rules.exits import ExitVerdict, LostCondition
from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import EntryClause, ExitAnswer, ExitClause

MEASURED = frozenset({EntryClause.FIRM_MONITORING, EntryClause.FIRM_PAPERLESS})
"""Conditions that are shares of what came in over the days they are measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmExitFacts:
    """What is known of one listed firm on a day.

    Of its `visits` to pilot elevators in the window, `off_plan` were missed, late or short of
    planned items. `told_on` is the day on which it was told to follow its plan and has not since.
    """

    day: date
    lost: tuple[LostCondition, ...] = ()
    visits: int = 0
    off_plan: int = 0
    told_on: date | None = None


def judge_firm_exit(*, facts: FirmExitFacts, policy: PilotPolicy) -> tuple[ExitVerdict, ...]:
    """Return the verdict on each clause of a firm that facts can speak of.

    Example:
        >>> from hoistway.ondemand.rules.policy import edition_named
        >>> facts = FirmExitFacts(day=date(2026, 11, 23))
        >>> policy = edition_named(edition="286-2020")
        >>> [one.found for one in judge_firm_exit(facts=facts, policy=policy)]
        [False, False]
    """
    return firm_condition(facts=facts, policy=policy), firm_off_plan(facts=facts, policy=policy)


def firm_condition(*, facts: FirmExitFacts, policy: PilotPolicy) -> ExitVerdict:
    """Return whether the firm lost a basic requirement; a grade only bars from entering.

    A share must have been short for longer than the days it is measured over: before that, one
    bad stretch that is long mended would still be in it.
    Source: 286号 附件2 四（四）1（1）.
    """
    measured_over = timedelta(days=policy.online_days)
    lost = [
        one for one in facts.lost
        if one.clause in EntryClause.of_firms()
        and one.clause not in {EntryClause.PERIOD, EntryClause.FIRM_CREDIT}
        and (one.clause not in MEASURED or facts.day > one.since + measured_over)
    ]  # fmt: skip
    seen = {
        "lost": [
            {"clause": str(one.clause), "since": one.since.isoformat(), **one.facts}
            for one in lost
        ]
    }  # fmt: skip
    return _verdict(ExitClause.FIRM_CONDITION, bool(lost), seen)


def is_off_plan(*, facts: FirmExitFacts, policy: PilotPolicy) -> bool:
    """Return whether so many visits missed the plan that the firm must correct it.

    Source: 286号 附件2 四（四）1（2）; the share is `Chosen:` in the edition.
    """
    enough = facts.off_plan >= policy.off_plan_least
    return enough and facts.off_plan >= policy.off_plan_share * facts.visits


def firm_off_plan(*, facts: FirmExitFacts, policy: PilotPolicy) -> ExitVerdict:
    """Return whether the plan was not followed and this was not corrected in time.

    Source: 286号 附件2 四（四）1（2）.
    """
    told = facts.told_on
    correct_by = told + timedelta(days=policy.correct_days) if told else None
    off = is_off_plan(facts=facts, policy=policy)
    late = correct_by is not None and facts.day > correct_by
    seen = {
        "visits": facts.visits, "off_plan": facts.off_plan,
        "told_on": told.isoformat() if told else None,
        "correct_by": correct_by.isoformat() if correct_by else None,
    }  # fmt: skip
    return _verdict(ExitClause.FIRM_OFF_PLAN, off and late, seen)


def _verdict(clause: ExitClause, found: bool, facts: Mapping[str, object]) -> ExitVerdict:
    answer = ExitAnswer.FOUND if found else ExitAnswer.NOT_FOUND
    return ExitVerdict(clause=clause, answer=answer, at_once=False, facts=facts)
