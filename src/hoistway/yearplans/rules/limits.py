"""What no plan may do, whoever asks: the rule that stands before the constraints of the tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.rules.policy import PlanPolicy, level_of
from hoistway.yearplans.vocabulary import LimitKind

SHORTEST_THREE_MONTHS = 89
"""Days that are never more than three calendar months: 1 February to 1 May of a common year."""

YEAR_MONTHS, YEAR_DAYS = 12, 365
"""Source: TSG T5002-2017, yearly items; requirements C5."""

_LOOSE = (ItemWay.NEVER_REMOTE, ItemWay.SITE, ItemWay.HINT, ItemWay.REMOTE)
"""The ways from the strictest to the loosest."""


class PlainLine(NamedTuple):
    """One item of a plan: its way and its interval, days or months, the other 0."""

    item: str
    way: ItemWay
    days: int
    months: int


class Breach(NamedTuple):
    """What a plan does that it may not, and on which item."""

    item: str
    kind: LimitKind


def breaches(*, lines: Iterable[PlainLine], annex: str, policy: PlanPolicy) -> list[Breach]:
    """Return all that a whole plan may not do, in the order of the annex.

    Source: 286号 二（三）: 现场维保间隔最长不得超过3个月; requirements C4, C5.
    """
    given = {line.item: line for line in lines}
    asked = policy.items_of(annex)
    found = [Breach(code, LimitKind.MISSING) for code in asked if code not in given]
    for line in given.values():
        if line.item not in asked:
            found.append(Breach(line.item, LimitKind.STRANGE))
        else:
            found.extend(line_breaches(line=line, policy=policy))
    if not any(_at_every_quarter(line, policy) for line in given.values()):
        found.append(Breach("", LimitKind.GAP))
    return sorted(found)


def line_breaches(
    *, line: PlainLine, policy: PlanPolicy, makers: Mapping[str, int] | None = None
) -> list[Breach]:
    """Return what one line may not do; `makers` are days that manuals name for items.

    Example:
        >>> from hoistway.yearplans.rules.policy import edition_named
        >>> policy = edition_named(edition="hoistway-2026")
        >>> ninety = PlainLine("A-1-01", ItemWay.SITE, 90, 0)
        >>> [str(one.kind) for one in line_breaches(line=ninety, policy=policy)]
        ['gap']
        >>> line_breaches(line=ninety._replace(days=0, months=3), policy=policy)
        []
    """
    return list(_breaches(line, policy, makers or {}))


def _breaches(
    line: PlainLine, policy: PlanPolicy, makers: Mapping[str, int]
) -> Iterator[Breach]:  # fmt: skip
    if (line.days > 0) == (line.months > 0):
        yield Breach(line.item, LimitKind.INTERVAL)
        return
    if level_of(item=line.item) <= 2 and not _within(line, policy.max_gap_months):
        yield Breach(line.item, LimitKind.GAP)
    elif line.months > YEAR_MONTHS or line.days > YEAR_DAYS:
        kind = LimitKind.TEST if line.item in policy.tests else LimitKind.YEAR
        yield Breach(line.item, kind)
    loosest = policy.ways[line.item]
    if _LOOSE.index(line.way) > _LOOSE.index(loosest):
        yield Breach(line.item, _of_way(line.item, loosest, policy))
    if (days := makers.get(line.item)) is not None and not shorter(line=line, days=days):
        yield Breach(line.item, LimitKind.MAKER)


def shorter(*, line: PlainLine, days: int) -> bool:
    """Return whether a line's interval never exceeds so many days; a month has up to 31."""
    return (line.days or line.months * 31) <= days


def _of_way(item: str, loosest: ItemWay, policy: PlanPolicy) -> LimitKind:
    if item in policy.tests:
        return LimitKind.TEST
    return LimitKind.CONTACT if loosest is ItemWay.HINT else LimitKind.WAY


def _at_every_quarter(line: PlainLine, policy: PlanPolicy) -> bool:
    return line.way is not ItemWay.REMOTE and _within(line, policy.max_gap_months)


def _within(line: PlainLine, months: int) -> bool:
    """Return whether an interval is never longer than these calendar months."""
    return 0 < line.months <= months or 0 < line.days <= SHORTEST_THREE_MONTHS
