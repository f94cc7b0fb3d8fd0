"""What supervision announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryMoved(Event):
    """A regulator asked about a record, or a firm answered."""

    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecorded(Event):
    """The record of a check was handed in and waits for signatures."""

    check_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinished(Event):
    """A check on site was signed, refused or dropped."""

    check_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMoved(Event):
    """An order was approved, served, reported on, reviewed, handed over or closed."""

    step_id: int
