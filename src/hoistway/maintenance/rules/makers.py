"""A checklist with what the maker asks: the maker's limits, and the maker's further items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hoistway.foundation.width import half_width
from hoistway.maintenance.rules.checklists import MAKERS_ITEM
from hoistway.maintenance.rules.items import LEVELS, Item
from hoistway.maintenance.vocabulary import ItemPlace, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class MakersLine:
    """One line of a maker's manual; with `item` it sets limits, without it is a further item."""

    key: int
    made_by: str
    model: str
    item: str
    level: Level | None
    place: ItemPlace | None
    words: str
    asks: str
    at_least: Decimal | None
    at_most: Decimal | None
    unit: str
    counts_from: date = date.min
    ended_on: date | None = None

    def counts_on(self, day: date) -> bool:
        """Return whether the line counts on a day; not on the day on which it was ended."""
        return self.counts_from <= day and (self.ended_on is None or day < self.ended_on)


def lines_for(
    *, lines: Iterable[MakersLine], made_by: str, model: str, day: date
) -> tuple[MakersLine, ...]:
    """Return the lines for one maker and model that count on a day.

    Names are compared without width and case. Where a model has its own limits for an item,
    those for all of the maker's do not count.
    """
    ours = [one for one in lines if one.counts_on(day) and _same(one.made_by, made_by)]
    own = [one for one in ours if one.model and _same(one.model, model)]
    set_by_model = {one.item for one in own if one.item}
    general = [one for one in ours if not one.model and one.item not in set_by_model]
    return (*general, *own)


def with_makers(
    *, items: Sequence[Item], lines: Sequence[MakersLine], level: Level
) -> tuple[Item, ...]:
    """Return the checklist with the maker's limits and further items up to a level.

    A limit of the rule itself is only ever made stricter. The one item that stands for «what the
    maker asks» gives way to the maker's own items.

    Example:
        >>> from hoistway.maintenance.rules.items import items_by_code
        >>> seven = items_by_code()["A-1-29"]
        >>> eight = MakersLine(
        ...     key=1, made_by="x", model="", item="A-1-29", level=None, place=None, words="",
        ...     asks="", at_least=Decimal(8), at_most=None, unit="mm")
        >>> with_makers(items=[seven], lines=[eight], level=Level.YEAR)[0].at_least
        Decimal('8')
    """
    limits = {one.item: one for one in lines if one.item}
    wanted = LEVELS[: LEVELS.index(level) + 1]
    further = [_item(one) for one in lines if not one.item and one.level in wanted]
    kept = [one for one in items if not (further and one.code == MAKERS_ITEM.code)]
    return (*(_limited(one, limits.get(one.code)) for one in kept), *further)


def _limited(item: Item, line: MakersLine | None) -> Item:
    if line is None:
        return item
    lowest = [one for one in (item.at_least, line.at_least) if one is not None]
    highest = [one for one in (item.at_most, line.at_most) if one is not None]
    return replace(
        item, at_least=max(lowest, default=None), at_most=min(highest, default=None),
        unit=item.unit or line.unit,
    )  # fmt: skip


def _item(line: MakersLine) -> Item:
    level = LEVELS.index(line.level) + 1 if line.level else 1
    return Item(
        code=f"M-{level}-{line.key:02}", zh=line.words, en=line.words, asks_zh=line.asks,
        asks_en=line.asks, place=line.place or ItemPlace.MACHINE_ROOM, at_least=line.at_least,
        at_most=line.at_most, unit=line.unit,
    )  # fmt: skip


def _same(one: str, other: str) -> bool:
    plain = [half_width(text=name).casefold().strip() for name in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]
