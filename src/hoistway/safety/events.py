"""What the safety room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyRoundKept(Event):
    """A use unit kept the round of a day, a week or a month."""

    round_id: int
