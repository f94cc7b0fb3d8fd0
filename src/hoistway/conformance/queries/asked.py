"""For whom, by which edition, and when something is examined."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.conformance.rules.policy import ConformancePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an examiner must know; without an organisation every elevator may be spoken for."""

    now: datetime
    policy: ConformancePolicy
    organisation_id: int | None = None
    mapping: str = ""
