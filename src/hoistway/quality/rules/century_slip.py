"""A year that no elevator of the register has: before 1950 or after the next year.

Source: house. Certain if exactly one reading with digits exchanged, or in the other century, is
what another source says. A second source that says the same year settles it: some lifts are old.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.rules.slipped_date import DATES, FIRST_YEAR, mistyped
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "{field} {value} 的年份不可能；调换数字或改正世纪后与佐证 {proposal} 一致。",
    "The year of {value} is impossible; read anew it is {proposal}, as another source says.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look at each date for an impossible year."""
    for field in DATES:
        day = portrait.day(field)
        if day is None or FIRST_YEAR <= day.year <= city.day.year + 1:
            continue
        if not portrait.is_decided(field):
            yield from mistyped(
                kind=FindingKind.CENTURY_SLIP, portrait=portrait, field=field, day=day,
                today=city.day,
            )  # fmt: skip
