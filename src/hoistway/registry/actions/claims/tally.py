"""What came of a number of sayings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sayings created, changed or confirmed something; keys 0 where nothing was created.

    `changed` said something new of a known subject, `older` was said before what stands,
    `waiting` speaks of no elevator that is known for certain.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    first_id: int = 0
    last_id: int = 0
    older: int = 0
    waiting: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        firsts = [tally.first_id for tally in (self, other) if tally.first_id]
        return Tally(
            created=self.created + other.created,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            first_id=min(firsts, default=0),
            last_id=max(self.last_id, other.last_id),
            older=self.older + other.older,
            waiting=self.waiting + other.waiting,
        )
