"""What the inspection room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecorded(Event):
    """The report of an inspection or a test is in force."""

    inspection_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOrdered(Event):
    """An elevator must not be used until its stop is lifted."""

    stop_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLifted(Event):
    """An elevator may be used again."""

    stop_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionAsked(Event):
    """A use unit asks a body for an inspection, or takes it back."""

    request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionTableAsked(Event):
    """A body has handed in a table of reports."""

    table_id: int
