"""How near the last day of a visit is, in one word."""

from datetime import date

from hoistway.maintenance.rules.policy import MaintenancePolicy
from hoistway.maintenance.vocabulary.planning import Urge


def urge_of(
    *, due: date | None, today: date, policy: MaintenancePolicy, paused: bool = False
) -> Urge:
    """Return how near a last day is; an elevator that is out of use is only paused.

    Example:
        >>> from datetime import date as d
        >>> from hoistway.maintenance.rules.policy import policy_on
        >>> rule = policy_on(day=d(2026, 3, 1))
        >>> [str(urge_of(due=d(2026, 3, 16), today=d(2026, 3, n), policy=rule))
        ...  for n in (10, 11, 16, 17)]
        ['later', 'soon', 'today', 'overdue']
    """
    if paused:
        return Urge.PAUSED
    if due is None or (due - today).days > max(policy.warn_days):
        return Urge.LATER
    if due < today:
        return Urge.OVERDUE
    return Urge.TODAY if due == today else Urge.SOON
