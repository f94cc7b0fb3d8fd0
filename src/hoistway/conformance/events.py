"""What conformance announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationAsked(Event):
    """A firm's system is to be examined."""

    examination_id: int
