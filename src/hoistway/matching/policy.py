"""Every number that decides whether two records are one elevator, with its reason, by edition."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One edition of the thresholds; a changed number is a new edition, never an edit.

    Weights are in bits: +1 doubles the odds that two records are one elevator.
    """

    edition: str
    certain_probability: float
    """From here on a pair without a common number may be certain."""
    ask_probability: float
    """From here on a person is asked."""
    alike_probability: float
    """From here on a person is shown several that are alike."""
    least_bits: float
    """A pair that weighs less is no rival to anybody."""
    number_margin: int
    """The same for pairs found by their numbers, in points of `judging.strength`."""
    soft_differences: int
    """So many technical facts may differ beside one common number."""
    crowded: int
    """A number that more records of one source bear tells nothing."""
    crowded_place: int
    """A place with more records that lack a partner is only searched house by house."""
    lessons: int
    """So many known pairs of each sort teach how often each aspect agrees."""
    prior_weight: float
    """So many known pairs are the chosen shares worth, when there is little to learn from."""
    least_share: float
    """No share is held to be smaller: what was never counted may still happen."""
    least_share_of_numbers: float
    """The same for two neighbours that bear one number."""
    same_share: float
    """Share of true pairs among those that share a number."""
    partnered: float
    """Share of records whose elevator is among their candidates, until the weights tell."""
    least_partnered: float
    most_partnered: float
    """The share is never held to be less or more."""


POLICY = Policy(
    edition="2026-11",
    certain_probability=0.985,  # Chosen: one pair in seven is found so; of those near the edge two
    # in a hundred were wrong in the hardest worlds tried, which the target of 99.9 per cent bears
    ask_probability=0.5,  # Chosen: rather it is than not; below, a person's time is wasted
    alike_probability=0.2,  # Chosen: up to five that are alike can be told apart on site
    least_bits=-8.0,  # Chosen: one to 256
    number_margin=3,  # Chosen: one number more than the rival, whatever else differs
    soft_differences=1,  # Chosen: a planted or typed error in one fact is ordinary, two are not
    crowded=3,  # Chosen: twins and double entries come in twos and threes, placeholders in hundreds
    crowded_place=400,  # Chosen: the largest estates have about fifty lifts in four sources
    lessons=100_000,  # Chosen: shares of one per cent are then known to a twentieth of themselves
    prior_weight=200.0,  # Chosen: a village of fifty lifts moves the chosen shares little
    least_share=0.002,  # Chosen: one fact then weighs nine bits at most, less than a number
    least_share_of_numbers=0.00001,  # Chosen: a number given twice is one mistake in many thousand
    same_share=0.5,  # Chosen: knowing nothing; the numbers decide
    partnered=0.8,  # Chosen: most elevators stand in most systems
    least_partnered=0.05,  # Chosen: below, a source speaks of other elevators altogether
    most_partnered=0.85,  # Chosen: with more, probabilities near the edge promised too much
)
"""The edition in force."""
