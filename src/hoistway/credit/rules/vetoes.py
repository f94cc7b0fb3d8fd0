"""What alone puts a firm into the lowest grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoistway.credit.rules.exact import Number
from hoistway.credit.rules.facts import SubjectFacts
from hoistway.credit.rules.model import VetoRule
from hoistway.credit.vocabulary import Fact, Veto


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoFound:
    """One veto that stands, with how often and by which rule."""

    veto: Veto
    fact: Fact
    count: Number
    source: str


def vetoes_of(*, facts: SubjectFacts, rules: Sequence[VetoRule]) -> tuple[VetoFound, ...]:
    """Return the vetoes that stand; each holds for the firm itself, never for its group."""
    return tuple(
        VetoFound(veto=rule.veto, fact=rule.fact, count=found, source=rule.source)
        for rule in rules
        if (found := facts.count(fact=rule.fact)) >= rule.at_least
    )
