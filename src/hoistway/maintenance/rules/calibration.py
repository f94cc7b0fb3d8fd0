"""When the speed governor is to be calibrated, by its age."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from hoistway.maintenance.rules.items import Item, items
from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.vocabulary import Annex


@dataclass(frozen=True, slots=True)
class Governor:
    """When a governor was made or put in, and when it was calibrated last; None is «not known»."""

    made_on: date | None = None
    calibrated_on: date | None = None


@cache
def calibration_item(*, annex: Annex) -> Item | None:
    """Return the item that asks for the calibration: A-4-06, B-4-04, C-4-06; annex D has none."""
    return next((one for one in items() if one.annex is annex and one.calibrate_every_years), None)


def calibration_due(*, annex: Annex, governor: Governor) -> date | None:
    """Return the last day for the next calibration, None where none was ever recorded.

    A governor above the age that the item names is calibrated more often: from the day on which
    it passes that age, the shorter time runs. Without any record the next yearly visit asks.
    Source: TSG T5002-2017 A-4-06 (2 years, every year above 15), B-4-04 (2), C-4-06 (5).

    Example:
        >>> old = Governor(made_on=date(2006, 5, 1), calibrated_on=date(2026, 3, 1))
        >>> str(calibration_due(annex=Annex.A, governor=old))
        '2027-03-01'
    """
    item, last = calibration_item(annex=annex), governor.calibrated_on
    if item is None or last is None or not item.calibrate_every_years:
        return None
    due = months_after(day=last, months=12 * item.calibrate_every_years)
    if not item.old_above_years or governor.made_on is None:
        return due
    old_from = months_after(day=governor.made_on, months=12 * item.old_above_years)
    sooner = months_after(day=last, months=12 * (item.calibrate_old_every_years or 1))
    return min(due, max(sooner, old_from))


def asks_for_calibration(
    *, annex: Annex, governor: Governor, on: date, year_months: int
) -> bool:  # fmt: skip
    """Return whether a yearly visit on a day must calibrate: it would lapse before the next one."""
    if calibration_item(annex=annex) is None:
        return False
    due = calibration_due(annex=annex, governor=governor)
    return due is None or due < months_after(day=on, months=year_months)
