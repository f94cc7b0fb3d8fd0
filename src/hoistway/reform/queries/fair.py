"""One figure of many districts, compared fairly by size."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoistway.reform.queries.kept import Kept
from hoistway.reform.rules.fair import Z95, Z998, Funnel, funnel_of
from hoistway.reform.vocabulary import Fairness

LIMITS = (Z95, Z998)
"""Standard errors of the inner and the outer limits."""


@dataclass(frozen=True, slots=True)
class Fair:
    """The funnel of all districts, None where nothing can be compared, and each one's verdict."""

    funnel: Funnel | None
    verdicts: tuple[Fairness, ...]


def fairness_of(*, kept: Sequence[Kept], least: int) -> Fair:
    """Return where each district stands among these; too small ones are not compared."""
    funnel = funnel_of(counts=[(one.part, one.whole) for one in kept], least=least)
    if funnel is None:
        return Fair(None, tuple(Fairness.UNKNOWN for _one in kept))
    return Fair(
        funnel,
        tuple(funnel.verdict(part=one.part, whole=one.whole, least=least) for one in kept),
    )
