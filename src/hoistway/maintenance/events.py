"""What the maintenance room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSigned(Event):
    """All technicians of a visit have signed; it counts from its date and asks the use unit."""

    visit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAnswered(Event):
    """The use unit has confirmed a visit, objected to it, or let the deadline pass."""

    visit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOpened(Event):
    """Something is to be repaired."""

    repair_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairMoved(Event):
    """A repair was begun, done, confirmed or found impossible."""

    repair_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsAssigned(Event):
    """An office gave visits to a technician, or took them away."""

    person_id: int
    visit_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearExportAsked(Event):
    """A firm's year is to be written as a file."""

    export_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAsked(Event):
    """A code is to be sent to the registered telephone of a use unit's person."""

    code_id: int
