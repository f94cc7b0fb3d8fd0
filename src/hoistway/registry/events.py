"""What the registry announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorsRegistered(Event):
    """Elevators have entered the register, with keys from `first_id` to `last_id`."""

    first_id: int
    last_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsChanged(Event):
    """What is held true of these elevators has changed; at most a batch of keys each."""

    elevator_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorsMerged(Event):
    """Two rows of the register were found to be one elevator; `gone_id` is `kept_id` now."""

    kept_id: int
    gone_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorsSplit(Event):
    """A merge was taken back: `gone_id` is an elevator of its own again."""

    kept_id: int
    gone_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAsked(Event):
    """Somebody asked for a stored file to be taken in or tried."""

    run_id: int
