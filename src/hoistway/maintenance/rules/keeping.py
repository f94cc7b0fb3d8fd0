"""How long a record is kept, and until when the use unit may answer."""

from datetime import date, datetime, timedelta

from hoistway.maintenance.rules.policy import MaintenancePolicy


def keep_until(*, counted_on: date, years: int) -> date:
    """Return the last day on which a record must be there; 29 February ends on 28 February.

    Example:
        >>> keep_until(counted_on=date(2028, 2, 29), years=5)
        datetime.date(2033, 2, 28)
    """
    try:
        return counted_on.replace(year=counted_on.year + years)
    except ValueError:
        return counted_on.replace(year=counted_on.year + years, day=28)


def confirm_by(*, signed_at: datetime, policy: MaintenancePolicy) -> datetime:
    """Return until when the use unit may confirm or object."""
    return signed_at + timedelta(days=policy.confirm_days)


def remind_from(*, confirm_by: datetime, policy: MaintenancePolicy) -> datetime:
    """Return from when the use unit is reminded that its word is still missing."""
    return confirm_by - timedelta(days=policy.confirm_warn_days)
