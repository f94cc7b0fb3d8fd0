"""Which of an elevator's reports is in force, and which good one makes up for a bad one."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from hoistway.inspection.vocabulary import InspectionKind, Verdict


class Report(Protocol):
    """What judgement needs of a report."""

    @property
    def kind(self) -> InspectionKind:
        """What was done."""

    @property
    def verdict(self) -> Verdict:
        """What was found."""


One = TypeVar("One", bound=Report)


def makes_good(*, kind: InspectionKind, failed: InspectionKind) -> bool:
    """Return whether a good report of one kind makes up for a failed one of another.

    A test arranged by the use unit never makes up for what an inspection body found bad.
    Source: TSG T7001-2023, TSG T7008-2023; 特种设备安全法 art. 40.

    Example:
        >>> makes_good(kind=InspectionKind.TEST, failed=InspectionKind.PERIODIC)
        False
    """
    return kind is not InspectionKind.TEST or failed is InspectionKind.TEST


def in_force(*, reports: Iterable[One]) -> One | None:
    """Return which report is in force, of those held until a day, the oldest first."""
    found: One | None = None
    for one in reports:
        if found is None or _follows(one, found):
            found = one
    return found


def _follows(one: Report, before: Report) -> bool:
    if before.verdict in Verdict.good() or one.verdict is Verdict.FAILED:
        return True
    return makes_good(kind=one.kind, failed=before.kind)
