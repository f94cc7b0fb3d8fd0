"""What passes from a file to the register: a row, the faults of its cells, what it says."""

from dataclasses import dataclass, field

from hoistway.registry.rules.fault_words import detail_in
from hoistway.registry.rules.sayings import Saying
from hoistway.registry.vocabulary import FaultEffect, RowFault


class TypedNumber(str):
    """The text of a cell that a file holds as a number; always with a decimal point."""

    __slots__ = ()


class TypedDay(str):
    """The text of a cell that a file holds as a date: year-month-day."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file with the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing that is wrong with a cell of a row, and what came of it."""

    fault: RowFault
    effect: FaultEffect = FaultEffect.REFUSED
    field: str = ""
    column: str = ""
    value: str = ""
    detail: str = ""

    def reason(self, *, language: str = "en") -> str:
        """Return the reason as one line."""
        about = " / ".join(filter(None, (self.field, self.column and f"«{self.column}»")))
        said = f": «{self.value}»" if self.value else ""
        completion = detail_in(language=language, detail=self.detail)
        detail = f" ({completion})" if completion else ""
        return f"{about + ': ' if about else ''}{self.fault.in_language(language)}{said}{detail}"

    def as_json(self) -> dict[str, str]:
        """Return the fault for the record of the run and for programs."""
        return {
            "fault": str(self.fault), "effect": str(self.effect), "field": self.field,
            "column": self.column, "value": self.value, "detail": self.detail,
            "detail_zh": detail_in(language="zh-hans", detail=self.detail),
            "reason": self.reason(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a row: what it says, unless it is refused, and all that is wrong in it."""

    saying: Saying | None
    faults: tuple[CellFault, ...] = field(default=())
