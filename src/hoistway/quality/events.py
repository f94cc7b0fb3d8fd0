"""What the quality room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsOpened(Event):
    """Findings wait for a person in these jurisdictions."""

    jurisdiction_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyAnswers(Event):
    """These findings say that nobody maintains an elevator, or answers for its use."""

    finding_ids: list[int]
