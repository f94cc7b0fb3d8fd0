"""How a statement is printed, as dated editions: digits, bins, how many lines; and rounding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.reform.standards import statement_editions

ROUNDING = "half-up"
"""5 goes away from zero, reckoned from the counts themselves and never from a rounded figure.
Source: the printed bulletins of 中卫, 济南, 日照 (2020-10) and 贵州 come out digit for digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFormat:
    """One edition; `sources` names the bulletin or the choice behind each number.

    `city` is whose bulletin it is, empty for our own. `passenger` are the kinds that count as
    passenger elevators. `ages` are the last years of each band, `hours` the length of a bin.
    Firms with fewer than `least_fleet` elevators are not ranked; from `repeated` entrapments on
    an elevator is named.
    """

    edition: str
    in_force: date
    city: str
    digits: int
    minute_digits: int
    trim_whole: bool
    passenger: frozenset[str]
    ages: tuple[int, ...]
    hours: int
    top: int
    least_fleet: int
    repeated: int
    sources: Mapping[str, str]

    def age_band(self, *, years: int | None) -> str:
        """Return the band of an age in full years, «» where it is not known.

        Example:
            >>> one = format_named(edition="hoistway-2026")
            >>> [one.age_band(years=years) for years in (5, 6, 15, 16, None)]
            ['0-5', '6-10', '11-15', '16-', '']
        """
        if years is None:
            return ""
        first = 0
        for last in self.ages:
            if years <= last:
                return f"{first}-{last}"
            first = last + 1
        return f"{first}-"

    def hour_bin(self, *, hour: int) -> str:
        """Return the bin of an hour of the day.

        Example:
            >>> format_named(edition="hoistway-2026").hour_bin(hour=9)
            '08-10'
        """
        first = hour // self.hours * self.hours
        return f"{first:02d}-{first + self.hours:02d}"


def format_on(*, day: date) -> StatementFormat:
    """Return our own format in force on a day."""
    own = [one for one in _formats().values() if not one.city]
    return standing_on(known=in_order(own), day=day)


def format_named(*, edition: str) -> StatementFormat:
    """Return a format by its name."""
    return _formats()[edition]


@cache
def _formats() -> dict[str, StatementFormat]:
    return {name: _read(name, table) for name, table in statement_editions().items()}


def _read(name: str, table: Mapping[str, Any]) -> StatementFormat:
    said = dict(table)
    said["passenger"], said["ages"] = frozenset(said["passenger"]), tuple(said["ages"])
    return StatementFormat(edition=name, **said)


def printed(*, part: int, whole: int, scale: int = 1, digits: int = 2) -> str:
    """Return `scale` × `part` ÷ `whole` with so many digits, half-up and exact; «—» of nothing.

    Example:
        >>> printed(part=5, whole=8, scale=100)
        '62.50'
        >>> printed(part=1, whole=8, scale=100, digits=1), printed(part=3, whole=0)
        ('12.5', '—')
    """
    if whole <= 0:
        return "—"
    ten = 10**digits
    units = (2 * part * scale * ten + whole) // (2 * whole)
    return f"{units // ten}.{units % ten:0{digits}d}" if digits else str(units)


def share(*, part: int, whole: int, how: StatementFormat) -> str:
    """Return a share in per cent as this edition prints it.

    Example:
        >>> there = format_named(edition="zhongwei-2022")
        >>> share(part=2, whole=8, how=there), share(part=5, whole=8, how=there)
        ('25', '62.50')
    """
    text = printed(part=part, whole=whole, scale=100, digits=how.digits)
    bare, _, tail = text.partition(".")
    return bare if how.trim_whole and tail and not tail.strip("0") else text


def minutes(*, seconds: int, count: int, how: StatementFormat) -> str:
    """Return a mean in minutes of a sum of seconds as this edition prints it."""
    return printed(part=seconds, whole=60 * count, digits=how.minute_digits)
