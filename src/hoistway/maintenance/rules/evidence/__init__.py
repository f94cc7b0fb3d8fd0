"""Evidence, not trust: what speaks against a visit, for the inspector's eye, never a block."""

from hoistway.maintenance.rules.evidence.course import (
    Course,
    EarlierPhoto,
    Elsewhere,
    LineSaid,
    Motion,
    PhotoTaken,
    Surroundings,
)
from hoistway.maintenance.rules.evidence.motion import motion_of
from hoistway.maintenance.rules.evidence.policy import (
    EvidencePolicy,
    evidence_editions_in_order,
    evidence_policy_on,
)
from hoistway.maintenance.rules.evidence.reason import Reason
from hoistway.maintenance.rules.evidence.reasons import Weighed, weigh

__all__ = [
    "Course", "EarlierPhoto", "Elsewhere", "EvidencePolicy", "LineSaid", "Motion", "PhotoTaken",
    "Reason", "Surroundings", "Weighed", "evidence_editions_in_order", "evidence_policy_on",
    "motion_of", "weigh",
]  # fmt: skip
