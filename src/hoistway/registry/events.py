"""What the registry announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorsRegistered(Event):
    """Elevators have entered the register, with keys from `first_id` to `last_id`."""

    first_id: int
    last_id: int
