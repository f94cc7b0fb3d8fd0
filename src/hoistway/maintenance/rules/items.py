"""The items of TSG T5002-2017: which annex, which checklist, which limits."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from hoistway.maintenance.standards import item_tables
from hoistway.maintenance.vocabulary import Annex, ItemPlace, Level

LEVELS = (Level.HALF_MONTH, Level.QUARTER, Level.HALF_YEAR, Level.YEAR)
"""From the lowest to the highest; each contains those before it."""

_ANNEX_OF_KIND = {"32": Annex.B, "33": Annex.D}
_DUMBWAITER = "3430"
_MAKERS_ITEMS = frozenset({"3410", "3420"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item; `at_least` and `at_most` are limits the rule itself names, in `unit`.

    `calibrate_every_years` is the governor's period, `calibrate_old_every_years` the one above
    `old_above_years` of age; `before` is «rainy» or «winter» where a season is the deadline.
    """

    code: str
    zh: str
    en: str
    asks_zh: str
    asks_en: str
    place: ItemPlace
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    unit: str = ""
    load_test_percent: int | None = None
    calibrate_every_years: int | None = None
    calibrate_old_every_years: int | None = None
    old_above_years: int | None = None
    before: str = ""

    @property
    def annex(self) -> Annex:
        """The annex, first letter of the code."""
        return Annex(self.code[0])

    @property
    def level(self) -> Level:
        """The lowest level that contains the item."""
        return LEVELS[int(self.code[2]) - 1]

    @property
    def clause(self) -> str:
        """The clause to cite: `TSG T5002-2017 A-1-29`."""
        return f"{edition()} {self.code}"


def edition() -> str:
    """Return the name of the edition of the tables."""
    return str(item_tables()["edition"])


@cache
def items() -> tuple[Item, ...]:
    """Return all items of all annexes in the order of the tables."""
    return tuple(_read(row) for row in item_tables()["item"])


@cache
def items_by_code() -> dict[str, Item]:
    """Return all items by their codes."""
    return {one.code: one for one in items()}


def annex_of(*, kind: str, hydraulic: bool = False) -> Annex:
    """Return the annex of a kind of elevator (code of the catalogue of 2014).

    Explosion-proof and firefighters elevators follow annex A, or B where they are hydraulic.
    """
    if kind == _DUMBWAITER:
        return Annex.C
    if hydraulic and kind in _MAKERS_ITEMS:
        return Annex.B
    return _ANNEX_OF_KIND.get(kind[:2], Annex.A)


def needs_makers_items(*, kind: str) -> bool:
    """Return whether the maker's further items belong to each visit (explosion-proof, fire)."""
    return kind in _MAKERS_ITEMS


def checklist(*, annex: Annex, level: Level) -> tuple[Item, ...]:
    """Return the items of a visit, cumulative: those of the level and of all levels below.

    Example:
        >>> [len(checklist(annex=Annex.A, level=level)) for level in LEVELS]
        [31, 44, 59, 76]
    """
    wanted = LEVELS[: LEVELS.index(level) + 1]
    return tuple(one for one in items() if one.annex is annex and one.level in wanted)


def _read(row: dict[str, Any]) -> Item:
    said = dict(row)
    for limit in ("at_least", "at_most"):
        if limit in said:
            said[limit] = Decimal(str(said[limit]))
    said["place"] = ItemPlace(said["place"])
    return Item(**said)
