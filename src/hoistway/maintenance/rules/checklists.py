"""Which items belong to a visit on one elevator: the annex's, and the maker's where asked for."""

from collections.abc import Iterable
from functools import cache

from hoistway.maintenance.rules.items import (
    LEVELS,
    Item,
    annex_of,
    checklist,
    items,
    needs_makers_items,
)
from hoistway.maintenance.vocabulary import Annex, ItemPlace, Level, VisitKind

MAKERS_ITEM = Item(
    code="M-1-01", zh="制造单位规定的其他项目", en="further items asked for by the maker",
    asks_zh="按使用维护说明书逐项进行", asks_en="each as the maker's manual says",
    place=ItemPlace.MACHINE_ROOM,
)  # fmt: skip
"""Explosion-proof and firefighters elevators: the maker's further items. Source: TSG T5002-2017."""


def needs_level(*, kind: VisitKind) -> bool:
    """Return whether a visit of this kind answers the items of the annex."""
    return kind in {VisitKind.MAINTENANCE, VisitKind.SELF_INSPECTION, VisitKind.TARGETED}


def is_hydraulic(*, drive: str) -> bool:
    """Return whether the register calls the drive hydraulic."""
    return "液压" in drive or "hydraulic" in drive.lower()


@cache
def items_of_visit(
    *, kind: VisitKind, level: Level | None, elevator_kind: str, hydraulic: bool = False,
    codes: tuple[str, ...] = (),
) -> tuple[Item, ...]:  # fmt: skip
    """Return the items of a visit; a self-inspection has not fewer than a yearly visit.

    A visit by need has no level: `codes` are its items.
    Source: TSG T5002-2017 art. 6 (M) for the self-inspection.

    Example:
        >>> len(items_of_visit(kind=VisitKind.MAINTENANCE, level=Level.YEAR, elevator_kind="3420"))
        77
    """
    if not needs_level(kind=kind):
        return ()
    if level is None and kind is not VisitKind.SELF_INSPECTION and (codes or _targeted(kind)):
        asked = tuple(one for one in items() if one.code in codes)
        further = needs_makers_items(kind=elevator_kind) and not _targeted(kind)
        return (*asked, MAKERS_ITEM) if further else asked
    annex: Annex = annex_of(kind=elevator_kind, hydraulic=hydraulic)
    chosen = Level.YEAR if kind is VisitKind.SELF_INSPECTION or level is None else level
    found = checklist(annex=annex, level=chosen)
    return (*found, MAKERS_ITEM) if needs_makers_items(kind=elevator_kind) else found


def _targeted(kind: VisitKind) -> bool:
    return kind is VisitKind.TARGETED


def level_of(*, items: Iterable[Item]) -> Level:
    """Return the highest level of which a visit does an item: whose further items it brings.

    Example:
        >>> from hoistway.maintenance.rules.items import items_by_code
        >>> level_of(items=[items_by_code()[code] for code in ("A-1-01", "A-3-02")])
        <Level.HALF_YEAR: 'half_year'>
    """
    return max((one.level for one in items), key=LEVELS.index, default=Level.HALF_MONTH)
