"""Whether a partner holds what it was sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a partner says to hold, what it was sent, what we have, and what is on its way."""

    theirs: int
    sent: int
    ours: int
    under_way: int = 0

    @property
    def difference(self) -> int:
        """How many more (or, below nought, fewer) the partner holds than it was sent."""
        return self.theirs - self.sent

    @property
    def agrees(self) -> bool:
        """Whether the difference is explained by what is on its way.

        Example:
            >>> Compared(theirs=8, sent=10, ours=10, under_way=2).agrees
            True
        """
        return abs(self.difference) <= self.under_way
