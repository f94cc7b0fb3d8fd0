"""What the filings room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFiled(Event):
    """A firm has filed itself, or what has changed of it."""

    filing_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFilingSettled(Event):
    """A firm's filing was checked, returned or withdrawn."""

    filing_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorsFiled(Event):
    """Filings of elevators came in; many at once where they came by a table."""

    filing_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElevatorFilingSettled(Event):
    """An elevator's filing was checked, returned, refused or withdrawn."""

    filing_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingDisputed(Event):
    """Two firms claim the same elevator for the same days."""

    filing_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityTurned(Event):
    """Another firm, or nobody, answers for these elevators from now on."""

    elevator_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MismatchOpened(Event):
    """An inspection body found on site something else than what was filed."""

    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MismatchMoved(Event):
    """A mismatch was answered, confirmed, verified, escalated, closed or dismissed."""

    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAsked(Event):
    """A table of filings waits to be taken in."""

    run_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLeft(Event):
    """People whom a firm's filing named are not named by the next: they left the firm."""

    firm_id: int
    person_ids: list[int]
