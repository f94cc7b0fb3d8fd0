"""Whether what is found now is more than what a regulator has already decided on.

Who was let stay is not put on trial again for the same facts.
"""

from collections.abc import Mapping
from typing import Any

from hoistway.ondemand.vocabulary import ExitClause


def is_news(*, clause: ExitClause, decided: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Return whether facts differ from those of a case that was decided «stays».

    Example:
        >>> decided = {"own": {"now": 7}}
        >>> is_news(clause=ExitClause.FAULT_RATE, decided=decided, facts={"own": {"now": 7}})
        False
        >>> is_news(clause=ExitClause.FAULT_RATE, decided=decided, facts={"own": {"now": 8}})
        True
    """
    if clause is ExitClause.FAULT_RATE:
        return _faults(facts) > _faults(decided)
    if clause is ExitClause.COMPLAINTS:
        return max(facts.get("days", ()), default="") > max(decided.get("days", ()), default="")
    if clause in {ExitClause.CONDITION_LOST, ExitClause.FIRM_CONDITION}:
        return _lost(facts) != _lost(decided)
    return bool(facts != decided)


def _faults(facts: Mapping[str, Any]) -> int:
    return sum(int(facts.get(part, {}).get("now", 0)) for part in ("own", "pool"))


def _lost(facts: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(one["clause"], one["since"]) for one in facts.get("lost", ())}
