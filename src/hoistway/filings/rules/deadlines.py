"""By which day something has to be filed, and on which days somebody is reminded of it."""

from datetime import date, timedelta

from hoistway.filings.rules.policy import FilingPolicy


def firm_due_on(*, policy: FilingPolicy, since: date) -> date:
    """Return the last day on which a firm that maintains since a day files itself in time."""
    return _due(policy, policy.firm_due, since)


def elevator_due_on(*, policy: FilingPolicy, since: date) -> date:
    """Return the last day on which an elevator is filed in time.

    `since` is the day from which somebody has had to maintain it unfiled: its registration, or
    the end of the last responsibility. Source: 286号 二（一）: by 2020-06-30; for what came
    later, and since no day is set for all, so many days after.
    Example:
        >>> from hoistway.filings.rules.policy import policy_on
        >>> golden = policy_on(day=date(2020, 6, 18))
        >>> elevator_due_on(policy=golden, since=date(2011, 5, 4))
        datetime.date(2020, 6, 30)
        >>> elevator_due_on(policy=golden, since=date(2020, 8, 1))
        datetime.date(2020, 8, 31)
    """
    return _due(policy, policy.elevator_due, since)


def _due(policy: FilingPolicy, for_all: date | None, since: date) -> date:
    span = timedelta(days=policy.file_within_days)
    if since <= policy.in_force:
        return for_all or policy.in_force + span
    return max(for_all or since, since + span)


def latest_since(*, policy: FilingPolicy, for_all: date | None, today: date) -> date | None:
    """Return the latest `since` that is overdue today, None where nothing can be.

    It turns the deadline around, so that a database compares one day for all rows.
    Example:
        >>> from hoistway.filings.rules.policy import policy_on
        >>> today, now = date(2026, 11, 22), policy_on(day=date(2026, 11, 22))
        >>> latest = latest_since(policy=now, for_all=now.elevator_due, today=today)
        >>> latest, elevator_due_on(policy=now, since=latest) < today
        (datetime.date(2026, 11, 11), True)
    """
    span = timedelta(days=policy.file_within_days)
    if for_all is not None and for_all >= today:
        return None
    by_span = today - span - timedelta(days=1)
    if by_span > policy.in_force:
        return by_span
    first = for_all or policy.in_force + span
    return policy.in_force if first < today else None


def step_on(*, due: date, today: date, urge_on_days: tuple[int, ...]) -> int | None:
    """Return the latest day of urging that has come for something overdue since `due`.

    A night that was missed is made up for: on the ninth day the seventh is due. Source:
    requirements A6: days 1, 7, 15.
    Example:
        >>> due, days = date(2026, 11, 1), (1, 7, 15)
        >>> [step_on(due=due, today=date(2026, 11, d), urge_on_days=days) for d in (1, 2, 9, 30)]
        [None, 1, 7, 15]
    """
    overdue = (today - due).days
    return max((day for day in urge_on_days if day <= overdue), default=None)


def warning_on(*, ends: date, today: date, warn_days: int) -> bool:
    """Return whether something that holds up to and without `ends` is about to run out."""
    return today < ends <= today + timedelta(days=warn_days)
