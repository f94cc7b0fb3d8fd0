"""What remote monitoring announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationMoved(Event):
    """A deviation was found, ordered, worked on, settled or dismissed."""

    step_id: int
