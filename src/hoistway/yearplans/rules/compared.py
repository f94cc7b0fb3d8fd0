"""What two versions of a plan do differently, item by item."""

from collections.abc import Iterable
from dataclasses import dataclass

from hoistway.yearplans.rules.limits import PlainLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One item on which two versions differ; None where a version has no line for it."""

    item: str
    before: PlainLine | None
    after: PlainLine | None

    @property
    def longer(self) -> bool:
        """Whether the item is looked at less often than before."""
        if self.before is None or self.after is None:
            return self.after is None
        return _days(self.after) > _days(self.before)


def differences(*, before: Iterable[PlainLine], after: Iterable[PlainLine]) -> list[Difference]:
    """Return the items on which two versions differ, in the order of the annex."""
    old, new = ({line.item: line for line in lines} for lines in (before, after))
    return [
        Difference(item=item, before=old.get(item), after=new.get(item))
        for item in sorted({*old, *new})
        if old.get(item) != new.get(item)
    ]


def _days(line: PlainLine) -> float:
    return line.days or line.months * 30.4
