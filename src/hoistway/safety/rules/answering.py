"""With what each line of a round begins, and whether what was answered is whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from hoistway.safety.rules.policy import Line
from hoistway.safety.vocabulary import RoundAnswer, RoundFact


@dataclass(frozen=True, slots=True)
class Lacking:
    """What keeps a round from being kept: lines without an answer, and words that are wanting."""

    lines: tuple[str, ...]
    words: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lines and not self.words


def begins_with(*, line: Line, facts: Mapping[str, int]) -> RoundAnswer | None:
    """Return the answer that facts give a line; None for one that is seen on site.

    Example:
        >>> from hoistway.safety.vocabulary import SafetyRound
        >>> line = Line(SafetyRound.DAILY, "f", "故障", "Faults", (RoundFact.FAULTS_OPEN,))
        >>> [str(begins_with(line=line, facts={"faults_open": n})) for n in (0, 1)]
        ['sound', 'wrong']
    """
    if not line.facts:
        return None
    weighs = RoundFact.weighing()
    if any(facts.get(str(fact), 0) for fact in line.facts if fact in weighs):
        return RoundAnswer.WRONG
    return RoundAnswer.SOUND


def lacking(
    *, lines: tuple[Line, ...], answers: Mapping[str, RoundAnswer], facts: Mapping[str, int],
    words: str,
) -> Lacking:  # fmt: skip
    """Return what a round still wants.

    Words are wanted where something is wrong, and where an answer says less than the facts.
    """
    missing = tuple(line.code for line in lines if line.code not in answers)
    grave = any(
        answers[line.code] is RoundAnswer.WRONG
        or begins_with(line=line, facts=facts) is RoundAnswer.WRONG
        for line in lines
        if line.code in answers
    )
    return Lacking(missing, grave and not words.strip())
