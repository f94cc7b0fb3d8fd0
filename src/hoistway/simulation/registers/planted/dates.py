"""Errors of dates: slipped centuries, exchanged digits, an order that cannot be."""

from datetime import date, timedelta

from hoistway.simulation.registers.estates import AS_OF
from hoistway.simulation.registers.planted.case import Case
from hoistway.simulation.registers.sources import SUPERVISION

_FIELDS = ("made_on", "installed_on", "registered_on")


def _slipped(year: int) -> list[int]:
    """Return years that a hand writes for this one: other century, digits exchanged."""
    d = f"{year}"
    swapped = {int(d[1] + d[0] + d[2:]), int(d[0] + d[2] + d[1] + d[3]), int(d[:2] + d[3] + d[2])}
    return sorted(swapped - {year} | {year - 100, year + 100, year - 1000})


def _misdated(case: Case, error: str, *, certain: bool, future: bool) -> bool:
    field = case.chance.choice(_FIELDS)
    entry = case.bearer(field, among=(SUPERVISION,))
    if entry is None:
        return False
    true = date.fromisoformat(case.facts[field])
    years = [
        year for year in _slipped(true.year)
        if (AS_OF.year + 1 < year < 2100 if future else year < 1950 or year >= 2100)
    ]  # fmt: skip
    if not years or (true.month, true.day) == (2, 29):
        return False
    if not case.vouch(entry, certain, field):
        return False
    value = f"{case.chance.choice(years):04d}{true:-%m-%d}"
    case.wrong(entry, field, value, error=error, certain=certain)
    return True


def century_slip(case: Case, certain: bool) -> bool:
    """Write a year that cannot be."""
    return _misdated(case, "century_slip", certain=certain, future=False)


def date_in_future(case: Case, certain: bool) -> bool:
    """Exchange two digits of the year so that it lies ahead."""
    return _misdated(case, "date_in_future", certain=certain, future=True)


def dates_out_of_order(case: Case, certain: bool) -> bool:
    """Install before making, or make after registering."""
    entry = case.bearer(*_FIELDS, among=(SUPERVISION,))
    if entry is None:
        return False
    field = case.chance.choice(("made_on", "installed_on"))
    days = case.chance.randrange(400, 1500) * (1 if field == "made_on" else -1)
    value = date.fromisoformat(case.facts[field]) + timedelta(days=days)
    if not date(1990, 1, 1) < value < AS_OF or not case.vouch(entry, certain, field):
        return False
    case.wrong(entry, field, f"{value}", error="dates_out_of_order", certain=certain)
    return True


ERRORS = {
    "century_slip": century_slip, "date_in_future": date_in_future,
    "dates_out_of_order": dates_out_of_order,
}  # fmt: skip
