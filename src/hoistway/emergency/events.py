"""What the emergency room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpened(Event):
    """Somebody waits for help: a rescue has been opened."""

    incident_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMoved(Event):
    """A rescue took a step: an entry was added to its timeline."""

    entry_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianCalled(Event):
    """A technician has been chosen and is being called."""

    call_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FireServiceNeeded(Event):
    """The third level is reached: the dispatcher must bring in 119."""

    incident_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassengersFreed(Event):
    """Everybody is out of the car."""

    incident_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed(Event):
    """The rescue is finished and judged."""

    incident_id: int
