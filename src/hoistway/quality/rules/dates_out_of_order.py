"""Made after it was installed, or installed long after it was registered.

Source: TSG T7001-2023: inspection after installation precedes registration. Certain if exactly
one day of another source, for one of the two, restores the order, and no source backs the held.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Said, Verdict, as_day, claims_of
from hoistway.quality.rules.slipped_date import FIRST_YEAR
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "TSG T7001-2023"
WHY = (
    "{earlier} 应不晚于 {later}；佐证 {proposal} 可恢复先后。",
    "{earlier} should not be after {later}; another source's {proposal} restores the order.",
)

ORDER = (("made_on", "installed_on", 0), ("installed_on", "registered_on", 30))
"""Earlier field, later field, days of grace. Source: catalogue of corrections."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the days pair by pair; impossible ones belong to other rules."""
    for earlier, later, days in ORDER:
        first, second = portrait.day(earlier), portrait.day(later)
        if first is None or second is None or not _may_be(first, city) & _may_be(second, city):
            continue
        if first > second + timedelta(days=days):
            yield _out_of_order(portrait, (earlier, first), (later, second), timedelta(days=days))


def _may_be(day: date, city: City) -> bool:
    return day.year >= FIRST_YEAR and day <= city.day


def _out_of_order(
    portrait: Portrait, earlier: tuple[str, date], later: tuple[str, date], grace: timedelta
) -> Verdict:
    """Look for the one day that restores the order."""
    days = dict((earlier, later))
    found: dict[tuple[str, date], list[Said]] = {}
    backed = set()
    for field in days:
        for said in portrait.witnesses(field):
            day = as_day(said.value)
            if day == days[field]:
                backed.add(field)
            elif day is not None:
                tried = days | {field: day}
                if tried[earlier[0]] <= tried[later[0]] + grace:
                    found.setdefault((field, day), []).append(said)
    free = {key: s for key, s in found.items() if key[0] not in backed}
    only = next(iter(free)) if len(free) == 1 else None
    certain = only is not None and len(found) == 1 and not portrait.is_decided(only[0])
    field = only[0] if only else later[0]
    return Verdict(
        kind=FindingKind.DATES_OUT_OF_ORDER, field=field, value=days[field].isoformat(),
        proposal=only[1].isoformat() if only else None,
        confidence=0.95 if certain else 0.4, certain=certain,
        inputs={
            "earlier": earlier[1].isoformat(), "later": later[1].isoformat(),
            "claims": claims_of(*(s for each in found.values() for s in each)),
        },
    )  # fmt: skip
