"""One reason, before and after it is weighed."""

from collections.abc import Mapping
from dataclasses import dataclass

from hoistway.maintenance.vocabulary.evidence import EvidenceReason

Fact = int | str | list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a check found, with the figures behind it."""

    code: EvidenceReason
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason with its weight of the edition, 0 to 1."""

    code: EvidenceReason
    weight: float
    facts: Mapping[str, Fact]
