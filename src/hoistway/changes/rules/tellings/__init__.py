"""One table: which fact of which room becomes which change, told from which columns."""

from hoistway.changes.rules.tellings.oversight import OVERSIGHT
from hoistway.changes.rules.tellings.register import REGISTER
from hoistway.changes.rules.tellings.rescue import RESCUE
from hoistway.changes.rules.tellings.told import VERSION, Telling
from hoistway.changes.rules.tellings.upkeep import UPKEEP
from hoistway.changes.vocabulary import ChangeKind

__all__ = ["HEARD", "TELLINGS", "VERSION", "Telling", "telling_of"]

TELLINGS: tuple[Telling, ...] = (*REGISTER, *UPKEEP, *RESCUE, *OVERSIGHT)
HEARD: frozenset[str] = frozenset(one.event for one in TELLINGS)
"""The facts that are kept until they are told; all others concern nobody outside."""

_BY_KIND = {one.kind: one for one in TELLINGS}


def telling_of(*, kind: ChangeKind) -> Telling:
    """Return how changes of a kind are told.

    Example:
        >>> telling_of(kind=ChangeKind.VISIT_SIGNED).noun
        'visits'
    """
    return _BY_KIND[kind]
