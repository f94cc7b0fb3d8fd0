"""Which items belong to a visit on one elevator: the annex's, and the maker's where asked for."""

from functools import cache

from hoistway.maintenance.rules.items import Item, annex_of, checklist, needs_makers_items
from hoistway.maintenance.vocabulary import Annex, ItemPlace, Level, VisitKind

MAKERS_ITEM = Item(
    code="M-1-01", zh="制造单位规定的其他项目", en="further items asked for by the maker",
    asks_zh="按使用维护说明书逐项进行", asks_en="each as the maker's manual says",
    place=ItemPlace.MACHINE_ROOM,
)  # fmt: skip
"""Explosion-proof and firefighters elevators: the maker's further items. Source: TSG T5002-2017."""


def needs_level(*, kind: VisitKind) -> bool:
    """Return whether a visit of this kind answers the items of the annex."""
    return kind in {VisitKind.MAINTENANCE, VisitKind.SELF_INSPECTION}


def is_hydraulic(*, drive: str) -> bool:
    """Return whether the register calls the drive hydraulic."""
    return "液压" in drive or "hydraulic" in drive.lower()


@cache
def items_of_visit(
    *, kind: VisitKind, level: Level | None, elevator_kind: str, hydraulic: bool = False
) -> tuple[Item, ...]:
    """Return the items of a visit; a self-inspection has not fewer than a yearly visit.

    Source: TSG T5002-2017 art. 6 (M) for the self-inspection.

    Example:
        >>> len(items_of_visit(kind=VisitKind.MAINTENANCE, level=Level.YEAR, elevator_kind="3420"))
        77
    """
    if not needs_level(kind=kind):
        return ()
    annex: Annex = annex_of(kind=elevator_kind, hydraulic=hydraulic)
    chosen = Level.YEAR if kind is VisitKind.SELF_INSPECTION or level is None else level
    found = checklist(annex=annex, level=chosen)
    return (*found, MAKERS_ITEM) if needs_makers_items(kind=elevator_kind) else found
