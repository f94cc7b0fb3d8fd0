"""For whom, by which edition, and when something is examined."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.conformance.rules.policy import ConformancePolicy
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal


class WhoseSystem(Refusal):
    """Raised when it is not said whose system is examined, and that decides."""

    code = "whose_system"
    zh = "请说明是哪个单位的系统。"
    en = "Say whose system it is (--organisation)."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an examiner must know; without an organisation every elevator may be spoken for.

    `by` is the firm's office, in whose name visits would be sent.
    """

    now: datetime
    policy: ConformancePolicy
    organisation_id: int | None = None
    mapping: str = ""
    by: Actor | None = None
