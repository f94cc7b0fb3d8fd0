"""What the on-demand room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmPilotMoved(Event):
    """A firm's application was handed in, returned, listed, or ended."""

    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmPageNamed(Event):
    """A firm named the page of its own on which its promise stands; it is to be read."""

    pilot_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorPilotsMoved(Event):
    """Elevators were proposed, consented to, submitted, returned, listed, or ended by one form."""

    form_id: str
    pilot_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCaseMoved(Event):
    """An exit case was opened, answered, decided, appealed or settled."""

    step_id: int
