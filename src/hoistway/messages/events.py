"""What the messages room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQueued(Event):
    """A message waits to be sent."""

    message_id: int
