"""Items that a season is the deadline of: they bring the visit that contains them forward."""

from datetime import date, timedelta

from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.rules.policy import MaintenancePolicy
from hoistway.maintenance.vocabulary import Level

FRESH_MONTHS = 2
"""How long before a season its item is still fresh. Chosen: a pump that worked in April will
work in June; one that was looked at in January may not."""


def season_start(*, level: Level, policy: MaintenancePolicy, after: date) -> date:
    """Return the first day of the next season whose item this level contains.

    Source: TSG T5002-2017 D-2-05 before the rainy season, D-3-12 before winter.

    Example:
        >>> from hoistway.maintenance.rules.policy import policy_on
        >>> day = date(2026, 6, 1)
        >>> str(season_start(level=Level.QUARTER, policy=policy_on(day=day), after=day))
        '2027-06-01'
    """
    text = policy.rainy_season_before if level is Level.QUARTER else policy.winter_before
    month, day = (int(part) for part in text.split("-"))
    start = date(after.year, month, day)
    return start if start > after else date(after.year + 1, month, day)


def in_season(*, due: date, last: date, level: Level, policy: MaintenancePolicy) -> date:
    """Return the last day of a level whose seasonal item must be done before the season comes.

    Done within the two months before it, the item counts for that season.
    """
    start = season_start(level=level, policy=policy, after=last)
    if last >= months_after(day=start, months=-FRESH_MONTHS):
        return due
    return min(due, start - timedelta(days=1))
