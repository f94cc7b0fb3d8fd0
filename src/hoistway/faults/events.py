"""What the faults room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOpened(Event):
    """A fault that nobody had seen before."""

    fault_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultMoved(Event):
    """A fault was ordered to be repaired, mended, reopened, judged or appealed."""

    step_id: int
