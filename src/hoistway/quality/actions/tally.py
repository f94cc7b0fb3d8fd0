"""What came of an examination."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of one examination; `heard` is per source how much it said and how much agrees."""

    elevators: int = 0
    corrected: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    gone: int = 0
    heard: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Add the counts of another examination."""
        self.elevators += other.elevators
        self.corrected += other.corrected
        self.opened += other.opened
        self.gone += other.gone
        for source, (records, said, agreeing) in other.heard.items():
            own = self.heard.get(source, (0, 0, 0))
            self.heard[source] = (own[0] + records, own[1] + said, own[2] + agreeing)

    def as_json(self) -> dict[str, object]:
        """Return the counts for programs and logs."""
        return {
            "elevators": self.elevators, "corrected": sum(self.corrected.values()),
            "opened": sum(self.opened.values()), "gone": self.gone,
            "corrected_by_kind": dict(self.corrected), "opened_by_kind": dict(self.opened),
        }  # fmt: skip
