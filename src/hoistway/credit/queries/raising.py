"""What would raise a score: one thing changed, everything else as it is."""

from hoistway.credit.models import CreditScore
from hoistway.credit.rules.facts import from_json
from hoistway.credit.rules.model import model_named
from hoistway.credit.rules.shrinkage import means_from_json
from hoistway.credit.rules.what_if import Raise, raises

__all__ = ["Raise", "raises_of"]

MOST = 8
"""Changes that are told. Chosen: what somebody reads, the largest gain first."""


def raises_of(*, score: CreditScore) -> list[Raise]:
    """Return the changes that would raise a total most, the largest gain first.

    The facts are those of the score, struck records left out; the city's means those of its round.
    """
    row = score.round
    means = row.city_facts.get("means")
    if not means or not score.facts:
        return []
    city = means_from_json(edition=row.edition, said=means)
    facts = from_json(said=score.facts)
    return list(raises(facts=facts, city=city, model=model_named(edition=row.edition)))[:MOST]
