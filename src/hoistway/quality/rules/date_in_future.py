"""A day that has not come yet stands where only past days can.

Source: house. Certain if exactly one reading with digits exchanged is another source's day.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.rules.slipped_date import DATES, mistyped
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "{field} {value} 尚未到来；调换数字后与佐证 {proposal} 一致。",
    "{value} has not come yet; read anew it is {proposal}, as another source says.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look at each date for one after today, in this year or the next."""
    for field in DATES:
        day = portrait.day(field)
        if day is None or day <= city.day or day.year > city.day.year + 1:
            continue
        if not portrait.is_decided(field):
            yield from mistyped(
                kind=FindingKind.DATE_IN_FUTURE, portrait=portrait, field=field, day=day,
                today=city.day,
            )  # fmt: skip
