"""Whether the indicators of a group see anything: shown by faults and by visits, not assumed."""

from dataclasses import dataclass
from statistics import NormalDist

from hoistway.yearplans.rules.policy import PlanPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the indicators of a group of elevators did around faults and visits.

    `leads`: how much higher an elevator's indicators stood on the day before a fault than on its
    mean day. `falls`: how far they fell from the day before a visit to the day of it. Both are
    means over the group in units of each elevator's daily noise, with their standard errors.
    """

    leads: float = 0.0
    leads_error: float = 1.0
    falls: float = 0.0
    falls_error: float = 1.0


def sees(*, sight: Sight, policy: PlanPolicy) -> bool:
    """Return whether indicators rise before faults, or fall at visits, beyond chance.

    Example:
        >>> from datetime import date
        >>> from hoistway.yearplans.rules.policy import plan_policy_on
        >>> policy = plan_policy_on(day=date(2026, 1, 1))
        >>> sees(sight=Sight(leads=0.9, leads_error=0.05), policy=policy)
        True
        >>> sees(sight=Sight(leads=0.1, leads_error=0.05), policy=policy)
        False
    """
    z = NormalDist().inv_cdf(policy.sight_sure)
    return any(
        mean - z * error > policy.sight_least
        for mean, error in ((sight.leads, sight.leads_error), (sight.falls, sight.falls_error))
    )
